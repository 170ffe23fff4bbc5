internal import ArgumentParser
package import Martlet

/// A server's address as a user writes it: `HOST:PORT`.
package struct HostAndPort: ExpressibleByArgument, CustomStringConvertible, Sendable {
  package let host: String
  package let port: Int

  package init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":"),
      let port = UInt16(argument[argument.index(after: colon)...]), port > 0
    else { return nil }
    let host = argument[..<colon]
    self.host = host.isEmpty ? "127.0.0.1" : String(host)
    self.port = Int(port)
  }

  package var description: String { "\(host):\(port)" }

  /// A transport that connects there.
  package var transport: HTTP2ClientTransport {
    .http2(target: .dns(host: host, port: port), transportSecurity: .plaintext)
  }
}
