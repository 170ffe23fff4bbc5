extension TLSConfig {
  /// A version of TLS. Those before 1.2 are never spoken (RFC 9113 §9.2).
  public struct Version: Sendable, Hashable, Comparable {
    package enum Wrapped: Int { case v1_2, v1_3 }
    package let wrapped: Wrapped

    /// TLS 1.2 (RFC 5246).
    public static let v1_2 = Self(wrapped: .v1_2)
    /// TLS 1.3 (RFC 8446).
    public static let v1_3 = Self(wrapped: .v1_3)

    public static func < (lower: Self, higher: Self) -> Bool {
      lower.wrapped.rawValue < higher.wrapped.rawValue
    }
  }

  /// The versions and ciphers that are spoken, in OpenSSL's names. The defaults have forward
  /// secrecy and authenticated encryption only.
  public struct Protocols: Sendable, Hashable {
    /// The oldest version; 1.2 by default.
    public var minimumVersion = Version.v1_2
    /// The newest version; 1.3 by default.
    public var maximumVersion = Version.v1_3
    /// Ciphers of TLS 1.3, best first.
    public var cipherSuites = [
      "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
    ]
    /// Ciphers of TLS 1.2, best first; none of those that RFC 9113 appendix A forbids.
    public var legacyCiphers = [
      "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256",
      "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
      "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
    ]
    /// Groups of the key exchange, best first.
    public var groups = ["X25519", "P-256", "P-384"]

    /// The defaults.
    public init() {}
  }

  /// How connections that come after each other save most of the handshake.
  public struct Resumption: Sendable, Hashable {
    /// Whether sessions are resumed; they are by default.
    public var isEnabled = true
    /// How long a server's tickets are good for; 2 h by default.
    public var lifetime: Duration = .seconds(7200)
    /// Tickets that a client keeps for connections to come; 8 by default. In TLS 1.3, each is used
    /// once.
    public var maximumSessions = 8

    /// The defaults.
    public init() {}
  }

  /// How certificates are exchanged for new ones while connections go on with the old.
  public struct Reloading: Sendable, Hashable {
    /// The time between looks at the files; 60 s by default, `nil` for none. A server looks by a
    /// timer, a client when it connects.
    public var interval: Duration? = .seconds(60)

    /// The defaults.
    public init() {}
  }
}
