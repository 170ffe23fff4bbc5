/// The connection that a stream is open on: what is asked of it costs no counting of references.
struct ConnectionReference {
  // Sound: a connection takes itself out of its streams when it closes, and at the latest when it
  // goes; whoever owns it keeps it until nothing on its loop is in the middle of it.
  private let connection: Unmanaged<HTTP2Connection>

  init(_ connection: HTTP2Connection) { self.connection = .passUnretained(connection) }

  /// The connection, kept.
  var retained: HTTP2Connection { connection.takeUnretainedValue() }

  @inline(__always)
  func ask<Answer>(_ body: (HTTP2Connection) -> Answer) -> Answer {
    connection._withUnsafeGuaranteedRef(body)
  }
}
