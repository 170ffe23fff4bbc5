import Dispatch
import MartletEventLoop
import Synchronization

/// A clock that lets another thread act while a loop looks at it.
final class MeddlingClock: LoopClock {
  private let body = Mutex<(@Sendable () -> Void)?>(nil)

  /// So that a loop sleeps until it is woken.
  var isManual: Bool { true }

  func attach(_ loop: EventLoop) {}

  /// The next time that a loop asks for the time, another thread does this, and the loop waits.
  func atNextLook(_ body: @escaping @Sendable () -> Void) { self.body.withLock { $0 = body } }

  func now() -> LoopInstant {
    if let body = body.withLock({ $0.take() }) {
      let done = DispatchSemaphore(value: 0)
      DispatchQueue.global().async {
        body()
        done.signal()
      }
      done.wait()
    }
    return LoopInstant(nanoseconds: 1)
  }
}
