internal import Martlet

/// An order that goes well and two that do not, each seen from the stock that Inventory streams.
struct Incidents: Sendable {
  let customer: Customer
  let inventory: Samples_Shop_Inventory.Client<HTTP2ClientTransport>

  private static let article = "teapot"
  /// What the caller allows for an order whose bank takes longer.
  private static let timeout = Duration.milliseconds(250)

  func run() async throws {
    let request = Samples_Shop_WatchStockRequest.with { $0.skus = [Self.article] }
    try await inventory.watchStock(request) { response in
      var stock = StockReader(changes: response.messages.makeAsyncIterator())
      let available = try await stock.next()
      print("\nInventory streams its stock: \(available) of \(Self.article)")
      try await confirmed(&stock)
      try await declined(&stock)
      try await expired(&stock)
      // Returning ends the stream: the call is cancelled, and Inventory forgets the watcher.
    }
  }

  private func confirmed(_ stock: inout StockReader) async throws {
    let order = try await customer.place(order(Basket.goodCard))
    print("An order that is paid: \(order.id), \(order.totalCents.asMoney), \(order.paymentID)")
    print("  stock: \(try await stock.next())")
  }

  private func declined(_ stock: inout StockReader) async throws {
    let error = try await rejection { try await customer.place(order(Basket.emptyCard)) }
    guard error.code == .failedPrecondition else {
      throw DemoFailure("a declined card ended in \(error)")
    }
    print("A card that is declined\n  \(error.code): \(error.message)")
    print("  stock: \(try await stock.next()), put back: \(try await stock.next())")
  }

  private func expired(_ stock: inout StockReader) async throws {
    let start = ContinuousClock.now
    let error = try await rejection {
      try await customer.place(order(Basket.slowCard), timeout: Self.timeout)
    }
    let waited = (ContinuousClock.now - start).inMilliseconds
    guard error.code == .deadlineExceeded else {
      throw DemoFailure("a call whose deadline passed ended in \(error)")
    }
    print(
      "A deadline of \(Self.timeout.inMilliseconds) ms over two hops: client → orders → payments,",
      "whose bank takes \(PaymentsService.slowBank.components.seconds) s")
    print("  \(error.code) after \(waited) ms: \(error.message)")
    print("  stock: \(try await stock.next()), put back: \(try await stock.next())")
  }

  private func order(_ card: Samples_Shop_Card) -> Samples_Shop_PlaceOrderRequest {
    Basket.order(1, Self.article, of: "ada", paidWith: card)
  }

  private func rejection(
    of place: () async throws -> Samples_Shop_Order
  ) async throws -> RPCError {
    do {
      throw DemoFailure("an order was confirmed that should not have been: \(try await place())")
    } catch let error as RPCError {
      return error
    }
  }
}

/// Reads what is available of an article, change by change.
private struct StockReader {
  var changes: RPCAsyncSequence<Samples_Shop_StockChange, any Error>.AsyncIterator

  mutating func next() async throws -> Int32 {
    guard let change = try await changes.next() else {
      throw DemoFailure("Inventory has ended the stream of stock changes")
    }
    return change.available
  }
}
