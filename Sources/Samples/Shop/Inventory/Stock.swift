internal import Martlet
internal import Synchronization

/// The goods, their prices, and whoever watches them.
///
/// Handlers of any number of calls use it at once.
final class Stock: Sendable {
  private struct State {
    var available: [String: Int32] = [
      "tea": 20_000, "cup": 20_000, "honey": 20_000, "teapot": 5000,
    ]
    var watchers: [Int: Watcher] = [:]
    var nextWatcher = 0

    func tellWatchers(of items: [Samples_Shop_Item]) {
      for sku in Set(items.map(\.sku)) {
        for watcher in watchers.values { watcher.tell(sku, available[sku] ?? 0) }
      }
    }
  }

  private struct Watcher {
    let skus: Set<String>
    let changes: AsyncStream<Samples_Shop_StockChange>.Continuation

    func tell(_ sku: String, _ available: Int32) {
      guard skus.isEmpty || skus.contains(sku) else { return }
      changes.yield(
        .with {
          $0.sku = sku
          $0.available = available
        })
    }
  }

  /// Cents apiece.
  private static let prices: [String: Int64] = [
    "tea": 450, "cup": 800, "honey": 650, "teapot": 2900,
  ]
  /// Changes that wait for a watcher; beyond them the oldest go, so that a slow one costs little.
  private static let maximumPending = 256

  private let state = Mutex(State())

  /// Takes goods out of the stock: all or, if any are missing, none.
  ///
  /// - Returns: What they cost together, in cents.
  func take(_ items: [Samples_Shop_Item]) throws -> Int64 {
    try state.withLock { state in
      var left = state.available
      var total: Int64 = 0
      for item in items {
        guard let price = Self.prices[item.sku], let available = left[item.sku] else {
          throw RPCError(code: .notFound, message: "no article is called '\(item.sku)'")
        }
        guard item.quantity > 0 else {
          throw RPCError(code: .invalidArgument, message: "quantity must be at least 1")
        }
        guard available >= item.quantity else {
          throw RPCError(
            code: .failedPrecondition, message: "only \(available) of \(item.sku) are in stock")
        }
        left[item.sku] = available - item.quantity
        total += price * Int64(item.quantity)
      }
      state.available = left
      state.tellWatchers(of: items)
      return total
    }
  }

  /// Puts goods into the stock again.
  func putBack(_ items: [Samples_Shop_Item]) {
    state.withLock { state in
      for item in items {
        guard let available = state.available[item.sku], item.quantity > 0 else { continue }
        // Cut to what fits: a caller can send any quantity, and overflow would end the process.
        state.available[item.sku] = Int32(clamping: Int64(available) + Int64(item.quantity))
      }
      state.tellWatchers(of: items)
    }
  }

  /// Watches the stock.
  ///
  /// - Parameter skus: The articles; all of them if there are none.
  /// - Returns: What is available of each, and then each change, until the reader goes away.
  func changes(of skus: Set<String>) -> AsyncStream<Samples_Shop_StockChange> {
    let (stream, changes) = AsyncStream<Samples_Shop_StockChange>.makeStream(
      bufferingPolicy: .bufferingNewest(Self.maximumPending))
    // Under one lock, so that no change falls between the first look and the first change.
    let id = state.withLock { state in
      let watcher = Watcher(skus: skus, changes: changes)
      for (sku, available) in state.available.sorted(by: { $0.key < $1.key }) {
        watcher.tell(sku, available)
      }
      state.nextWatcher += 1
      state.watchers[state.nextWatcher] = watcher
      return state.nextWatcher
    }
    changes.onTermination = { [weak self] _ in self?.forgetWatcher(id) }
    return stream
  }

  private func forgetWatcher(_ id: Int) {
    _ = state.withLock { $0.watchers.removeValue(forKey: id) }
  }
}
