internal import MartletCore
internal import MartletEventLoop

extension HTTP2ServerTransport {
  /// The limits and timeouts of a server. Each bounds what a peer can cost.
  public struct Config: Sendable {
    /// Threads that serve, each with connections of its own; the number of cores by default.
    public var loops = EventLoopPool.coreCount
    /// Calls that a client may have open at once on a connection; 1,000 by default.
    public var maxConcurrentStreams = 1000
    /// The most bytes in one message of a request; 4 MiB by default.
    public var maxRequestMessageBytes = 4 << 20
    /// The most bytes of a request's headers, counted as RFC 9113 §6.5.2 does; 16 KiB by default.
    public var maxHeaderListBytes = 16 << 10
    /// Bytes that a client may send on a call before the handler reads them; 64 KiB by default.
    public var streamWindowBytes = 64 << 10
    /// What that may grow to where a call is read as fast as bytes come and the link holds more
    /// (its bandwidth times its delay); 4 MiB by default, and not at all with less than
    /// ``streamWindowBytes``. The calls of a connection may have four times as much together.
    public var maxStreamWindowBytes = 4 << 20
    /// Bytes on their way to a connection's calls together; 1 MiB by default.
    public var connectionWindowBytes = 1 << 20
    /// Unsent bytes of a call above which its writer waits; 64 KiB by default.
    public var writeHighWaterBytes = 64 << 10
    /// The time from connecting to the client's HTTP/2 settings; 10 s by default.
    public var handshakeTimeout: Duration = .seconds(10)
    /// The time that the headers of a call may take to come whole; 10 s by default.
    public var headerTimeout: Duration = .seconds(10)
    /// The time that calls have to finish after a graceful shutdown has begun; 30 s by default.
    public var shutdownGracePeriod: Duration = .seconds(30)
    /// The time that a loop looks for events before it goes to sleep, where calls have come so
    /// soon of late: saves the kernel's wake-up at the price of a core; zero, for not at all, by
    /// default, and at most 1 ms. One core is always left to others.
    public var spinTime: Duration = .zero
    /// Connections that wait to be accepted; 1,024 by default, and no more than the system allows.
    public var backlog = 1024

    /// How long connections last, and how dead ones are found.
    public var connection = Connection.defaults
    /// How messages are compressed; not at all by default.
    public var compression = Compression.defaults

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
        maximumConcurrentStreams: UInt32(clamping: maxConcurrentStreams),
        streamWindowBytes: Int32(clamping: streamWindowBytes),
        maximumStreamWindowBytes: Int32(clamping: maxStreamWindowBytes),
        connectionWindowBytes: Int32(clamping: connectionWindowBytes),
        maximumHeaderListBytes: UInt32(clamping: maxHeaderListBytes))
    }

    var limits: CallStream.Limits {
      var limits = CallStream.Limits.defaults
      limits.maximumReceivedBytes = maxRequestMessageBytes
      limits.highWaterBytes = writeHighWaterBytes
      limits.lowWaterBytes = writeHighWaterBytes / 4
      return limits
    }
  }
}
