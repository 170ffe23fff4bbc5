import Dispatch
import MartletEventLoop
import Synchronization

/// A poller without descriptors, which says when it is being waited on, and counts wake-ups.
final class ScriptedPoller: Poller, Sendable {
  /// Until when the loop was ready to wait, each time that it asked.
  let waits = AsyncStream<LoopInstant?>.makeStream()
  private let wakeUps = Atomic<Int>(0)
  private let woken = DispatchSemaphore(value: 0)
  private let gate = DispatchSemaphore(value: 0)
  private let isGated = Atomic<Bool>(false)

  var wakeUpCount: Int { wakeUps.load(ordering: .acquiring) }

  func add(_ registration: Registration, interest: Interest) {}
  func modify(_ registration: Registration, interest: Interest) {}
  func remove(_ registration: Registration) {}

  func wait(
    until limit: LoopInstant?, lending key: LoopKey?, _ body: (Registration, Interest) -> Void
  ) {
    waits.continuation.yield(limit)
    if limit == .distantPast { return }
    woken.wait()
    if isGated.load(ordering: .acquiring) { gate.wait() }
  }

  func end(at limit: LoopInstant) { wakeUp() }

  func wakeUp() {
    wakeUps.add(1, ordering: .acquiringAndReleasing)
    woken.signal()
  }

  /// From now on, a loop that is woken waits until the gate is opened.
  func closeGate() { isGated.store(true, ordering: .releasing) }

  func openGate() {
    isGated.store(false, ordering: .releasing)
    gate.signal()
  }

  /// Returns once the loop waits for something to happen, for however long.
  func waitUntilAsleep() async {
    for await limit in waits.stream where limit == nil { return }
  }
}
