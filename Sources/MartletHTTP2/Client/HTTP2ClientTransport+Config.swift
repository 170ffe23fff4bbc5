internal import MartletCore

extension HTTP2ClientTransport {
  /// The limits and timeouts of a client.
  public struct Config: Sendable {
    /// The `:authority` of requests; made from the target by default.
    public var authority: String?
    /// The time that one address has to accept a connection and speak HTTP/2; 20 s by default
    /// (gRPC "Connection Backoff", MIN_CONNECT_TIMEOUT).
    public var connectTimeout: Duration = .seconds(20)
    /// How attempts to connect are spaced.
    public var backoff = Backoff()
    /// The time from when a host name was resolved until it may be resolved again, which happens
    /// when a connection is lost or cannot be made; 30 s by default, as in gRPC. Names that could
    /// not be resolved are tried again as connections are (``backoff``).
    public var minResolutionInterval: Duration = .seconds(30)
    /// The most bytes of a response's headers, counted as RFC 9113 §6.5.2 does; 16 KiB by default.
    public var maxHeaderListBytes = 16 << 10
    /// Bytes that a server may send on a call before they are read; 64 KiB by default.
    public var streamWindowBytes = 64 << 10
    /// What that may grow to where a call is read as fast as bytes come and the link holds more
    /// (its bandwidth times its delay); 4 MiB by default, and not at all with less than
    /// ``streamWindowBytes``. The calls of a connection may have four times as much together.
    public var maxStreamWindowBytes = 4 << 20
    /// Bytes on their way to all calls of a connection together; 1 MiB by default.
    public var connectionWindowBytes = 1 << 20
    /// The time that a loop looks for events before it goes to sleep, where answers have come so
    /// soon of late: saves the kernel's wake-up at the price of a core; zero, for not at all, by
    /// default, and at most 1 ms. One core is always left to others.
    public var spinTime: Duration = .zero

    /// How long connections last, and how dead ones are found.
    public var connection = Connection.defaults
    /// How messages are compressed; not at all by default.
    public var compression = Compression.defaults

    /// The pauses between attempts to connect (gRPC "Connection Backoff").
    public struct Backoff: Sendable {
      /// The pause after the first failure; 1 s by default.
      public var initial: Duration = .seconds(1)
      /// The factor from one pause to the next; 1.6 by default.
      public var multiplier = 1.6
      /// The longest pause; 120 s by default.
      public var max: Duration = .seconds(120)
      /// How far a pause may be off, as a fraction of it; 0.2 by default.
      public var jitter = 0.2

      /// Creates the defaults.
      public init() {}
    }

    /// The defaults.
    public static var defaults: Config { Config() }

    /// The defaults, changed by `configure`.
    public static func defaults(_ configure: (inout Config) -> Void) -> Config {
      var config = Config()
      configure(&config)
      return config
    }

    var settings: HTTP2Settings {
      HTTP2Settings(
        streamWindowBytes: Int32(clamping: streamWindowBytes),
        maximumStreamWindowBytes: Int32(clamping: maxStreamWindowBytes),
        connectionWindowBytes: Int32(clamping: connectionWindowBytes),
        maximumHeaderListBytes: UInt32(clamping: maxHeaderListBytes))
    }
  }
}
