internal import MartletTLS

/// How the connections of a server are secured.
struct ServerSecurity: Sendable {
  /// What secures connections; `nil` in plaintext.
  let endpoint: (any SecureEndpoint)?
  /// Judges calls by who makes them, if anybody does.
  let authorize: HTTP2ServerTransport.TransportSecurity.TLS.Authorize?
  /// The time between looks at the files of certificates.
  let reloadInterval: Duration?

  init(_ security: HTTP2ServerTransport.TransportSecurity) {
    endpoint = security.makeEndpoint()
    authorize = security.authorize
    reloadInterval = security.reloadInterval
  }
}
