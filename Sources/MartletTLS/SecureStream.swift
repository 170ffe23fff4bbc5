package import MartletCore
package import MartletEventLoop

/// One connection's end of TLS: ciphertext in, plaintext out, and the other way; no I/O.
///
/// Confined to the connection's loop. After a failure only ``farewell()`` is of use.
package protocol SecureStream: AnyObject {
  /// Whether the handshake is over: only then may there be anything to seal.
  var isOpen: Bool { get }

  /// Whether the handshake was saved by that of an earlier connection.
  var isResumed: Bool { get }

  /// Who the peer is, by its certificate; `nil` if it showed none, or none that was verified.
  var peerIdentity: PeerIdentity? { get }

  /// What channelz tells of it; `nil` before the handshake is over.
  var report: SecurityReport? { get }

  /// Begins the handshake; a client has something to say then.
  func start() throws(TLSFailure)

  /// Takes bytes from the peer. `deliver` gets what they say, in order; if it returns `false`, the
  /// rest is dropped.
  ///
  /// - Returns: Whether the peer goes on: `false` once it has ended the connection.
  func receive(
    _ bytes: UnsafeRawBufferPointer, deliver: (UnsafeRawBufferPointer) -> Bool
  ) throws(TLSFailure) -> Bool

  /// Makes ciphertext of the bytes in their place, behind what the protocol itself has to say.
  func seal(_ bytes: inout MessageBuffer) throws(TLSFailure)

  /// What is still to be said before the socket is closed: a close_notify, or an alert.
  func farewell() -> MessageBuffer
}

/// What the secured connections of a client or a server have in common. Any thread.
package protocol SecureEndpoint: AnyObject, Sendable {
  /// Makes one connection's end.
  ///
  /// - Parameter name: What was connected to; `nil` for a server's end.
  /// - Throws: ``TLSFailure`` if certificates cannot be used.
  func makeStream(name: String?, on loop: EventLoop) throws(TLSFailure) -> any SecureStream

  /// Reads certificates again; on failure, the old ones stay.
  func reload() throws(TLSFailure)

  /// Reads certificates again if their files have changed since; may block for as long as reading
  /// files does.
  func reloadIfChanged()

  /// Says that a client could not be given a connection.
  func report(handshakeFailure: String)
}
