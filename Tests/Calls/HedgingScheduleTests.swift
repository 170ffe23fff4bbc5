import MartletCore
import Testing

/// When the attempts of a hedged call are due (gRFC A6), by a clock of the test's own.
struct HedgingScheduleTests {
  /// The schedule of one call, in seconds.
  private final class Call {
    private var schedule: HedgingSchedule

    init(_ maxAttempts: Int = 4, timeout: Int? = nil, throttle: RetryThrottle? = nil) {
      let policy = HedgingPolicy(
        maxAttempts: maxAttempts, hedgingDelay: .seconds(10), nonFatalStatusCodes: [.unavailable])
      schedule = HedgingSchedule(
        policy, throttle: throttle, timeout: timeout.map { .seconds($0) })
    }

    var due: Int? { schedule.due.map { Int($0.components.seconds) } }

    func begin(at second: Int) -> Int? { schedule.begin(at: .seconds(second)) }

    func goesOn(
      at second: Int, after code: RPCError.Code = .unavailable, pushback: String? = nil
    ) -> Bool {
      var error = RPCError(code: code, message: "")
      if let pushback { error.metadata.addString(pushback, forKey: "grpc-retry-pushback-ms") }
      return schedule.goesOn(after: error, at: .seconds(second))
    }
  }

  @Test func `Attempts begin one delay apart, as many as there may be`() {
    let call = Call()
    #expect(call.begin(at: 0) == 0)
    #expect(call.begin(at: 9) == nil)
    #expect(call.due == 10)
    #expect(call.begin(at: 10) == 1)
    // Whoever comes late waits for a whole delay again.
    #expect(call.begin(at: 21) == 2)
    #expect(call.due == 31)
    #expect(call.begin(at: 31) == 3)
    #expect(call.due == nil)
    #expect(call.begin(at: 100) == nil)
  }

  @Test func `Five attempts are the most`() {
    let call = Call(9)
    for number in 0..<5 { #expect(call.begin(at: 10 * number) == number) }
    #expect(call.due == nil)
  }

  @Test func `A failure that is not fatal makes the next attempt due, and the delay begins anew`() {
    let call = Call()
    _ = call.begin(at: 0)
    #expect(call.goesOn(at: 3))
    #expect(call.due == 3)
    #expect(call.begin(at: 3) == 1)
    #expect(call.due == 13)
  }

  @Test func `A fatal failure ends the call`() {
    let call = Call()
    _ = call.begin(at: 0)
    #expect(!call.goesOn(at: 3, after: .notFound))
    #expect(call.due == nil)
  }

  @Test func `The server says when the next attempt is due, and the delay goes on from there`() {
    let call = Call()
    _ = call.begin(at: 0)
    #expect(call.goesOn(at: 3, pushback: "15000"))
    #expect(call.due == 18)
    #expect(call.begin(at: 18) == 1)
    #expect(call.due == 28)
    // Sooner than it would be, too.
    #expect(call.goesOn(at: 19, pushback: "1000"))
    #expect(call.due == 20)
  }

  @Test(arguments: ["-1", "soon", ""])
  func `The server may want no other attempt; those under way go on`(_ pushback: String) {
    let call = Call()
    _ = call.begin(at: 0)
    _ = call.begin(at: 10)
    #expect(call.goesOn(at: 11, pushback: pushback))
    #expect(call.due == nil)
    // What another attempt fails with does not change that.
    #expect(call.goesOn(at: 12))
    #expect(call.due == nil)
  }

  @Test func `What the server wants does not make a fatal failure another`() {
    let call = Call()
    _ = call.begin(at: 0)
    #expect(!call.goesOn(at: 1, after: .notFound, pushback: "1"))
    #expect(call.due == nil)
  }

  @Test func `No attempt is due for which there is no time`() {
    let short = Call(timeout: 15)
    _ = short.begin(at: 0)
    #expect(short.due == 10)
    #expect(short.goesOn(at: 1, pushback: "20000"))
    #expect(short.due == nil)

    let late = Call(timeout: 15)
    _ = late.begin(at: 0)
    #expect(late.begin(at: 16) == nil)
    #expect(late.due == nil)
  }

  @Test func `Attempts beyond the first are made only while few calls fail`() throws {
    let throttle = RetryThrottle(try .init(maxTokens: 4, tokenRatio: 1))
    let call = Call(5, throttle: throttle)
    _ = call.begin(at: 0)
    // Three of four tokens are left, then two: no more than a half.
    #expect(call.goesOn(at: 0))
    #expect(call.begin(at: 0) == 1)
    #expect(call.due == 10)
    #expect(call.goesOn(at: 0))
    #expect(call.due == nil)

    let other = Call(throttle: throttle)
    #expect(other.begin(at: 0) == 0)
    #expect(other.begin(at: 10) == nil)
    #expect(other.due == nil)
  }

  @Test func `A fatal failure counts only if the server wants no other attempt`() throws {
    let throttle = RetryThrottle(try .init(maxTokens: 2, tokenRatio: 1))
    let call = Call(throttle: throttle)
    _ = call.begin(at: 0)
    #expect(!call.goesOn(at: 0, after: .notFound))
    #expect(throttle.isOpen)
    #expect(!call.goesOn(at: 0, after: .notFound, pushback: "-1"))
    #expect(!throttle.isOpen)
  }
}
