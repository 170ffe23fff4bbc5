internal import MartletEventLoop
internal import MartletTLS

/// How the connections of a client are secured, and whom they are to.
struct ChannelSecurity: Sendable {
  let endpoint: any SecureEndpoint
  /// The name that was set in place of the target's.
  let hostname: String?

  init?(_ security: HTTP2ClientTransport.TransportSecurity) {
    guard let endpoint = security.makeEndpoint() else { return nil }
    self.endpoint = endpoint
    hostname = security.serverHostname
  }

  /// The `:authority` that goes with the name that was set.
  var authority: String? { hostname.map { $0.contains(":") ? "[\($0)]" : $0 } }

  func makeStream(
    for authority: String, on loop: EventLoop
  ) throws(TLSFailure) -> any SecureStream {
    try endpoint.makeStream(name: hostname ?? Self.host(of: authority), on: loop)
  }

  /// The host of an authority such as `a.example:443`, `127.0.0.1:443`, `[::1]:443` or `a.example`.
  static func host(of authority: String) -> String {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      return String(authority[authority.index(after: authority.startIndex)..<end])
    }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    let host = parts.count == 2 ? String(parts[0]) : authority
    // Names in certificates do not end with the dot that makes them absolute.
    return host.hasSuffix(".") ? String(host.dropLast()) : host
  }
}
