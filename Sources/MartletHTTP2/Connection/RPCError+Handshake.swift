internal import MartletCore
internal import MartletTLS

extension RPCError {
  /// A handshake of TLS has failed.
  init(handshakeWith peer: String, failed failure: TLSFailure) {
    self.init(code: .unavailable, message: "TLS with \(peer) failed: \(failure)")
  }
}
