import MartletEventLoop
import Testing
import ToolSupport

/// Timers, by a clock that stands still until a test advances it.
@Suite(.timeLimit(.minutes(5)))
struct TimerTests {
  private let clock = FakeClock()
  private let loop: EventLoop
  private let fired = Log<Int>()

  init() throws { loop = try .started(clock: clock) }

  private func timer(_ number: Int) -> ClosureTimer {
    ClosureTimer { [fired] in fired.note(number) }
  }

  private func schedule(_ timer: ClosureTimer, in milliseconds: Int) async {
    await loop.perform { [loop] in
      loop.schedule(timer, at: loop.now.advanced(by: Int64(milliseconds) * 1_000_000))
    }
  }

  private func advance(_ milliseconds: Int) async {
    clock.advance(by: .milliseconds(milliseconds))
    await loop.turn()
  }

  @Test func `A timer fires when its time has come, not before, and once`() async {
    await schedule(timer(1), in: 10)
    await advance(9)
    #expect(fired.entries == [])
    await advance(1)
    #expect(fired.entries == [1])
    await advance(100)
    #expect(fired.entries == [1])
  }

  @Test func `Timers fire in the order of their times, not of their making`() async {
    for number in [7, 3, 9, 1, 8, 2, 6, 4, 5, 0] { await schedule(timer(number), in: number) }
    await advance(20)
    #expect(fired.entries == Array(0...9))
  }

  @Test func `A timer that was taken back does not fire, and the others do`() async {
    let timers = (0..<64).map(timer)
    for (number, timer) in timers.enumerated() { await schedule(timer, in: 1 + (number * 37) % 64) }
    let cancelled = stride(from: 0, to: 64, by: 3)
    await loop.perform { [loop] in
      for number in cancelled { loop.cancel(timers[number]) }
      // The second time does nothing.
      for number in cancelled { loop.cancel(timers[number]) }
    }
    await advance(100)
    let expected = (0..<64).filter { $0 % 3 != 0 }.sorted { ($0 * 37) % 64 < ($1 * 37) % 64 }
    #expect(fired.entries == expected)
  }

  @Test func `A timer that is scheduled again moves`() async {
    let (early, late) = (timer(1), timer(2))
    await schedule(early, in: 10)
    await schedule(late, in: 20)
    await schedule(early, in: 30)
    await advance(25)
    #expect(fired.entries == [2])
    await schedule(early, in: 1)
    await advance(1)
    #expect(fired.entries == [2, 1])
    await advance(100)
    #expect(fired.entries == [2, 1])
  }

  @Test func `A timer may schedule itself as it fires`() async {
    final class Metronome: LoopTimer, @unchecked Sendable {
      // Sendable: as its superclass, touched only on its loop.
      let loop: EventLoop
      let fired: Log<Int>

      init(_ loop: EventLoop, _ fired: Log<Int>) {
        self.loop = loop
        self.fired = fired
        super.init()
      }

      override func fire() {
        fired.note(1)
        loop.schedule(self, at: loop.now.advanced(by: 10_000_000))
      }
    }
    let metronome = Metronome(loop, fired)
    await loop.perform { metronome.fire() }
    for beats in 2...4 {
      await advance(9)
      #expect(fired.entries.count == beats - 1)
      await advance(1)
      #expect(fired.entries.count == beats)
    }
  }

  @Test func `A timer that another takes back as it fires does not fire`() async {
    let victim = timer(2)
    let loop = loop
    let canceller = ClosureTimer { [fired] in
      fired.note(1)
      loop.cancel(victim)
    }
    await schedule(canceller, in: 5)
    await schedule(victim, in: 6)
    await advance(10)
    #expect(fired.entries == [1])
  }

  @Test func `A deadline beyond the clock's end is never, and holds nothing up`() async {
    let never = timer(1)
    await loop.perform { [loop] in
      loop.schedule(never, at: loop.now.advanced(by: .max).advanced(by: .max))
    }
    await schedule(timer(2), in: 1)
    await advance(1000 * 86_400 * 365)
    #expect(fired.entries == [2])
  }

  @Test(arguments: 1...4) func `Any mix of scheduling and taking back keeps the order`(
    _ seed: UInt64
  ) async {
    var random = SplitMix64(seed: seed)
    let timers = (0..<40).map(timer)
    var due: [Int: Int] = [:]
    var present = 0
    var expected: [Int] = []
    for _ in 0..<300 {
      let number = Int.random(in: timers.indices, using: &random)
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<6:
        // No two at once, so that the order is known.
        let delay = Int.random(in: 1..<1000, using: &random) * 40 + number
        due[number] = present + delay - (present + delay) % 40 + number
        await schedule(timers[number], in: (due[number] ?? 0) - present)
      case 6..<8:
        due[number] = nil
        await loop.perform { [loop] in loop.cancel(timers[number]) }
      default:
        let step = Int.random(in: 0..<4000, using: &random)
        present += step
        let ready = due.filter { $0.value <= present }.sorted { $0.value < $1.value }.map(\.key)
        expected += ready
        for number in ready { due[number] = nil }
        await advance(step)
      }
    }
    #expect(fired.entries == expected)
    #expect(!expected.isEmpty)
  }
}

/// Timers, by the system's clock.
@Suite(.timeLimit(.minutes(5)))
struct RealTimerTests {
  @Test func `A sleeping loop wakes for its earliest timer, and not before its time`() async throws
  {
    let loop = try EventLoop.started()
    let lateness = Event<Int64>()
    await loop.perform {
      let due = loop.now.advanced(by: 2_000_000)
      loop.schedule(ClosureTimer {}, at: .distantFuture)
      loop.schedule(
        ClosureTimer { lateness.happened(MonotonicClock().now().nanoseconds - due.nanoseconds) },
        at: due)
    }
    #expect(try #require(await lateness.wait()) >= 0)
  }
}
