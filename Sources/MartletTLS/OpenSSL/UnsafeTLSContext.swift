#if TLS
  internal import COpenSSL
  internal import MartletCore

  /// Certificates, keys and rules, as OpenSSL wants them for making connections. Never changed once
  /// it is made: a reload makes another.
  final class TLSContext: @unchecked Sendable {
    // Sendable: OpenSSL counts and locks what connections share.
    //
    // Sound throughout: the pointer is owned from `init` to `deinit`; what is handed to it is
    // counted or copied by OpenSSL.
    let pointer: OpaquePointer
    let isServer: Bool
    let verification: TLSConfig.CertificateVerification
    let requiresALPN: Bool
    /// That our own certificate has expired, in words, if it has.
    private(set) var expiredCertificate: String?
    /// Sessions to resume; only a client has them.
    let sessions: SessionStore?

    init(_ settings: TLSSettings, isServer: Bool) throws(TLSFailure) {
      let method = isServer ? TLS_server_method() : TLS_client_method()
      guard let pointer = SSL_CTX_new(method) else {
        throw TLSFailure("OpenSSL cannot be set up: \(ErrorQueue.takeText())")
      }
      self.pointer = pointer
      self.isServer = isServer
      verification = settings.verification
      requiresALPN = settings.requiresALPN
      sessions = isServer ? nil : SessionStore(maximum: settings.resumption.maximumSessions)
      martlet_ssl_ctx_prepare(pointer)
      try setProtocols(settings.protocols)
      try setCertificate(settings)
      if verification != .noVerification { try setTrust(settings) }
      SSL_CTX_set_verify(pointer, verifyMode, noteVerification)
      setALPN()
      setResumption(settings.resumption)
    }

    deinit { SSL_CTX_free(pointer) }

    // MARK: Protocols

    private func setProtocols(_ protocols: TLSConfig.Protocols) throws(TLSFailure) {
      func number(_ version: TLSConfig.Version) -> Int32 {
        version == .v1_2 ? TLS1_2_VERSION : TLS1_3_VERSION
      }
      try check(
        martlet_ssl_ctx_set_versions(
          pointer, number(protocols.minimumVersion), number(protocols.maximumVersion)),
        "the versions of TLS")
      let ciphers = protocols.legacyCiphers.joined(separator: ":")
      if !ciphers.isEmpty {
        try check(SSL_CTX_set_cipher_list(pointer, ciphers), "the ciphers '\(ciphers)'")
      }
      let suites = protocols.cipherSuites.joined(separator: ":")
      try check(SSL_CTX_set_ciphersuites(pointer, suites), "the cipher suites '\(suites)'")
      let groups = protocols.groups.joined(separator: ":")
      try check(martlet_ssl_ctx_set_groups(pointer, groups), "the groups '\(groups)'")
    }

    private func check(_ code: Int32, _ what: String) throws(TLSFailure) {
      if code != 1 { throw TLSFailure("OpenSSL refuses \(what): \(ErrorQueue.takeText())") }
    }

    private func setALPN() {
      if isServer {
        SSL_CTX_set_alpn_select_cb(pointer, chooseHTTP2, nil)
        if requiresALPN { SSL_CTX_set_client_hello_cb(pointer, requireALPN, nil) }
      } else {
        SSL_CTX_set_alpn_protos(pointer, http2, UInt32(http2.count))
      }
    }

    // MARK: Certificates

    private func setCertificate(_ settings: TLSSettings) throws(TLSFailure) {
      guard let source = settings.privateKey else { return }
      var chain: [Certificate] = []
      for source in settings.certificateChain { chain += try Sources.certificates(source) }
      guard let leaf = chain.first else {
        throw TLSFailure("there is a private key, but no certificate")
      }
      try check(SSL_CTX_use_certificate(pointer, leaf.pointer), "the \(leaf.title)")
      for issuer in chain.dropFirst() {
        try check(martlet_ssl_ctx_add_chain(pointer, issuer.pointer), "the \(issuer.title)")
      }
      let key = try Sources.privateKey(source)
      guard X509_check_private_key(leaf.pointer, key.pointer) == 1 else {
        ErrorQueue.clear()
        throw TLSFailure("the private key does not belong to the \(leaf.title)")
      }
      try check(SSL_CTX_use_PrivateKey(pointer, key.pointer), "the private key")
      if leaf.isExpired { expiredCertificate = "the \(leaf.title) expired on \(leaf.notAfter)" }
    }

    private func setTrust(_ settings: TLSSettings) throws(TLSFailure) {
      switch settings.trustRoots.wrapped {
      case .systemDefault:
        try check(SSL_CTX_set_default_verify_paths(pointer), "the system's trust roots")
      case .certificates(let sources):
        guard let store = SSL_CTX_get_cert_store(pointer) else { return }
        for source in sources {
          for root in try Sources.certificates(source) {
            try check(X509_STORE_add_cert(store, root.pointer), "the \(root.title)")
          }
        }
      }
      guard !settings.revocationLists.isEmpty, let store = SSL_CTX_get_cert_store(pointer) else {
        return
      }
      for source in settings.revocationLists {
        try Sources.addRevocationLists(source, to: store)
      }
      martlet_ssl_ctx_check_revocation(store)
    }

    private var verifyMode: Int32 {
      switch verification.wrapped {
      case .none: SSL_VERIFY_NONE
      case .optional: SSL_VERIFY_PEER
      case .withoutHostname, .full: SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT
      }
    }

    // MARK: Resumption

    private func setResumption(_ resumption: TLSConfig.Resumption) {
      let isUsed = resumption.isEnabled
      if !isUsed { martlet_ssl_ctx_forbid_tickets(pointer) }
      if isServer {
        // Tickets are all that is remembered, and clients remember them.
        martlet_ssl_ctx_cache_sessions(pointer, Int(SSL_SESS_CACHE_OFF))
        SSL_CTX_set_session_id_context(pointer, sessionContext, UInt32(sessionContext.count))
        SSL_CTX_set_timeout(pointer, Int(clamping: resumption.lifetime.components.seconds))
      } else if isUsed {
        martlet_ssl_ctx_cache_sessions(
          pointer, Int(SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL))
        SSL_CTX_sess_set_new_cb(pointer, keepSession)
      }
    }
  }

  /// What servers write into tickets: required where clients are verified.
  private let sessionContext = Array("martlet".utf8)

  /// `h2`, as ALPN lists it (RFC 7301 §3.1).
  private let http2: [UInt8] = [2, UInt8(ascii: "h"), UInt8(ascii: "2")]

  // Sound: OpenSSL calls the functions below with pointers that are valid until they return, and
  // with lengths that are theirs; `out` gets a pointer into the client's own list.

  private let chooseHTTP2: SSL_CTX_alpn_select_cb_func = { _, out, outCount, list, count, _ in
    var rest = UnsafeBufferPointer(start: list, count: Int(count))[...]
    while let length = rest.first, rest.count > Int(length) {
      let name = rest.dropFirst().prefix(Int(length))
      if name.elementsEqual(http2.dropFirst()), let list {
        out?.pointee = list + name.startIndex
        outCount?.pointee = length
        return SSL_TLSEXT_ERR_OK
      }
      rest = rest.dropFirst(1 + Int(length))
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL
  }

  private let requireALPN: SSL_client_hello_cb_fn = { ssl, alert, _ in
    var start: UnsafePointer<UInt8>?
    var count = 0
    let kind = UInt32(TLSEXT_TYPE_application_layer_protocol_negotiation)
    if SSL_client_hello_get0_ext(ssl, kind, &start, &count) == 1 { return SSL_CLIENT_HELLO_SUCCESS }
    alert?.pointee = SSL_AD_NO_APPLICATION_PROTOCOL
    TLSStream.of(ssl)?.note("the client does not ask for HTTP/2: no ALPN")
    return SSL_CLIENT_HELLO_ERROR
  }

  private let keepSession: @convention(c) (OpaquePointer?, OpaquePointer?) -> Int32 = {
    ssl, session in
    guard let session, let stream = TLSStream.of(ssl), stream.keep(session) else { return 0 }
    return 1
  }
#endif
