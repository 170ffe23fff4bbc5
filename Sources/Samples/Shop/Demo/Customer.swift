internal import Martlet
internal import Synchronization

/// Places orders, and keeps account of the calls that they take.
final class Customer: Sendable {
  let orders: Samples_Shop_Orders.Client<HTTP2ClientTransport>
  private let requestPrefix: String
  private let requests = Atomic<Int>(0)
  private let calls = Mutex(CallTable())

  /// - Parameters:
  ///   - orders: What to call.
  ///   - requestPrefix: What the numbers of its requests begin with.
  init(orders: Samples_Shop_Orders.Client<HTTP2ClientTransport>, requestPrefix: String) {
    self.orders = orders
    self.requestPrefix = requestPrefix
  }

  /// The calls that were made so far: our own, and those that Orders made for us.
  var callTable: CallTable { calls.withLock { $0 } }

  /// Places one order.
  ///
  /// - Throws: The `RPCError` with which it was rejected.
  func place(
    _ order: Samples_Shop_PlaceOrderRequest, timeout: Duration? = nil
  ) async throws -> Samples_Shop_Order {
    var options = CallOptions.defaults
    options.timeout = timeout
    let start = ContinuousClock.now
    return try await orders.placeOrder(
      request: ClientRequest(message: order, metadata: metadata(for: order.customer)),
      options: options
    ) { response in
      let order = Result { try response.message }
      self.note(
        Samples_Shop_Orders.Method.PlaceOrder.descriptor, took: ContinuousClock.now - start,
        succeeded: (try? order.get()) != nil, trailers: response.trailingMetadata)
      return try order.get()
    }
  }

  /// Places any number of orders in one call.
  func placeMany(_ orders: [Samples_Shop_PlaceOrderRequest]) async throws
    -> Samples_Shop_OrderSummary
  {
    let start = ContinuousClock.now
    let request = StreamingClientRequest(metadata: metadata(for: "everybody")) { writer in
      for order in orders { try await writer.write(order) }
    }
    return try await self.orders.placeMany(request: request) { response in
      let summary = try response.message
      self.note(
        Samples_Shop_Orders.Method.PlaceMany.descriptor, took: ContinuousClock.now - start,
        succeeded: true, trailers: response.trailingMetadata)
      return summary
    }
  }

  private func note(
    _ method: MethodDescriptor, took: Duration, succeeded: Bool, trailers: Metadata
  ) {
    let own = CallNote(caller: "client", method: method, took: took, succeeded: succeeded)
    calls.withLock { calls in
      for note in [own] + trailers.callNotes { calls.add(note) }
    }
  }

  /// What goes with a request, and travels along to Inventory and Payments.
  private func metadata(for customer: String) -> Metadata {
    let number = requests.add(1, ordering: .relaxed).newValue
    return [
      RequestMetadata.requestID: .string("\(requestPrefix)-\(number)"),
      RequestMetadata.customer: .string(customer),
    ]
  }
}
