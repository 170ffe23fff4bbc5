#if TLS
  internal import COpenSSL

  /// Why a handshake or a connection failed, in words that say what to do.
  enum FailureText {
    static func reason(_ error: UInt, isServer: Bool, isOpen: Bool) -> String {
      guard error != 0 else { return "the peer broke the protocol" }
      let number = Int32(truncatingIfNeeded: Int(error) & 0x7f_ffff)
      let peer = isServer ? "client" : "server"
      if number >= SSL_AD_REASON_OFFSET {
        return alert(number - SSL_AD_REASON_OFFSET, from: peer, error)
      }
      switch number {
      case SSL_R_WRONG_VERSION_NUMBER, SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST,
        SSL_R_PACKET_LENGTH_TOO_LONG, SSL_R_UNKNOWN_PROTOCOL, SSL_R_RECORD_LENGTH_MISMATCH:
        if !isOpen { return "the \(peer) does not speak TLS; it may speak plaintext" }
      case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_VERSION_TOO_LOW:
        return "the \(peer) speaks no version of TLS that is allowed here"
      case SSL_R_NO_SHARED_CIPHER: return "the \(peer) has no cipher that is allowed here"
      case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
        return "the client showed no certificate, and one is required"
      case SSL_R_NO_APPLICATION_PROTOCOL:
        return "the client does not offer HTTP/2 ('h2') by ALPN"
      default: break
      }
      return ErrorQueue.text(error)
    }

    private static func alert(_ alert: Int32, from peer: String, _ error: UInt) -> String {
      switch alert {
      case SSL_AD_NO_APPLICATION_PROTOCOL:
        "the \(peer) does not speak HTTP/2: it refuses ALPN 'h2'"
      case TLS13_AD_CERTIFICATE_REQUIRED: "the \(peer) requires a certificate of ours"
      case SSL_AD_UNKNOWN_CA: "the \(peer) does not trust who issued our certificate"
      case SSL_AD_CERTIFICATE_EXPIRED: "the \(peer) says that our certificate has expired"
      case SSL_AD_CERTIFICATE_REVOKED: "the \(peer) says that our certificate was revoked"
      case SSL_AD_BAD_CERTIFICATE, SSL_AD_UNSUPPORTED_CERTIFICATE, SSL_AD_CERTIFICATE_UNKNOWN:
        "the \(peer) refuses our certificate (\(ErrorQueue.text(error)))"
      case SSL_AD_PROTOCOL_VERSION: "the \(peer) allows no version of TLS that is spoken here"
      default: "the \(peer) ended the handshake: \(ErrorQueue.text(error))"
      }
    }
  }
#endif
