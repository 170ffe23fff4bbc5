/// When the next attempt of one call is due, if there is to be one (gRFC A6).
struct RetrySchedule {
  private let policy: RetryPolicy
  private let throttle: RetryThrottle?
  /// The attempts that have failed.
  private(set) var failures = 0
  /// Those since the server last asked for a pause.
  private var backoffs = 0

  init(_ policy: RetryPolicy, throttle: RetryThrottle?) {
    self.policy = policy
    self.throttle = throttle
  }

  /// The pause before the next attempt; `nil` if the failure is for good.
  ///
  /// - Parameters:
  ///   - error: What the last attempt ended with, before anything of a response came.
  ///   - jitter: What the pause is multiplied by: at random, from 0.8 to 1.2.
  mutating func pause(
    after error: RPCError, jitter: Double = .random(in: 0.8...1.2)
  ) -> Duration? {
    failures += 1
    let pushback = RetryPushback(of: error)
    throttle?.heed(error, pushback, policy.codes)
    guard policy.codes.contains(error), failures < policy.maxAttempts, throttle?.isOpen ?? true
    else { return nil }
    switch pushback {
    case .never: return nil
    case .after(let pause):
      backoffs = 0
      return pause
    case .none:
      backoffs += 1
      return .nanoseconds(Int64(exactly: (backoff * jitter).rounded()) ?? .max)
    }
  }

  /// The pause without jitter, in nanoseconds.
  private var backoff: Double {
    var backoff = Double(policy.initialBackoff.wholeNanoseconds)
    // Few attempts are made: there is no need for a power.
    for _ in 1..<max(1, backoffs) { backoff *= policy.backoffMultiplier }
    return min(backoff, Double(policy.maxBackoff.wholeNanoseconds))
  }
}
