internal import MartletCore

extension HTTP2ServerTransport.Config {
  /// How long a server's connections last, and how dead ones are found.
  public struct Connection: Sendable, Hashable {
    /// The time after which a connection ends, give or take a tenth; calls may finish. `nil`, for
    /// never, by default.
    public var maxAge: Duration?
    /// The time that calls have to finish once a connection is too old; `nil`, for any, by default.
    public var maxGraceTime: Duration?
    /// The time without calls after which a connection ends; `nil`, for never, by default.
    public var maxIdleTime: Duration?
    /// How dead connections are found, and how often clients may look for dead servers.
    public var keepalive: Keepalive

    /// Creates a configuration.
    public init(
      maxAge: Duration?, maxGraceTime: Duration?, maxIdleTime: Duration?, keepalive: Keepalive
    ) {
      self.maxAge = maxAge
      self.maxGraceTime = maxGraceTime
      self.maxIdleTime = maxIdleTime
      self.keepalive = keepalive
    }

    /// Connections that last for ever, with the default keepalive.
    public static var defaults: Connection {
      Connection(maxAge: nil, maxGraceTime: nil, maxIdleTime: nil, keepalive: .defaults)
    }

    var life: ConnectionLife {
      ConnectionLife(
        keepalive: KeepaliveSettings(
          time: keepalive.time.wholeNanoseconds, timeout: keepalive.timeout.wholeNanoseconds,
          isWithoutCalls: true),
        maximumIdle: maxIdleTime?.wholeNanoseconds)
    }
  }

  /// How a server finds out that clients are gone (gRFC A9), and bears their pings.
  public struct Keepalive: Sendable, Hashable {
    /// The time since something came from a client after which it is pinged; 2 hours by default.
    public var time: Duration
    /// The time that a client has to answer a ping, and the system to have anything that was sent
    /// acknowledged (`TCP_USER_TIMEOUT`); 20 s by default.
    public var timeout: Duration
    /// The pings that clients may send.
    public var clientBehavior: ClientKeepaliveBehavior

    /// Creates a configuration.
    public init(time: Duration, timeout: Duration, clientBehavior: ClientKeepaliveBehavior) {
      self.time = time
      self.timeout = timeout
      self.clientBehavior = clientBehavior
    }

    /// A ping after 2 hours, 20 seconds for the answer.
    public static var defaults: Keepalive {
      Keepalive(time: .seconds(2 * 60 * 60), timeout: .seconds(20), clientBehavior: .defaults)
    }
  }

  /// The pings that clients may send (gRFC A8). With the third that comes too early, the
  /// connection ends: `ENHANCE_YOUR_CALM`, `too_many_pings`.
  public struct ClientKeepaliveBehavior: Sendable, Hashable {
    /// The time that has to be between pings; 5 minutes by default.
    public var minPingIntervalWithoutCalls: Duration
    /// Whether that holds without calls too; otherwise, as by default, it is 2 hours then.
    public var allowWithoutCalls: Bool

    /// Creates a configuration.
    public init(minPingIntervalWithoutCalls: Duration, allowWithoutCalls: Bool) {
      self.minPingIntervalWithoutCalls = minPingIntervalWithoutCalls
      self.allowWithoutCalls = allowWithoutCalls
    }

    /// A ping every 5 minutes, while there are calls.
    public static var defaults: ClientKeepaliveBehavior {
      ClientKeepaliveBehavior(
        minPingIntervalWithoutCalls: .seconds(5 * 60), allowWithoutCalls: false)
    }
  }
}
