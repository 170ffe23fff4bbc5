public import MartletCore
public import MartletTLS

extension HTTP2ServerTransport {
  /// How a server's connections are secured.
  public struct TransportSecurity: Sendable {
    private enum Kind: Sendable { case plaintext, tls(TLS) }
    private let kind: Kind

    /// Not at all: for loopback, for Unix sockets, and behind a proxy that does it.
    public static let plaintext = TransportSecurity(kind: .plaintext)

    #if TLS
      /// With TLS. Files are read when the server begins to listen.
      public static func tls(_ tls: TLS) -> Self { Self(kind: .tls(tls)) }

      /// With TLS; clients are not asked who they are.
      ///
      /// - Parameters:
      ///   - certificateChain: The server's certificate, then those of its issuers, without the
      ///     root.
      ///   - privateKey: The key of the first.
      ///   - configure: Changes the defaults.
      public static func tls(
        certificateChain: [TLSConfig.CertificateSource], privateKey: TLSConfig.PrivateKeySource,
        configure: (_ config: inout TLS) -> Void = { _ in }
      ) -> Self {
        .tls(
          .defaults(
            certificateChain: certificateChain, privateKey: privateKey, configure: configure))
      }

      /// With TLS both ways: clients must show a certificate that leads back to a trust root.
      ///
      /// - Parameters:
      ///   - certificateChain: The server's certificate, then those of its issuers, without the
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

    var authorize: TLS.Authorize? {
      if case .tls(let tls) = kind { tls.authorize } else { nil }
    }

    var reloadInterval: Duration? {
      if case .tls(let tls) = kind { tls.reloading.interval } else { nil }
    }

    func makeEndpoint() -> (any SecureEndpoint)? {
      #if TLS
        if case .tls(let tls) = kind { return TLSEndpoint(tls.settings, isServer: true) }
      #endif
      return nil
    }
  }
}

extension HTTP2ServerTransport.TransportSecurity {
  /// What a server does with TLS.
  public struct TLS: Sendable {
    /// Whether a client may call a method.
    public enum Authorization: Sendable, Hashable {
      /// It may.
      case allow
      /// It may not: the call fails with `PERMISSION_DENIED` and this message.
      case deny(String)
    }

    /// Judges each call before its handler starts, on its connection's loop: it must not block. The
    /// peer is `nil` if it showed no certificate.
    public typealias Authorize = @Sendable (PeerIdentity?, MethodDescriptor) -> Authorization

    /// The server's certificate, then those of its issuers, without the root.
    public var certificateChain: [TLSConfig.CertificateSource]
    /// The key of the first certificate.
    public var privateKey: TLSConfig.PrivateKeySource
    /// What is asked of clients' certificates; nothing by default, and that they lead back to a
    /// trust root with mutual TLS.
    public var clientCertificateVerification: TLSConfig.CertificateVerification
    /// What clients' certificates must lead back to; the system's roots by default.
    public var trustRoots: TLSConfig.TrustRootsSource
    /// Whether clients must ask for HTTP/2 by ALPN, as they should (RFC 9113 §3.2); `true` by
    /// default.
    public var requireALPN: Bool
    /// Lists of certificates that were revoked, one for each issuer, or none to accept all that are
    /// valid; none by default.
    public var revocationLists: [TLSConfig.CertificateSource] = []
    /// Versions and ciphers.
    public var protocols = TLSConfig.Protocols()
    /// How clients that come again save most of the handshake.
    public var resumption = TLSConfig.Resumption()
    /// How certificates are exchanged for new ones.
    public var reloading = TLSConfig.Reloading()
    /// Judges calls by who makes them; `nil`, which allows all, by default.
    public var authorize: Authorize?
    /// Hears of clients that could not be given a connection, and of reloads.
    public var onDiagnostic: TLSConfig.DiagnosticHandler?

    /// Creates a configuration.
    public init(
      certificateChain: [TLSConfig.CertificateSource], privateKey: TLSConfig.PrivateKeySource,
      clientCertificateVerification: TLSConfig.CertificateVerification,
      trustRoots: TLSConfig.TrustRootsSource, requireALPN: Bool
    ) {
      self.certificateChain = certificateChain
      self.privateKey = privateKey
      self.clientCertificateVerification = clientCertificateVerification
      self.trustRoots = trustRoots
      self.requireALPN = requireALPN
    }

    /// TLS, with clients that are not asked who they are; `configure` changes the defaults.
    public static func defaults(
      certificateChain: [TLSConfig.CertificateSource], privateKey: TLSConfig.PrivateKeySource,
      configure: (_ config: inout Self) -> Void = { _ in }
    ) -> Self {
      var config = Self(
        certificateChain: certificateChain, privateKey: privateKey,
        clientCertificateVerification: .noVerification, trustRoots: .systemDefault,
        requireALPN: true)
      configure(&config)
      return config
    }

    /// TLS both ways; `configure` changes the defaults.
    public static func mTLS(
      certificateChain: [TLSConfig.CertificateSource], privateKey: TLSConfig.PrivateKeySource,
      configure: (_ config: inout Self) -> Void = { _ in }
    ) -> Self {
      .defaults(certificateChain: certificateChain, privateKey: privateKey) { config in
        config.clientCertificateVerification = .noHostnameVerification
        configure(&config)
      }
    }

    var settings: TLSSettings {
      var settings = TLSSettings()
      settings.certificateChain = certificateChain
      settings.privateKey = privateKey
      settings.verification = clientCertificateVerification
      settings.trustRoots = trustRoots
      settings.revocationLists = revocationLists
      settings.protocols = protocols
      settings.resumption = resumption
      settings.reloading = reloading
      settings.requiresALPN = requireALPN
      settings.onDiagnostic = onDiagnostic
      return settings
    }
  }
}
