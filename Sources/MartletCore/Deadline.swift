/// A moment by which a call must be over, in nanoseconds on its transport's monotonic clock.
///
/// Deadlines of different processes are not comparable: between them travels the time that
/// remains (`grpc-timeout`).
public struct Deadline: Sendable, Hashable, Comparable {
  /// Nanoseconds since the clock's own zero.
  public var nanoseconds: Int64

  /// Creates a deadline from a reading of the clock.
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The moment `timeout` after `now`; a timeout beyond the clock's range is cut to it.
  public init(_ timeout: Duration, after now: Deadline) {
    self.init(nanoseconds: timeout.wholeNanoseconds, after: now)
  }

  /// The moment so many nanoseconds after `now`. A `Duration` is twice as wide: dear to convert.
  package init(nanoseconds timeout: Int64, after now: Deadline) {
    let (sum, overflow) = now.nanoseconds.addingReportingOverflow(timeout)
    self.nanoseconds = overflow ? .max : sum
  }

  /// The time left at `now`; zero once the deadline has passed.
  public func timeRemaining(at now: Deadline) -> Duration {
    nanoseconds <= now.nanoseconds ? .zero : .nanoseconds(nanoseconds - now.nanoseconds)
  }

  public static func < (left: Deadline, right: Deadline) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}

/// Where a transport reads the time from: the monotonic clock, or a fake one in tests.
public protocol CallClock: Sendable {
  /// The present moment, to compare deadlines with.
  func now() -> Deadline
}

extension Duration {
  /// The duration in nanoseconds, cut to what 64 bits hold (292 years) on either side.
  package var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carry) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
    if overflow || carry { return seconds < 0 ? .min : .max }
    return sum
  }
}
