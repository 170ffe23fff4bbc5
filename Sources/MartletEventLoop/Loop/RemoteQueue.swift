import Synchronization

/// What other threads want a loop to do, in the order in which they said it.
final class RemoteQueue: Sendable {
  enum Item {
    case job(UnownedJob)
    case work(LoopWork)
    case closure(@Sendable () -> Void)
  }

  private struct Items: @unchecked Sendable {
    // Sendable: jobs and work are handed over as a whole.
    var list: [Item] = []
  }

  private let items = Mutex(Items())

  func append(_ item: sending Item) {
    items.withLock { $0.list.append(item) }
  }

  var isEmpty: Bool { items.withLock { $0.list.isEmpty } }

  /// Swaps everything that is there for the empty `batch`, whose memory is used again.
  func take(into batch: inout [Item]) {
    var other = Items(list: batch)
    batch = []
    items.withLock { swap(&$0, &other) }
    batch = other.list
  }
}
