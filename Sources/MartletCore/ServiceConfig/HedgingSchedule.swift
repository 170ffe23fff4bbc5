/// When the next attempt of one hedged call is due, if there is to be one (gRFC A6, "Summary of
/// Retry and Hedging Logic"). Moments are counted from the beginning of the call.
package struct HedgingSchedule {
  private let policy: HedgingPolicy
  private let throttle: RetryThrottle?
  private let timeout: Duration?
  /// The attempts that have begun.
  private var begun = 0

  /// When the next attempt is due; `nil` if there will be no other.
  package private(set) var due: Duration? = .zero

  /// Creates the schedule of a call that begins.
  ///
  /// - Parameters:
  ///   - policy: How the call is hedged.
  ///   - throttle: What the client's failures are counted by, if they are.
  ///   - timeout: The time that the call has.
  package init(_ policy: HedgingPolicy, throttle: RetryThrottle?, timeout: Duration?) {
    self.policy = policy
    self.throttle = throttle
    self.timeout = timeout
  }

  /// Begins an attempt if one is due and may be made: the number of those before it.
  package mutating func begin(at now: Duration) -> Int? {
    guard let due, due <= now else { return nil }
    guard begun == 0 || isAllowed(at: now) else {
      stop()
      return nil
    }
    begun += 1
    setDue(now + policy.hedgingDelay)
    return begun - 1
  }

  /// An attempt has failed before anything of a response came.
  ///
  /// - Returns: Whether the others may still succeed: if not, the call has failed.
  package mutating func goesOn(after error: RPCError, at now: Duration) -> Bool {
    let pushback = RetryPushback(of: error)
    throttle?.heed(error, pushback, policy.codes)
    guard policy.codes.contains(error) else {
      stop()
      return false
    }
    guard due != nil else { return true }
    switch pushback {
    case .none: setDue(now)
    case .after(let pause): setDue(now + pause)
    case .never: stop()
    }
    if !isAllowed(at: now) { stop() }
    return true
  }

  /// There will be no other attempt.
  package mutating func stop() { due = nil }

  private mutating func setDue(_ moment: Duration) {
    let isInTime = timeout.map { moment < $0 } ?? true
    due = begun < policy.maxAttempts && isInTime ? moment : nil
  }

  /// Whether there is time for another attempt, and the client fails rarely enough.
  private func isAllowed(at now: Duration) -> Bool {
    (timeout.map { now < $0 } ?? true) && (throttle?.isOpen ?? true)
  }
}
