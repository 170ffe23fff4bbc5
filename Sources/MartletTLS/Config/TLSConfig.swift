/// What connections that are secured with TLS are told: where certificates come from, and what is
/// made of a peer's.
public enum TLSConfig: Sendable {
  /// How certificates and keys are written down.
  public struct SerializationFormat: Sendable, Hashable {
    package enum Wrapped { case pem, der }
    package let wrapped: Wrapped

    /// Base64 between `-----BEGIN …-----` and `-----END …-----`; there may be several.
    public static let pem = Self(wrapped: .pem)
    /// The bytes themselves.
    public static let der = Self(wrapped: .der)
  }

  /// Where bytes come from.
  package enum Origin: Sendable, Hashable {
    case file(path: String, format: SerializationFormat)
    case bytes([UInt8], format: SerializationFormat)
  }

  /// Where a certificate comes from; in PEM, it may be several.
  public struct CertificateSource: Sendable, Hashable {
    package let origin: Origin

    /// A file, which is read again when it changes.
    public static func file(path: String, format: SerializationFormat) -> Self {
      Self(origin: .file(path: path, format: format))
    }

    /// Bytes.
    public static func bytes(_ bytes: [UInt8], format: SerializationFormat) -> Self {
      Self(origin: .bytes(bytes, format: format))
    }
  }

  /// Where a private key comes from. It must not be encrypted.
  public struct PrivateKeySource: Sendable, Hashable {
    package let origin: Origin

    /// A file, which is read again when it changes.
    public static func file(path: String, format: SerializationFormat) -> Self {
      Self(origin: .file(path: path, format: format))
    }

    /// Bytes.
    public static func bytes(_ bytes: [UInt8], format: SerializationFormat) -> Self {
      Self(origin: .bytes(bytes, format: format))
    }
  }

  /// The certificates that a peer's must lead back to.
  public struct TrustRootsSource: Sendable, Hashable {
    package enum Wrapped: Sendable, Hashable {
      case certificates([CertificateSource])
      case systemDefault
    }
    package let wrapped: Wrapped

    /// These, and no others.
    public static func certificates(_ certificateSources: [CertificateSource]) -> Self {
      Self(wrapped: .certificates(certificateSources))
    }

    /// The system's, which the variables `SSL_CERT_FILE` and `SSL_CERT_DIR` replace.
    public static let systemDefault = Self(wrapped: .systemDefault)
  }

  /// What is asked of a peer's certificate.
  public struct CertificateVerification: Sendable, Hashable {
    package enum Wrapped { case none, optional, withoutHostname, full }
    package let wrapped: Wrapped

    /// Nothing. A server asks its clients for none; a client takes any, so that anybody may pose as
    /// its server.
    public static let noVerification = Self(wrapped: .none)
    /// A server asks its clients for a certificate, and serves those without one too; one that is
    /// shown must lead back to a trust root. The same as full verification for a client.
    public static let optionalVerification = Self(wrapped: .optional)
    /// It must be there and lead back to a trust root, whatever names it is for.
    public static let noHostnameVerification = Self(wrapped: .withoutHostname)
    /// It must be there, lead back to a trust root, and be for the name or address that was
    /// connected to. A server does not know its clients' names, and leaves that out.
    public static let fullVerification = Self(wrapped: .full)
  }
}
