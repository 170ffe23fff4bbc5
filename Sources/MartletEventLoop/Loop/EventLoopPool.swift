internal import CLinux
import Glibc
import Synchronization

/// The loops of the process. A server borrows some; clients share a few.
///
/// A loop that is given back waits for the next borrower; its thread is never ended.
public final class EventLoopPool: Sendable {
  /// The one pool.
  public static let shared = EventLoopPool()

  /// The most loops that a process can have.
  package static let maximumLoops = 256

  /// The number of cores that the process may use.
  public static let coreCount = Int(martlet_core_count())

  private struct State {
    var made = 0
    var idle: [EventLoop] = []
    var clientLoops: [EventLoop] = []
    var nextClientLoop = 0
  }

  private let state = Mutex(State())

  /// Borrows `count` loops, or as many as there can be, but at least one.
  ///
  /// - Throws: ``SystemCallError`` if not even one can be made.
  package func acquire(_ count: Int) throws(SystemCallError) -> [EventLoop] {
    var loops: [EventLoop] = []
    while loops.count < max(1, count) {
      do {
        loops.append(try take())
      } catch {
        if loops.isEmpty { throw error }
        break
      }
    }
    return loops
  }

  /// Gives loops back, which must have nothing to do any more.
  package func release(_ loops: [EventLoop]) {
    state.withLock { $0.idle.append(contentsOf: loops) }
  }

  /// Loops that clients share, for calls that are made outside of any loop.
  private static let clientLoopCount = min(2, coreCount)

  /// A loop that carries calls which are made outside of any loop; each client gets one of a few.
  ///
  /// A task that makes many calls saves two thread switches for each if it prefers a loop:
  /// `withTaskExecutorPreference(try EventLoopPool.shared.clientLoop()) { … }`.
  ///
  /// - Throws: ``SystemCallError`` if none can be made.
  public func clientLoop() throws(SystemCallError) -> EventLoop {
    let known: EventLoop? = state.withLock { state in
      guard state.clientLoops.count == Self.clientLoopCount else { return nil }
      defer { state.nextClientLoop += 1 }
      return state.clientLoops[state.nextClientLoop % state.clientLoops.count]
    }
    if let known { return known }
    let fresh = try take()
    state.withLock { $0.clientLoops.append(fresh) }
    return fresh
  }

  private func take() throws(SystemCallError) -> EventLoop {
    let (idle, index): (EventLoop?, Int) = state.withLock { state in
      if let loop = state.idle.popLast() { return (loop, 0) }
      defer { state.made += 1 }
      return (nil, state.made)
    }
    if let idle { return idle }
    guard index < Self.maximumLoops else {
      throw SystemCallError(call: "more than \(Self.maximumLoops) event loops", number: EAGAIN)
    }
    return try Self.start(index)
  }

  private static func start(_ index: Int) throws(SystemCallError) -> EventLoop {
    _ = FreedMemory.isKept
    let loop = try EventLoop(index: index)
    try loop.startThread()
    return loop
  }
}

extension EventLoop {
  /// Runs the loop on a thread of its own, for good.
  package func startThread() throws(SystemCallError) {
    try Thread.start(name: "martlet-loop-\(index)") { self.run() }
  }
}
