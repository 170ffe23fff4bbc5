/// Whether a call is made more than once: one attempt after the other, or several at once.
public struct RPCExecutionPolicy: Sendable, Hashable {
  /// The two ways.
  enum Kind: Sendable, Hashable {
    case retry(RetryPolicy)
    case hedge(HedgingPolicy)
  }

  let kind: Kind

  /// The policy by which calls are made again; `nil` if they are hedged.
  public var retry: RetryPolicy? {
    if case .retry(let policy) = kind { policy } else { nil }
  }

  /// The policy by which calls are hedged; `nil` if they are made again.
  public var hedge: HedgingPolicy? {
    if case .hedge(let policy) = kind { policy } else { nil }
  }

  /// Calls that fail are made again, one attempt after the other.
  public static func retry(_ policy: RetryPolicy) -> Self { Self(kind: .retry(policy)) }

  /// Calls that take long or fail are made again meanwhile, and the first answer counts.
  public static func hedge(_ policy: HedgingPolicy) -> Self { Self(kind: .hedge(policy)) }
}
