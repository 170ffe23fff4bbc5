/// How a call is made several times at once, so that the fastest answer counts (gRFC A6).
///
/// The next attempt is made when the delay has passed, or at once when an attempt fails in a way
/// that lets the others succeed. The first attempt that is answered is the call from then on; the
/// others are cancelled. Servers may handle more than one of them: hedge only methods for which
/// that does no harm, and choose a delay that few calls reach: servers end connections whose client
/// cancels too many.
///
/// Attempts beyond the first are made only while the client fails rarely enough
/// (``ServiceConfig/RetryThrottling``). The server may ask for another delay, or for no further
/// attempt, by `grpc-retry-pushback-ms`.
public struct HedgingPolicy: Sendable, Hashable {
  /// The most attempts that any policy leads to.
  public static let maximumAttempts = RetryPolicy.maximumAttempts

  /// The most attempts, the first among them; more than 1. Above 5 it is 5.
  public var maxAttempts: Int {
    didSet { self = Self.checked(self) }
  }

  /// The time from one attempt to the next; not negative. With zero, all are made at once.
  public var hedgingDelay: Duration {
    didSet { self = Self.checked(self) }
  }

  /// The codes of failures after which other attempts may still succeed. Any other failure ends the
  /// call, and cancels its other attempts.
  public var nonFatalStatusCodes: Set<Status.Code> {
    get { codes.codes }
    set { codes = StatusCodeSet(newValue) }
  }

  /// ``nonFatalStatusCodes``.
  private(set) var codes: StatusCodeSet

  /// Creates a policy. Values that make no sense are a programmer's error.
  public init(
    maxAttempts: Int, hedgingDelay: Duration, nonFatalStatusCodes: Set<Status.Code>
  ) {
    self.init(unchecked: maxAttempts, hedgingDelay, nonFatalStatusCodes)
    self = Self.checked(self)
  }

  /// Creates a policy whose ``problem`` is still to be asked for.
  init(unchecked maxAttempts: Int, _ hedgingDelay: Duration, _ codes: Set<Status.Code>) {
    self.maxAttempts = min(maxAttempts, Self.maximumAttempts)
    self.hedgingDelay = hedgingDelay
    self.codes = StatusCodeSet(codes)
  }

  /// What is wrong with the values, in words; `nil` if nothing is.
  var problem: String? {
    if maxAttempts < 2 { return "maxAttempts must be more than 1, not \(maxAttempts)" }
    if hedgingDelay < .zero { return "hedgingDelay must not be negative" }
    return nil
  }

  private static func checked(_ policy: HedgingPolicy) -> HedgingPolicy {
    precondition(policy.problem == nil, policy.problem ?? "")
    return HedgingPolicy(unchecked: policy.maxAttempts, policy.hedgingDelay, policy.codes.codes)
  }
}
