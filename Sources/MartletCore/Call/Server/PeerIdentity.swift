/// Who is at the other end of a connection, by a certificate that was verified.
public struct PeerIdentity: Hashable, Sendable {
  /// The certificate's subject, as RFC 2253 writes it: `CN=checkout,O=Example`.
  public var subject: String
  /// The subject's last common name, if it has one.
  public var commonName: String?
  /// Who issued the certificate, written as ``subject`` is.
  public var issuer: String
  /// Host names among the alternative names (RFC 5280 §4.2.1.6).
  public var dnsNames: [String]
  /// IP addresses among the alternative names, as text.
  public var ipAddresses: [String]
  /// URIs among the alternative names.
  public var uris: [String]
  /// Mail addresses among the alternative names.
  public var emailAddresses: [String]
  /// The certificate, in DER.
  public var certificate: [UInt8]

  /// Creates an identity.
  public init(
    subject: String, commonName: String? = nil, issuer: String = "", dnsNames: [String] = [],
    ipAddresses: [String] = [], uris: [String] = [], emailAddresses: [String] = [],
    certificate: [UInt8] = []
  ) {
    self.subject = subject
    self.commonName = commonName
    self.issuer = issuer
    self.dnsNames = dnsNames
    self.ipAddresses = ipAddresses
    self.uris = uris
    self.emailAddresses = emailAddresses
    self.certificate = certificate
  }

  /// The SPIFFE ID, such as `spiffe://example.org/checkout`; `nil` unless it is the only URI, as
  /// the X.509-SVID standard wants it.
  public var spiffeID: String? {
    let scheme = "spiffe://"
    guard uris.count == 1, let uri = uris.first, uri.hasPrefix(scheme) else { return nil }
    let rest = uri.dropFirst(scheme.count)
    return rest.isEmpty || rest.hasPrefix("/") ? nil : uri
  }
}
