internal import ArgumentParser
package import Martlet

/// A server's address as a user writes it, `HOST:PORT`, or as a server prints it,
/// `ipv4:HOST:PORT`.
package struct HostAndPort: ExpressibleByArgument, CustomStringConvertible, Sendable {
  package let host: String
  package let port: Int

  package init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":"),
      let port = UInt16(argument[argument.index(after: colon)...]), port > 0
    else { return nil }
    var host = argument[..<colon]
    for scheme in ["ipv4:", "ipv6:"] where host.hasPrefix(scheme) {
      host.removeFirst(scheme.count)
    }
    // An IPv6 address stands in brackets, to tell its colons from the port's.
    host = host.drop { $0 == "[" }.prefix { $0 != "]" }
    self.host = host.isEmpty ? "127.0.0.1" : String(host)
    self.port = Int(port)
  }

  package var description: String { "\(host):\(port)" }

  /// A transport that connects there.
  package var transport: HTTP2ClientTransport {
    .http2(target: .dns(host: host, port: port), transportSecurity: .plaintext)
  }
}
