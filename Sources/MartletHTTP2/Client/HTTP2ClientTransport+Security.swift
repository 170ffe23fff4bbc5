public import MartletTLS

extension HTTP2ClientTransport {
  /// How a client's connections are secured.
  public struct TransportSecurity: Sendable {
    private enum Kind: Sendable { case plaintext, tls(TLS) }
    private let kind: Kind

    /// Not at all: for loopback, for Unix sockets, and for a proxy that does it.
    public static let plaintext = TransportSecurity(kind: .plaintext)

    #if TLS
      /// With TLS. Files are read when the first connection is made.
      public static func tls(_ tls: TLS) -> Self { Self(kind: .tls(tls)) }

      /// With TLS: the server's certificate must lead back to one of the system's roots, and be for
      /// the name that is connected to.
      public static var tls: Self { .tls(.defaults()) }

      /// With TLS; `configure` changes the defaults.
      public static func tls(configure: (_ config: inout TLS) -> Void = { _ in }) -> Self {
        .tls(.defaults(configure: configure))
      }

      /// With TLS both ways: a server that asks for it is shown a certificate.
      ///
      /// - Parameters:
      ///   - certificateChain: The client's certificate, then those of its issuers, without the
      ///     root.
      ///   - privateKey: The key of the first.
      ///   - configure: Changes the defaults.
      public static func mTLS(
        certificateChain: [TLSConfig.CertificateSource], privateKey: TLSConfig.PrivateKeySource,
        configure: (_ config: inout TLS) -> Void = { _ in }
      ) -> Self {
        .tls(
          .mTLS(certificateChain: certificateChain, privateKey: privateKey, configure: configure))
      }
    #endif

    var serverHostname: String? {
      if case .tls(let tls) = kind { tls.serverHostname } else { nil }
    }

    func makeEndpoint() -> (any SecureEndpoint)? {
      #if TLS
        if case .tls(let tls) = kind { return TLSEndpoint(tls.settings, isServer: false) }
      #endif
      return nil
    }
  }
}

extension HTTP2ClientTransport.TransportSecurity {
  /// What a client does with TLS.
  public struct TLS: Sendable {
    /// The client's certificate, then those of its issuers, without the root; empty if it shows
    /// none.
    public var certificateChain: [TLSConfig.CertificateSource]
    /// The key of the first certificate.
    public var privateKey: TLSConfig.PrivateKeySource?
    /// What is asked of the server's certificate; everything by default.
    public var serverCertificateVerification: TLSConfig.CertificateVerification
    /// What the server's certificate must lead back to; the system's roots by default.
    public var trustRoots: TLSConfig.TrustRootsSource
    /// The name or address that is asked for, that the server's certificate must be for, and that
    /// is the `:authority` of calls unless the transport's configuration has one; by default, what
    /// is connected to.
    public var serverHostname: String?
    /// Lists of certificates that were revoked, one for each issuer, or none to accept all that are
    /// valid; none by default.
    public var revocationLists: [TLSConfig.CertificateSource] = []
    /// Versions and ciphers.
    public var protocols = TLSConfig.Protocols()
    /// How connections that come after each other save most of the handshake.
    public var resumption = TLSConfig.Resumption()
    /// How certificates are exchanged for new ones.
    public var reloading = TLSConfig.Reloading()
    /// Hears of reloads; why a connection failed, calls say.
    public var onDiagnostic: TLSConfig.DiagnosticHandler?

    /// Creates a configuration.
    public init(
      certificateChain: [TLSConfig.CertificateSource], privateKey: TLSConfig.PrivateKeySource?,
      serverCertificateVerification: TLSConfig.CertificateVerification,
      trustRoots: TLSConfig.TrustRootsSource
    ) {
      self.certificateChain = certificateChain
      self.privateKey = privateKey
      self.serverCertificateVerification = serverCertificateVerification
      self.trustRoots = trustRoots
    }

    /// TLS; `configure` changes the defaults.
    public static func defaults(configure: (_ config: inout Self) -> Void = { _ in }) -> Self {
      var config = Self(
        certificateChain: [], privateKey: nil, serverCertificateVerification: .fullVerification,
        trustRoots: .systemDefault)
      configure(&config)
      return config
    }

    /// TLS.
    public static var defaults: Self { .defaults() }

    /// TLS both ways; `configure` changes the defaults.
    public static func mTLS(
      certificateChain: [TLSConfig.CertificateSource], privateKey: TLSConfig.PrivateKeySource,
      configure: (_ config: inout Self) -> Void = { _ in }
    ) -> Self {
      .defaults { config in
        config.certificateChain = certificateChain
        config.privateKey = privateKey
        configure(&config)
      }
    }

    var settings: TLSSettings {
      var settings = TLSSettings()
      settings.certificateChain = certificateChain
      settings.privateKey = privateKey
      settings.verification = serverCertificateVerification
      settings.trustRoots = trustRoots
      settings.revocationLists = revocationLists
      settings.protocols = protocols
      settings.resumption = resumption
      settings.reloading = reloading
      settings.onDiagnostic = onDiagnostic
      return settings
    }
  }
}
