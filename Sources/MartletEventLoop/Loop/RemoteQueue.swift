import Synchronization

/// What other threads want a loop to do, in the order in which they said it.
final class RemoteQueue: Sendable {
  enum Item {
    case job(UnownedJob)
    case work(any LoopWork)
    case closure(@Sendable () -> Void)
  }

  private struct Items: @unchecked Sendable {
    // Sendable: jobs and work are handed over as a whole.
    var list: [Item] = []
  }

  private let items = Mutex(Items())
  /// Whether there may be items, so that looking when there are none takes no lock.
  private let hasItems = Atomic<Bool>(false)

  func append(_ item: sending Item) {
    items.withLock { $0.list.append(item) }
    hasItems.store(true, ordering: .sequentiallyConsistent)
  }

  var isEmpty: Bool { !hasItems.load(ordering: .sequentiallyConsistent) }

  /// Swaps everything that is there for the empty `batch`, whose memory is used again.
  func take(into batch: inout [Item]) {
    guard hasItems.load(ordering: .relaxed),
      // Lowered before the items are taken: what comes meanwhile is found now or next time.
      hasItems.exchange(false, ordering: .sequentiallyConsistent)
    else { return }
    var other = Items(list: batch)
    batch = []
    items.withLock { swap(&$0, &other) }
    batch = other.list
  }
}
