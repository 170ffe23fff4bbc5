import Dispatch
import MartletEventLoop
import Testing

/// Loops that sleep, and others that act for them.
@Suite(.timeLimit(.minutes(5)))
struct BorrowingTests {
  /// Borrows the loop, as soon as it sleeps.
  private func borrow(_ loop: EventLoop, _ work: () -> Void) async {
    while true {
      for _ in 0..<1000 {
        let hasBorrowed = loop.borrow {
          work()
          return true
        }
        if hasBorrowed { return }
        await Task.yield()
      }
      // It is lent from its next sleep on: nobody has wanted it before.
      await loop.perform {}
    }
  }

  @Test func `Who has borrowed a loop acts for it, and no longer`() async throws {
    let loop = try EventLoop.started()
    await borrow(loop) { #expect(loop.isCurrent) }
    #expect(!loop.isCurrent)
    #expect(await loop.perform { loop.isCurrent })
  }

  @Test func `What is said to a borrowed loop is done by its thread`() async throws {
    let loop = try EventLoop.started()
    let (done, rung) = (Event<Bool>(), Event<Bool>())
    let timer = ClosureTimer { rung.happened(loop.isCurrent) }
    await borrow(loop) {
      loop.execute { done.happened(loop.isCurrent) }
      loop.schedule(timer, at: loop.now.advanced(by: 1_000_000))
    }
    #expect(await done.wait() == true)
    #expect(await rung.wait() == true)
  }

  @Test func `A timer that is due before the loop would have woken fires in time`() async throws {
    let loop = try EventLoop.started()
    let (late, early) = (ClosureTimer {}, Event<Void>())
    let timer = ClosureTimer { early.happened(()) }
    await loop.perform { loop.schedule(late, at: loop.now.advanced(by: 3_600_000_000_000)) }
    await borrow(loop) { loop.schedule(timer, at: loop.now.advanced(by: 1_000_000)) }
    await early.wait()
    await loop.perform { loop.cancel(late) }
  }

  @Test func `A loop that is awake is not borrowed, nor by another loop`() async throws {
    let (loop, other) = (try EventLoop.started(), try EventLoop.started())
    let (isBusy, gate) = (Event<Void>(), DispatchSemaphore(value: 0))
    loop.execute {
      isBusy.happened(())
      gate.wait()
    }
    await isBusy.wait()
    #expect(!loop.borrow { true })
    gate.signal()
    await borrow(loop) {}
    #expect(await other.perform { loop.borrow { true } } == false)
  }

  @Test func `Nobody acts for a loop at the same time as another`() async throws {
    let loop = try EventLoop.started()
    /// Changed by whoever acts for the loop, without a lock.
    final class Tally: @unchecked Sendable { var count = 0 }
    let tally = Tally()
    let rounds = 2_000
    await withTaskGroup { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<rounds {
            let hasBorrowed = loop.borrow {
              tally.count += 1
              return true
            }
            if !hasBorrowed { await loop.perform { tally.count += 1 } }
          }
        }
      }
    }
    #expect(await loop.perform { tally.count } == 4 * rounds)
  }
}
