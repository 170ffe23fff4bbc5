#if TLS
  internal import COpenSSL

  /// A certificate with its key, made for development or tests: ECDSA on P-256.
  package final class IssuedCertificate: Sendable {
    // Sound throughout: what is made is owned by its wrapper at once, and freed with it; what is
    // added to a certificate is copied by OpenSSL.
    private let certificate: Certificate
    private let key: PrivateKey

    /// Makes a certificate.
    ///
    /// - Parameters:
    ///   - request: What it says.
    ///   - issuer: Who signs it; itself if there is none.
    /// - Throws: ``TLSFailure`` if the request is of no use.
    package init(
      _ request: CertificateRequest, issuer: IssuedCertificate? = nil
    ) throws(TLSFailure) {
      ErrorQueue.clear()
      guard let key = martlet_make_p256_key(), let made = X509_new() else {
        throw TLSFailure("no key can be made: \(ErrorQueue.takeText())")
      }
      self.key = PrivateKey(owning: key)
      certificate = Certificate(owning: made)
      X509_set_version(made, Int(X509_VERSION_3))
      try Self.check(martlet_x509_set_random_serial(made), "a serial number")
      X509_gmtime_adj(X509_getm_notBefore(made), Int(request.beginsAfter.components.seconds))
      X509_gmtime_adj(X509_getm_notAfter(made), Int(request.endsAfter.components.seconds))
      let subject = X509_get_subject_name(made)
      try Self.check(
        X509_NAME_add_entry_by_NID(
          subject, NID_commonName, MBSTRING_UTF8, request.commonName, -1, -1, 0),
        "the name '\(request.commonName)'")
      let signer = issuer?.certificate.pointer ?? made
      X509_set_issuer_name(made, X509_get_subject_name(signer))
      X509_set_pubkey(made, key)
      try Self.addExtensions(request, to: made, issuer: signer)
      guard X509_sign(made, issuer?.key.pointer ?? key, EVP_sha256()) > 0 else {
        throw TLSFailure("the certificate cannot be signed: \(ErrorQueue.takeText())")
      }
    }

    private static func check(_ code: Int32, _ what: String) throws(TLSFailure) {
      if code != 1 { throw TLSFailure("OpenSSL refuses \(what): \(ErrorQueue.takeText())") }
    }

    private static func addExtensions(
      _ request: CertificateRequest, to certificate: OpaquePointer, issuer: OpaquePointer
    ) throws(TLSFailure) {
      var extensions: [(Int32, String)] = []
      switch request.use {
      case .authority:
        extensions = [
          (NID_basic_constraints, "critical,CA:TRUE"),
          (NID_key_usage, "critical,keyCertSign,cRLSign"),
        ]
      case .server, .client:
        extensions = [
          (NID_basic_constraints, "critical,CA:FALSE"),
          (NID_key_usage, "critical,digitalSignature"),
          (NID_ext_key_usage, request.use == .server ? "serverAuth" : "clientAuth"),
        ]
      }
      extensions.append((NID_subject_key_identifier, "hash"))
      if issuer != certificate { extensions.append((NID_authority_key_identifier, "keyid")) }
      let names = request.alternativeNames
      if !names.isEmpty { extensions.append((NID_subject_alt_name, names)) }
      for (kind, value) in extensions {
        try check(martlet_x509_add_extension(certificate, issuer, kind, value), "'\(value)'")
      }
    }

    // MARK: Out

    /// The certificate in PEM.
    package var certificatePEM: [UInt8] {
      Self.bytes { PEM_write_bio_X509($0, certificate.pointer) }
    }

    /// The certificate in DER.
    package var certificateDER: [UInt8] { certificate.bytes }

    /// The key in PEM, not encrypted.
    package var privateKeyPEM: [UInt8] {
      Self.bytes { PEM_write_bio_PKCS8PrivateKey($0, key.pointer, nil, nil, 0, nil, nil) }
    }

    /// The key in DER, not encrypted.
    package var privateKeyDER: [UInt8] {
      Self.bytes { i2d_PKCS8PrivateKey_bio($0, key.pointer, nil, nil, 0, nil, nil) }
    }

    /// A list, in PEM, by which the holder revokes certificates that it issued.
    ///
    /// - Throws: ``TLSFailure`` if it cannot be signed.
    package func revocationList(
      of revoked: [IssuedCertificate]
    ) throws(TLSFailure) -> [UInt8] {
      guard let list = X509_CRL_new() else { throw TLSFailure("out of memory") }
      defer { X509_CRL_free(list) }
      X509_CRL_set_version(list, 1)
      X509_CRL_set_issuer_name(list, X509_get_subject_name(certificate.pointer))
      for other in revoked {
        try Self.check(martlet_crl_add(list, other.certificate.pointer), "a revocation")
      }
      try Self.check(martlet_crl_set_times(list, -300, 86_400), "the times of a list")
      guard X509_CRL_sign(list, key.pointer, EVP_sha256()) > 0 else {
        throw TLSFailure("the list cannot be signed: \(ErrorQueue.takeText())")
      }
      return Self.bytes { PEM_write_bio_X509_CRL($0, list) }
    }

    private static func bytes(_ write: (OpaquePointer) -> Int32) -> [UInt8] {
      guard let bio = BIO_new(BIO_s_mem()) else { return [] }
      defer { BIO_free(bio) }
      var count = 0
      guard write(bio) == 1, let start = martlet_bio_bytes(bio, &count) else { return [] }
      return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
  }
#endif
