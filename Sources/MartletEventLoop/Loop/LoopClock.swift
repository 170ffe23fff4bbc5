import Glibc
import Synchronization

/// Where a loop reads the time from: the one seam for time. Nothing on the path of a call reads
/// it, or sleeps, in any other way.
package protocol LoopClock: AnyObject, Sendable {
  /// The present moment.
  func now() -> LoopInstant

  /// Whether time passes only when somebody advances it, so that waiting for it is of no use.
  var isManual: Bool { get }

  /// A loop begins to use the clock.
  func attach(_ loop: EventLoop)
}

/// The system's monotonic clock.
package final class MonotonicClock: LoopClock {
  package init() {}

  package var isManual: Bool { false }

  package func now() -> LoopInstant {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return LoopInstant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  package func attach(_ loop: EventLoop) {}
}

/// A clock for tests: time stands still until it is advanced.
package final class FakeClock: LoopClock {
  private let state = Mutex((now: LoopInstant(nanoseconds: 0), loops: [EventLoop]()))

  package init() {}

  package var isManual: Bool { true }

  package func now() -> LoopInstant { state.withLock { $0.now } }

  package func attach(_ loop: EventLoop) { state.withLock { $0.loops.append(loop) } }

  /// Lets so much time pass, and wakes the loops so that they see it.
  package func advance(by duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    let loops = state.withLock { state in
      state.now = state.now.advanced(by: nanoseconds)
      return state.loops
    }
    for loop in loops { loop.wakeUp() }
  }
}
