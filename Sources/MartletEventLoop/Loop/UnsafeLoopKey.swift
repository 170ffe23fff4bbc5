import Synchronization

/// Who may act for a loop: its thread has the key, but while it sleeps, when another may borrow it.
package final class LoopKey: Sendable {
  // Sound: each of the three who take it give it back on the thread that took it: the loop's thread
  // around its sleep, a borrower at the end of `EventLoop.borrow`.
  private let mutex = Mutex<Void>(())

  package init() {}

  // Where nobody borrows, neither is called: the code stays out of the way.

  /// Takes the key; waits for a borrower to be through.
  @inline(never)
  package func take() { mutex._unsafeLock() }

  /// Takes the key if nobody has it.
  func tryToTake() -> Bool { mutex._unsafeTryLock() }

  @inline(never)
  package func giveBack() { mutex._unsafeUnlock() }
}
