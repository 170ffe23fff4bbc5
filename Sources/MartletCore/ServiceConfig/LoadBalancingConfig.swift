extension ServiceConfig {
  /// How the calls of a client are shared out among the addresses of its target ("Service Config in
  /// gRPC", `LoadBalancingConfig`; gRFC A2, A62).
  public struct LoadBalancingConfig: Sendable, Hashable {
    enum Policy: Sendable, Hashable {
      case pickFirst(PickFirst)
      case roundRobin(RoundRobin)
    }

    let policy: Policy

    /// All calls go to the first address that can be connected to.
    public struct PickFirst: Sendable, Hashable {
      /// Whether the addresses are tried in an order of chance, so that many clients do not all
      /// choose the same; not by default, in which case it is the resolver's.
      public var shuffleAddressList: Bool

      /// Creates a configuration.
      public init(shuffleAddressList: Bool = false) { self.shuffleAddressList = shuffleAddressList }
    }

    /// Calls go to all addresses that can be connected to, one after the other.
    public struct RoundRobin: Sendable, Hashable {
      /// Creates a configuration.
      public init() {}
    }

    /// All calls go to the first address that can be connected to.
    public static func pickFirst(_ pickFirst: PickFirst) -> Self {
      Self(policy: .pickFirst(pickFirst))
    }

    /// All calls go to the first address that can be connected to.
    ///
    /// - Parameter shuffleAddressList: Whether the addresses are tried in an order of chance.
    /// - Returns: The configuration.
    public static func pickFirst(shuffleAddressList: Bool) -> Self {
      .pickFirst(PickFirst(shuffleAddressList: shuffleAddressList))
    }

    /// Calls go to all addresses that can be connected to, one after the other.
    public static func roundRobin(_ roundRobin: RoundRobin) -> Self {
      Self(policy: .roundRobin(roundRobin))
    }

    /// Calls go to all addresses that can be connected to, one after the other.
    public static var roundRobin: Self { .roundRobin(RoundRobin()) }

    /// What the first address is chosen by, if that is what it is about.
    public var pickFirst: PickFirst? {
      if case .pickFirst(let pickFirst) = policy { pickFirst } else { nil }
    }

    /// How calls go around, if that is what it is about.
    public var roundRobin: RoundRobin? {
      if case .roundRobin(let roundRobin) = policy { roundRobin } else { nil }
    }
  }
}
