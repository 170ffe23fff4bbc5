import MartletEventLoop
import Synchronization

extension EventLoop {
  /// A loop of one test's own. Its thread is never ended, as of every loop.
  static func started(
    clock: any LoopClock = MonotonicClock(), poller: (any Poller)? = nil,
    spins: SpinPermits = .shared
  ) throws -> EventLoop {
    let loop = try EventLoop(index: 900, clock: clock, poller: poller, spins: spins)
    try loop.startThread()
    return loop
  }

  /// Does something on the loop.
  func perform<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      execute { continuation.resume(returning: body()) }
    }
  }

  /// Returns once the loop has taken a whole turn that began after this was called: a turn reads
  /// the time, then does what was submitted, then fires timers.
  func turn() async {
    for _ in 0..<3 { await perform {} }
  }
}

/// Notes of what happened, in order, from any thread.
final class Log<Entry: Sendable>: Sendable {
  private let state = Mutex<[Entry]>([])

  var entries: [Entry] { state.withLock { $0 } }

  func note(_ entry: Entry) { state.withLock { $0.append(entry) } }
}

/// Something that happens once, to wait for.
final class Event<Value: Sendable>: Sendable {
  private let stream = AsyncStream<Value>.makeStream()

  func happened(_ value: Value) { stream.continuation.yield(value) }

  /// The value of the first time, or of the first that has not been waited for.
  func wait() async -> Value? {
    var iterator = stream.stream.makeAsyncIterator()
    return await iterator.next()
  }
}

/// A timer that does what it is given.
final class ClosureTimer: LoopTimer, @unchecked Sendable {
  // Sendable: as its superclass, touched only on its loop.
  private let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
    super.init()
  }

  override func fire() { body() }
}
