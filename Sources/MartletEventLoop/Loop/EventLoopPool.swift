internal import CLinux
import Glibc
import Synchronization

/// The loops of the process. A server borrows some; clients share a few.
///
/// A loop that is given back waits for the next borrower; its thread is never ended.
public final class EventLoopPool: Sendable {
  /// The one pool.
  public static let shared = EventLoopPool()

  private let makeLoop: @Sendable (Int) throws(SystemCallError) -> EventLoop

  /// Creates a pool. A process has one; others are for tests, which may make loops as they like.
  package init(
    makeLoop: @escaping @Sendable (Int) throws(SystemCallError) -> EventLoop = EventLoopPool.start
  ) {
    self.makeLoop = makeLoop
  }

  /// The most loops that a process can have.
  package static let maximumLoops = 256

  /// The number of cores that the process may use.
  public static let coreCount = Int(martlet_core_count())

  private struct State {
    var made = 0
    var idle: [EventLoop] = []
  }

  private let state = Mutex(State())

  /// The loops that clients share, and whose turn it is.
  private struct ClientLoops {
    var loops: [EventLoop] = []
    var next = 0
  }

  private let clientLoops = Mutex(ClientLoops())

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
    // Held while a loop is made: clients that begin together must not make one each.
    try clientLoops.withLock { clients throws(SystemCallError) in
      if clients.loops.count < Self.clientLoopCount {
        do throws(SystemCallError) {
          let fresh = try take()
          clients.loops.append(fresh)
          return fresh
        } catch {
          // Those that are there carry the calls of more clients, too.
          if clients.loops.isEmpty { throw error }
        }
      }
      defer { clients.next += 1 }
      return clients.loops[clients.next % clients.loops.count]
    }
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
    return try makeLoop(index)
  }

  /// Makes a loop that runs on a thread of its own.
  package static func start(_ index: Int) throws(SystemCallError) -> EventLoop {
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
