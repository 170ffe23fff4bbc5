internal import MartletEventLoop

/// Tells a connection that its socket is ready.
final class ConnectionReadiness: ReadinessHandler, @unchecked Sendable {
  /// The connection, until it goes.
  @exclusivity(unchecked) var connection: ConnectionReference?

  init(_ connection: HTTP2Connection) { self.connection = ConnectionReference(connection) }

  func ready(_ events: Interest) {
    guard let connection else { return }
    if events.contains(.write) { connection.ask { $0.writable() } }
    if events.contains(.read) { connection.ask { $0.readable() } }
  }
}

/// Flushes a connection at the end of a tick.
final class FlushWork: TickWork, @unchecked Sendable {
  /// The connection while it is open: it may be let go of while this is still queued.
  var connection: HTTP2Connection?

  override func tick() { connection?.flush() }
}
