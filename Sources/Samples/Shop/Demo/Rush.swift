internal import Martlet

/// Many orders: one call each, several at once; and then some in a single call.
struct Rush: Sendable {
  let customer: Customer
  let count: Int
  let atOnce: Int

  /// The orders that go into one call.
  private static let streamed = 30
  /// Orders that are placed before anything is measured: they make the connections.
  private static let warmUp = 20

  func run() async throws {
    try await warmUp()
    let start = ContinuousClock.now
    let confirmed = try await placeAll()
    let took = (ContinuousClock.now - start).inMilliseconds
    print(
      "\(count) orders, \(atOnce) at once, in \(took) ms:",
      "\(confirmed) confirmed, \(count - confirmed) rejected")
    try await placeInOneCall()
    print("")
    for line in customer.callTable.lines { print(line) }
  }

  private func warmUp() async throws {
    let stranger = Customer(orders: customer.orders, requestPrefix: "warm-up")
    for number in 0..<Self.warmUp { _ = try await stranger.place(Basket.order(number)) }
  }

  /// - Returns: How many orders were confirmed.
  private func placeAll() async throws -> Int {
    try await withThrowingTaskGroup(of: Int.self) { group in
      for worker in 0..<atOnce {
        group.addTask {
          var confirmed = 0
          for number in stride(from: worker, to: count, by: atOnce) {
            if try await place(number) { confirmed += 1 }
          }
          return confirmed
        }
      }
      return try await group.reduce(0, +)
    }
  }

  /// - Returns: Whether the order was confirmed rather than declined.
  private func place(_ number: Int) async throws -> Bool {
    do {
      return try await customer.place(Basket.order(number)).state == .confirmed
    } catch let error as RPCError where error.code == .failedPrecondition {
      return false
    }
  }

  private func placeInOneCall() async throws {
    let summary = try await customer.placeMany((0..<Self.streamed).map(Basket.order))
    guard summary.confirmed + summary.rejected == Self.streamed else {
      throw DemoFailure("PlaceMany did not answer for all orders: \(summary)")
    }
    let spent = summary.centsByCustomer.sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value.asMoney)" }
    print(
      "\(Self.streamed) orders in one PlaceMany: \(summary.confirmed) confirmed;",
      spent.joined(separator: ", "))
  }
}
