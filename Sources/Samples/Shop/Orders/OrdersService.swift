internal import Martlet

/// Takes orders: reserves the goods, takes the money, and confirms.
struct OrdersService: Samples_Shop_Orders.SimpleServiceProtocol {
  let suppliers: Suppliers
  let tally = Tally()
  private let ledger = Ledger()

  init(suppliers: Suppliers) { self.suppliers = suppliers }

  func placeOrder(
    request: Samples_Shop_PlaceOrderRequest, context: ServerContext
  ) async throws -> Samples_Shop_Order {
    try await place(request, context)
  }

  func placeMany(
    request: RPCAsyncSequence<Samples_Shop_PlaceOrderRequest, any Error>, context: ServerContext
  ) async throws -> Samples_Shop_OrderSummary {
    var summary = Samples_Shop_OrderSummary()
    for try await order in request {
      do {
        let placed = try await place(order, context)
        summary.confirmed += 1
        summary.centsByCustomer[placed.customer, default: 0] += placed.totalCents
      } catch let error as RPCError where error.code == .failedPrecondition {
        // One customer's card is no reason to turn the others away.
        summary.rejected += 1
      }
    }
    return summary
  }

  func support(
    request: RPCAsyncSequence<Samples_Shop_ChatLine, any Error>,
    response: RPCWriter<Samples_Shop_ChatLine>, context: ServerContext
  ) async throws {
    tally.count("chats")
    let desk = SupportDesk(ledger: ledger)
    try await response.write(desk.greeting)
    for try await line in request { try await response.write(desk.answer(to: line)) }
  }

  private func place(
    _ request: Samples_Shop_PlaceOrderRequest, _ context: ServerContext
  ) async throws -> Samples_Shop_Order {
    guard !request.items.isEmpty else {
      throw RPCError(code: .invalidArgument, message: "an order needs at least one item")
    }
    var order = ledger.open(request)
    let goods = Samples_Shop_ReserveRequest.with {
      $0.orderID = order.id
      $0.items = order.items
    }
    do {
      order.totalCents = try await suppliers.reserve(goods, for: context)
    } catch {
      throw reject(order, error)
    }
    let charge = Samples_Shop_ChargeRequest.with {
      $0.orderID = order.id
      $0.card = request.card
      $0.amountCents = order.totalCents
    }
    do {
      order.paymentID = try await suppliers.charge(charge, for: context)
    } catch {
      let rejection = reject(order, error)
      await suppliers.putBack(goods, for: context)
      throw rejection
    }
    order.state = .confirmed
    ledger.close(order)
    tally.count("confirmed")
    return order
  }

  /// Closes an order that came to nothing.
  ///
  /// - Returns: What its customer is told: what the supplier said, and which order it was.
  private func reject(_ order: Samples_Shop_Order, _ error: any Error) -> RPCError {
    let cause =
      error as? RPCError ?? RPCError(code: .internalError, message: "the order failed.")
    var order = order
    order.state = .rejected
    order.rejection = "\(cause.code): \(cause.message)"
    ledger.close(order)
    tally.count("rejected")
    return RPCError(
      code: cause.code, message: "order \(order.id) was not placed:", cause: cause)
  }
}
