internal import MartletCore

extension HTTP2ClientTransport.Config {
  /// How long a client's connections last, and how dead ones are found.
  public struct Connection: Sendable, Hashable {
    /// The time without calls after which a connection is closed; 30 minutes by default, `nil` for
    /// never. The next call makes another.
    public var maxIdleTime: Duration?
    /// How dead connections are found; `nil`, not at all, by default.
    public var keepalive: Keepalive?

    /// Creates a configuration.
    public init(maxIdleTime: Duration?, keepalive: Keepalive?) {
      self.maxIdleTime = maxIdleTime
      self.keepalive = keepalive
    }

    /// Connections that are closed after half an hour without calls.
    public static var defaults: Connection {
      Connection(maxIdleTime: .seconds(30 * 60), keepalive: nil)
    }

    var life: ConnectionLife {
      ConnectionLife(
        keepalive: keepalive.map {
          KeepaliveSettings(
            time: $0.time.wholeNanoseconds, timeout: $0.timeout.wholeNanoseconds,
            isWithoutCalls: $0.allowWithoutCalls)
        },
        maximumIdle: maxIdleTime?.wholeNanoseconds)
    }
  }

  /// How a client finds out that a server is gone (gRFC A8).
  public struct Keepalive: Sendable, Hashable {
    /// The time since something came from the server after which it is pinged. Servers have their
    /// own idea of the least; a client that hears of it (`too_many_pings`) doubles this time.
    public var time: Duration
    /// The time that the server has to answer, and the system to have anything that was sent
    /// acknowledged (`TCP_USER_TIMEOUT`).
    public var timeout: Duration
    /// Whether a connection without calls is pinged too.
    public var allowWithoutCalls: Bool

    /// Creates a configuration.
    public init(time: Duration, timeout: Duration, allowWithoutCalls: Bool) {
      self.time = time
      self.timeout = timeout
      self.allowWithoutCalls = allowWithoutCalls
    }
  }
}
