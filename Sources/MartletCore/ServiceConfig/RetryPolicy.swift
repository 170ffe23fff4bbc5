/// When a call that has failed is made again (gRFC A6).
///
/// A call is made again only while nothing of its response has come, and while its client fails
/// rarely enough (``ServiceConfig/RetryThrottling``). The server may ask for a pause, or for no
/// other attempt, by `grpc-retry-pushback-ms`.
public struct RetryPolicy: Sendable, Hashable {
  /// The most attempts that any policy leads to.
  public static let maximumAttempts = 5

  /// The most attempts, the first among them; more than 1. Above 5 it is 5.
  public var maxAttempts: Int {
    didSet { self = Self.checked(self) }
  }

  /// The time before the second attempt, give or take a fifth; more than 0.
  public var initialBackoff: Duration {
    didSet { self = Self.checked(self) }
  }

  /// The most time between two attempts, give or take a fifth; more than 0.
  public var maxBackoff: Duration {
    didSet { self = Self.checked(self) }
  }

  /// What the time between attempts is multiplied by after each; more than 0.
  public var backoffMultiplier: Double {
    didSet { self = Self.checked(self) }
  }

  /// The codes of failures after which the call is made again; at least one.
  public var retryableStatusCodes: Set<Status.Code> {
    get { codes.codes }
    set {
      codes = StatusCodeSet(newValue)
      self = Self.checked(self)
    }
  }

  /// ``retryableStatusCodes``.
  private(set) var codes: StatusCodeSet

  /// Creates a policy. Values that make no sense are a programmer's error.
  public init(
    maxAttempts: Int, initialBackoff: Duration, maxBackoff: Duration, backoffMultiplier: Double,
    retryableStatusCodes: Set<Status.Code>
  ) {
    self.init(
      unchecked: maxAttempts, initialBackoff, maxBackoff, backoffMultiplier, retryableStatusCodes)
    self = Self.checked(self)
  }

  /// Creates a policy whose ``problem`` is still to be asked for.
  init(
    unchecked maxAttempts: Int, _ initialBackoff: Duration, _ maxBackoff: Duration,
    _ backoffMultiplier: Double, _ codes: Set<Status.Code>
  ) {
    self.maxAttempts = min(maxAttempts, Self.maximumAttempts)
    self.initialBackoff = initialBackoff
    self.maxBackoff = maxBackoff
    self.backoffMultiplier = backoffMultiplier
    self.codes = StatusCodeSet(codes)
  }

  /// What is wrong with the values, in words; `nil` if nothing is.
  var problem: String? {
    if maxAttempts < 2 { return "maxAttempts must be more than 1, not \(maxAttempts)" }
    if initialBackoff <= .zero { return "initialBackoff must be more than 0" }
    if maxBackoff <= .zero { return "maxBackoff must be more than 0" }
    if !(backoffMultiplier > 0) { return "backoffMultiplier must be more than 0" }
    if codes.isEmpty { return "retryableStatusCodes must not be empty" }
    return nil
  }

  private static func checked(_ policy: RetryPolicy) -> RetryPolicy {
    precondition(policy.problem == nil, policy.problem ?? "")
    return RetryPolicy(
      unchecked: policy.maxAttempts, policy.initialBackoff, policy.maxBackoff,
      policy.backoffMultiplier, policy.retryableStatusCodes)
  }
}
