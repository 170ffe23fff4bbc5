internal import Glibc
internal import Martlet
internal import Synchronization

/// The orders of late, by number.
///
/// Handlers of any number of calls use it at once.
final class Ledger: Sendable {
  private struct State {
    var lastNumber = 0
    var orders: [Int: Samples_Shop_Order] = [:]
  }

  /// The orders that are kept; beyond them the oldest go, so that memory stays bounded.
  private static let maximumOrders = 10_000

  private let state = Mutex(State())

  /// Gives an order a number.
  func open(_ request: Samples_Shop_PlaceOrderRequest) -> Samples_Shop_Order {
    let placedAt = Google_Protobuf_Timestamp.now
    return state.withLock { state in
      state.lastNumber += 1
      let order = Samples_Shop_Order.with {
        $0.id = "o-\(state.lastNumber)"
        $0.customer = request.customer
        $0.items = request.items
        $0.placedAt = placedAt
      }
      state.orders[state.lastNumber] = order
      state.orders[state.lastNumber - Self.maximumOrders] = nil
      return order
    }
  }

  /// Keeps what has become of an order.
  func close(_ order: Samples_Shop_Order) {
    guard let number = Self.number(order.id) else { return }
    state.withLock { state in
      if state.orders[number] != nil { state.orders[number] = order }
    }
  }

  /// The order with an id such as `o-12`.
  func order(_ id: some StringProtocol) -> Samples_Shop_Order? {
    guard let number = Self.number(id) else { return nil }
    return state.withLock { $0.orders[number] }
  }

  /// The last order of a customer.
  func lastOrder(of customer: String) -> Samples_Shop_Order? {
    state.withLock { state in
      let number = state.orders.filter { $0.value.customer == customer }.keys.max()
      return number.flatMap { state.orders[$0] }
    }
  }

  private static func number(_ id: some StringProtocol) -> Int? {
    id.hasPrefix("o-") ? Int(id.dropFirst(2)) : nil
  }
}

extension Google_Protobuf_Timestamp {
  fileprivate static var now: Google_Protobuf_Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return .with {
      $0.seconds = Int64(time.tv_sec)
      $0.nanos = Int32(time.tv_nsec)
    }
  }
}
