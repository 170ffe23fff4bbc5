#if TLS
  internal import COpenSSL

  /// Signatures by private keys, as tokens carry them.
  package enum Signature {
    /// The signature of RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3, "RS256").
    ///
    /// - Parameter key: An RSA key in PEM, without a password.
    /// - Throws: ``TLSFailure`` if the key is of no use.
    package static func rs256(
      of message: [UInt8], key: String
    ) throws(TLSFailure) -> [UInt8] {
      let key = try Sources.privateKey(.bytes(Array(key.utf8), format: .pem))
      guard EVP_PKEY_get_base_id(key.pointer) == EVP_PKEY_RSA else {
        throw TLSFailure("the private key is not an RSA key, which RS256 needs")
      }
      ErrorQueue.clear()
      // Sound: the context is freed here, and the key outlives it. Arrays are lent for one call
      // each, with their sizes; the first call of the last step asks how much room there must be.
      let context = EVP_MD_CTX_new()
      defer { EVP_MD_CTX_free(context) }
      var count = 0
      var signature: [UInt8] = []
      var succeeds =
        EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key.pointer) == 1
        && EVP_DigestSignUpdate(context, message, message.count) == 1
        && EVP_DigestSignFinal(context, nil, &count) == 1
      if succeeds {
        signature = [UInt8](repeating: 0, count: count)
        succeeds = EVP_DigestSignFinal(context, &signature, &count) == 1
      }
      guard succeeds else { throw TLSFailure("cannot sign: \(ErrorQueue.takeText())") }
      return Array(signature.prefix(count))
    }
  }
#endif
