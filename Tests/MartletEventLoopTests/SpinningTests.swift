import MartletEventLoop
import Synchronization
import Testing

/// Looking for events for a while before going to sleep.
@Suite(.timeLimit(.minutes(5)))
struct SpinningTests {
  /// A clock that goes on by a microsecond each time that somebody looks, and by hand.
  private final class StepClock: LoopClock {
    private let nanoseconds = Atomic<Int64>(0)

    var isManual: Bool { false }

    func attach(_ loop: EventLoop) {}

    func now() -> LoopInstant {
      LoopInstant(nanoseconds: nanoseconds.add(1000, ordering: .relaxed).newValue)
    }

    func advance(by nanoseconds: Int64) { self.nanoseconds.add(nanoseconds, ordering: .relaxed) }
  }

  private struct Bench {
    let clock = StepClock()
    let poller = ScriptedPoller()
    let loop: EventLoop

    init(cores: Int = 8) async throws {
      loop = try .started(clock: clock, poller: poller, spins: SpinPermits(cores: cores))
      await poller.waitUntilAsleep()
    }

    /// Has something happen once the loop has slept for so long; how often it looks before it
    /// sleeps again.
    func looks(afterSleeping nanoseconds: Int64) async -> Int {
      clock.advance(by: nanoseconds)
      loop.execute {}
      var looks = 0
      for await wait in poller.waits.stream {
        if wait == nil { break }
        looks += 1
      }
      return looks
    }

    func spin(for nanoseconds: Int64) async {
      loop.execute { [loop] in loop.spin(for: nanoseconds) }
      await poller.waitUntilAsleep()
    }
  }

  @Test func `A loop does not spin unless somebody asks for it`() async throws {
    let bench = try await Bench()
    for _ in 0..<20 { #expect(await bench.looks(afterSleeping: 0) == 0) }
  }

  @Test func `A loop spins for as long as is asked for once waits are short, then sleeps`()
    async throws
  {
    let bench = try await Bench()
    await bench.spin(for: 50_000)
    var looks: [Int] = []
    for _ in 0..<8 { looks.append(await bench.looks(afterSleeping: 10_000)) }
    // Each look takes a microsecond of this clock. Nothing comes while it spins here: that is
    // borne four times.
    #expect(looks == [0, 0, 0, 50, 50, 50, 50, 0])
  }

  @Test func `A loop stops spinning when it did not help of late`() async throws {
    let bench = try await Bench()
    await bench.spin(for: 50_000)
    for _ in 0..<3 { #expect(await bench.looks(afterSleeping: 0) == 0) }
    #expect(await bench.looks(afterSleeping: 0) == 50)
    var looks: [Int] = []
    for _ in 0..<20 { looks.append(await bench.looks(afterSleeping: 60_000)) }
    #expect(looks == [50, 50, 50] + Array(repeating: 0, count: 17))
  }

  @Test func `A loop stops spinning when nobody wants it any more`() async throws {
    let bench = try await Bench()
    await bench.spin(for: 50_000)
    await bench.spin(for: 20_000)
    for _ in 0..<4 { _ = await bench.looks(afterSleeping: 0) }
    bench.loop.execute { [loop = bench.loop] in loop.stopSpinning(for: 50_000) }
    await bench.poller.waitUntilAsleep()
    #expect(await bench.looks(afterSleeping: 0) == 20)
    bench.loop.execute { [loop = bench.loop] in loop.stopSpinning(for: 20_000) }
    await bench.poller.waitUntilAsleep()
    #expect(await bench.looks(afterSleeping: 0) == 0)
  }

  @Test func `With one core there is no spinning`() async throws {
    let bench = try await Bench(cores: 1)
    await bench.spin(for: 50_000)
    for _ in 0..<20 { #expect(await bench.looks(afterSleeping: 0) == 0) }
  }

  @Test func `A core is always left for the others`() {
    let permits = SpinPermits(cores: 3)
    #expect(permits.take())
    #expect(permits.take())
    #expect(!permits.take())
    permits.give()
    #expect(permits.take())
  }

  /// The waits after which it is worth it again, which are all short.
  private static func rest(_ spinning: inout Spinning) -> Int {
    var waits = 0
    while !spinning.isWorthIt {
      spinning.note(wait: 1000, endedByEvent: true)
      waits += 1
    }
    return waits
  }

  @Test func `A loop that lost its core while it spun leaves it to others, longer each time`() {
    var spinning = Spinning()
    spinning.add(50_000)
    #expect(Self.rest(&spinning) == 4)
    spinning.note(spin: 60_000, helped: true)
    #expect(spinning.isWorthIt)
    spinning.note(spin: 260_000, helped: true)
    #expect(Self.rest(&spinning) == 64)
    spinning.note(spin: 260_000, helped: false)
    #expect(Self.rest(&spinning) == 128)
    for _ in 0..<4 { spinning.note(spin: 10_000, helped: true) }
    spinning.note(spin: 260_000, helped: false)
    #expect(Self.rest(&spinning) == 64)
  }

  @Test func `A loop spins on while more spins help than do not`() {
    var spinning = Spinning()
    spinning.add(50_000)
    #expect(Self.rest(&spinning) == 4)
    for _ in 0..<100 {
      for helped in [true, true, false] { spinning.note(spin: 10_000, helped: helped) }
      #expect(spinning.isWorthIt)
    }
    for _ in 0..<8 { spinning.note(spin: 50_000, helped: false) }
    #expect(!spinning.isWorthIt)
  }

  @Test func `What ends without an event is no reason to spin`() {
    var spinning = Spinning()
    spinning.add(50_000)
    for _ in 0..<20 { spinning.note(wait: 1000, endedByEvent: false) }
    #expect(!spinning.isWorthIt)
    for _ in 0..<4 { spinning.note(wait: 50_001, endedByEvent: true) }
    #expect(!spinning.isWorthIt)
    for _ in 0..<4 { spinning.note(wait: 50_000, endedByEvent: true) }
    #expect(spinning.isWorthIt)
  }
}
