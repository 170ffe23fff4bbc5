/// What a session tells its owner, always from within ``HTTP2Session/receive(_:)`` or
/// ``HTTP2Session/send(into:)``.
///
/// A class to override, not a protocol: this is called several times per call, and a class costs
/// no counting of references.
class HTTP2SessionDelegate {
  /// A header block begins. On a server this may open a stream.
  ///
  /// - Returns: The stream, which is told of the headers; if there is none, it is refused.
  func headersBegin(stream: Int32, opensStream: Bool) -> StreamReference? { nil }
  /// Bytes of a stream's body.
  func data(_ bytes: UnsafeRawBufferPointer, stream: Int32) {}
  /// The peer will send nothing more on the stream; follows a DATA frame.
  func dataEnd(stream: Int32) {}
  /// The stream is closed in both directions; nothing about it follows.
  func streamClosed(_ stream: Int32, code: HTTP2ErrorCode) {}
  /// The peer has reset the stream, which closes next.
  func resetReceived(stream: Int32) {}
  /// The peer's settings have arrived.
  func settingsReceived() {}
  /// The peer has answered a PING of ours.
  func pingAcknowledged(_ purpose: PingPurpose) {}
  /// The peer has sent a PING, which is answered already.
  func pingReceived() {}
  /// The peer wants no new streams, those that are open apart.
  ///
  /// - Parameter words: What it says besides.
  func goAwayReceived(code: HTTP2ErrorCode, words: UnsafeRawBufferPointer) {}
  /// The peer has made us reset a stream by breaking the rules.
  func peerCausedReset() {}
}

/// What a PING is sent for.
enum PingPurpose: UInt8 {
  /// To know when the peer has seen the announcement of a shutdown.
  case shutdown = 1
  /// To know whether the peer is still there.
  case keepalive = 2
  /// To know what the link holds.
  case bandwidth = 3
}
