internal import MartletEventLoop

/// Tells a connection that its socket is ready.
final class ConnectionReadiness: ReadinessHandler, @unchecked Sendable {
  private unowned let connection: HTTP2Connection

  init(_ connection: HTTP2Connection) { self.connection = connection }

  func ready(_ events: Interest) {
    if events.contains(.write) { connection.writable() }
    if events.contains(.read) { connection.readable() }
  }
}

/// Flushes a connection at the end of a tick.
final class FlushWork: TickWork, @unchecked Sendable {
  /// The connection while it is open: it may be let go of while this is still queued.
  var connection: HTTP2Connection?

  override func tick() { connection?.flush() }
}
