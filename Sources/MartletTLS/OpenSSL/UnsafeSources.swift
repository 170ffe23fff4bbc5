#if TLS
  internal import COpenSSL

  /// Reads certificates, keys and revocation lists from where the user said.
  ///
  /// Sound throughout: a BIO over bytes is freed before the bytes go; what it yields is owned by
  /// whoever called.
  enum Sources {
    /// The certificates of a source, at least one.
    static func certificates(
      _ source: TLSConfig.CertificateSource
    ) throws(TLSFailure) -> [Certificate] {
      let found = try read(source.origin, what: "certificate") { bio, format in
        switch format.wrapped {
        case .pem:
          var all: [Certificate] = []
          while let next = PEM_read_bio_X509(bio, nil, refusePassword, nil) {
            all.append(Certificate(owning: next))
          }
          return all
        case .der: return d2i_X509_bio(bio, nil).map { [Certificate(owning: $0)] } ?? []
        }
      }
      return found
    }

    /// The private key of a source.
    static func privateKey(_ source: TLSConfig.PrivateKeySource) throws(TLSFailure) -> PrivateKey {
      let found = try read(source.origin, what: "private key") { bio, format in
        let key =
          switch format.wrapped {
          case .pem: PEM_read_bio_PrivateKey(bio, nil, refusePassword, nil)
          case .der: d2i_PrivateKey_bio(bio, nil)
          }
        return key.map { [PrivateKey(owning: $0)] } ?? []
      }
      guard let key = found.first else { throw TLSFailure("there is no private key") }
      return key
    }

    /// Adds the revocation lists of a source to a store.
    static func addRevocationLists(
      _ source: TLSConfig.CertificateSource, to store: OpaquePointer
    ) throws(TLSFailure) {
      _ = try read(source.origin, what: "revocation list") { bio, format in
        var count = 0
        func add(_ list: OpaquePointer) {
          X509_STORE_add_crl(store, list)
          X509_CRL_free(list)
          count += 1
        }
        switch format.wrapped {
        case .pem:
          while let list = PEM_read_bio_X509_CRL(bio, nil, refusePassword, nil) { add(list) }
        case .der: if let list = d2i_X509_CRL_bio(bio, nil) { add(list) }
        }
        return Array(repeating: (), count: count)
      }
    }

    /// Calls `body` with the bytes of a source.
    ///
    /// - Throws: ``TLSFailure`` that names the source if it cannot be read or nothing is found.
    private static func read<Value>(
      _ origin: TLSConfig.Origin, what: String,
      _ body: (OpaquePointer, TLSConfig.SerializationFormat) -> [Value]
    ) throws(TLSFailure) -> [Value] {
      let (bytes, format, name): ([UInt8], TLSConfig.SerializationFormat, String)
      switch origin {
      case .bytes(let given, let form): (bytes, format, name) = (given, form, "the bytes given")
      case .file(let path, let form):
        (bytes, format, name) = (try SmallFile.read(path), form, "'\(path)'")
      }
      ErrorQueue.clear()
      let found: [Value] = bytes.withUnsafeBytes { buffer in
        guard let bio = BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count)) else {
          return []
        }
        defer { BIO_free(bio) }
        return body(bio, format)
      }
      let reason = ErrorQueue.takeText()
      if found.isEmpty {
        let form = format == .pem ? "PEM" : "DER"
        throw TLSFailure("no \(what) in \(form) is in \(name) (\(reason))")
      }
      return found
    }
  }

  /// OpenSSL would ask on the terminal for the password of an encrypted key.
  private let refusePassword:
    @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 =
      { _, _, _, _ in -1 }
#endif
