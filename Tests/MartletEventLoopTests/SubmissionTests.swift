import Dispatch
import MartletEventLoop
import Testing

/// What other threads ask a loop to do.
@Suite(.timeLimit(.minutes(5)))
struct SubmissionTests {
  private final class Noting: LoopWork {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    func run() { body() }
  }

  private final class Flushing: TickWork, @unchecked Sendable {
    // Sendable: as its superclass, touched only on its loop.
    let log: Log<String>

    init(_ log: Log<String>) {
      self.log = log
      super.init()
    }

    override func tick() { log.note("tick") }
  }

  @Test func `A submission wakes a sleeping loop`() async throws {
    let poller = ScriptedPoller()
    let loop = try EventLoop.started(poller: poller)
    let ran = Event<Bool>()
    await poller.waitUntilAsleep()
    loop.execute { ran.happened(loop.isCurrent) }
    #expect(await ran.wait() == true)
    await poller.waitUntilAsleep()
    loop.submit(Noting { ran.happened(loop.isCurrent) })
    #expect(await ran.wait() == true)
  }

  @Test func `Only the first submission to a sleeping loop pays for waking it`() async throws {
    let poller = ScriptedPoller()
    let loop = try EventLoop.started(poller: poller)
    await poller.waitUntilAsleep()
    poller.closeGate()
    let log = Log<Int>()
    let done = Event<Void>()
    for number in 0..<100 { loop.execute { log.note(number) } }
    loop.execute { done.happened(()) }
    #expect(poller.wakeUpCount == 1)
    poller.openGate()
    await done.wait()
    #expect(log.entries == Array(0..<100))
  }

  @Test func `A submission that comes as a loop falls asleep is not left lying`() async throws {
    let clock = MeddlingClock()
    let loop = try EventLoop.started(clock: clock)
    let ran = Event<Void>()
    await loop.perform {
      // With a timer, the last thing that a loop does before it says that it sleeps is to look at
      // the clock.
      loop.schedule(ClosureTimer {}, at: .distantFuture)
      clock.atNextLook { loop.execute { ran.happened(()) } }
    }
    await ran.wait()
  }

  @Test func `What a loop submits to itself runs later, and wakes nobody`() async throws {
    let poller = ScriptedPoller()
    let loop = try EventLoop.started(poller: poller)
    await poller.waitUntilAsleep()
    let log = Log<Int>()
    let done = Event<Void>()
    loop.execute {
      loop.execute {
        log.note(2)
        done.happened(())
      }
      log.note(1)
    }
    await done.wait()
    #expect(log.entries == [1, 2])
    #expect(poller.wakeUpCount == 1)
  }

  @Test func `Nothing from any thread is lost, and each thread's order is kept`() async throws {
    let loop = try EventLoop.started()
    let log = Log<(thread: Int, number: Int)>()
    let (threads, each) = (4, 2000)
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
          for number in 0..<each { loop.execute { log.note((thread, number)) } }
        }
        continuation.resume()
      }
    }
    await loop.perform {}
    for thread in 0..<threads {
      let numbers = log.entries.filter { $0.thread == thread }.map(\.number)
      #expect(numbers == Array(0..<each))
    }
  }

  @Test func `Work for the end of a turn is done once, after all else of the turn`() async throws {
    let loop = try EventLoop.started()
    let log = Log<String>()
    let flushing = Flushing(log)
    await loop.perform {
      for _ in 0..<3 { loop.afterTick(flushing) }
      log.note("handler")
    }
    await loop.turn()
    #expect(log.entries == ["handler", "tick"])
    await loop.perform { loop.afterTick(flushing) }
    await loop.turn()
    #expect(log.entries == ["handler", "tick", "tick"])
  }

  @Test func `A loop that was given back is lent again, and did all that it was asked to`()
    async throws
  {
    let loops = try EventLoopPool.shared.acquire(3)
    #expect(Set(loops.map(ObjectIdentifier.init)).count == 3)
    let log = Log<Int>()
    for _ in 0..<100 { for loop in loops { loop.execute { log.note(1) } } }
    EventLoopPool.shared.release(loops)
    for loop in loops { await loop.perform {} }
    #expect(log.entries.count == 300)
  }
}
