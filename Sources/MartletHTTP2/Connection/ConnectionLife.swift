/// How a connection is watched over. Times are in nanoseconds.
struct ConnectionLife: Sendable {
  /// How to find out that the peer is gone; `nil` not to.
  var keepalive: KeepaliveSettings?
  /// The time without calls after which the connection ends; `nil` for never.
  var maximumIdle: Int64?
}

/// When to send pings (gRFC A8).
struct KeepaliveSettings: Sendable {
  /// The time since something came after which a ping goes out.
  var time: Int64
  /// The time that the peer has to answer it.
  var timeout: Int64
  /// Whether there are pings while there are no calls.
  var isWithoutCalls: Bool

  /// Pings half as often.
  mutating func doubleTime() {
    time = time.multipliedReportingOverflow(by: 2).overflow ? .max / 4 : time * 2
  }
}
