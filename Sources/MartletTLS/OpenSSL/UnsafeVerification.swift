#if TLS
  internal import COpenSSL

  /// Called by OpenSSL for each certificate that it judges: notes why one is refused, in words that
  /// name it. Its judgement stands.
  let noteVerification: @convention(c) (Int32, OpaquePointer?) -> Int32 = { isGood, store in
    // Sound: the store, what it refers to, and the connection are there while OpenSSL calls.
    guard isGood != 1, let store else { return isGood }
    let ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx())
    guard let ssl, let stream = TLSStream.of(OpaquePointer(ssl)) else { return isGood }
    let certificate = X509_STORE_CTX_get_current_cert(store).map { Certificate(sharing: $0) }
    stream.note(
      VerificationText.reason(
        X509_STORE_CTX_get_error(store), certificate: certificate, expected: stream.name))
    return isGood
  }

  /// Why a certificate is refused, in words.
  enum VerificationText {
    static func reason(_ error: Int32, certificate: Certificate?, expected: String?) -> String {
      guard let certificate else { return text(error) }
      let title = certificate.title
      switch error {
      case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH:
        return "\(title) does not match '\(expected ?? "")'"
      case X509_V_ERR_CERT_HAS_EXPIRED: return "\(title) expired on \(certificate.notAfter)"
      case X509_V_ERR_CERT_NOT_YET_VALID:
        return "\(title) is not valid before \(certificate.notBefore)"
      case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return "\(title) is self-signed, and not among the trust roots"
      case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        return
          "the chain ends with the \(title), which is self-signed and not among the trust roots"
      case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
        X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return "\(title) was issued by '\(certificate.issuer)', which is not among the trust roots"
      case X509_V_ERR_CERT_REVOKED: return "\(title) was revoked"
      case X509_V_ERR_UNABLE_TO_GET_CRL:
        return
          "\(title) was issued by '\(certificate.issuer)', of which there is no revocation list"
      case X509_V_ERR_CRL_HAS_EXPIRED: return "the revocation list for the \(title) has expired"
      default: return "\(title) is refused: \(text(error))"
      }
    }

    private static func text(_ error: Int32) -> String {
      // Sound: a constant of OpenSSL's.
      X509_verify_cert_error_string(Int(error)).map { String(cString: $0) } ?? "error \(error)"
    }
  }
#endif
