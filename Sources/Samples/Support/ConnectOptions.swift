package import ArgumentParser
package import Martlet

/// Which server a sample's client calls: `--port` and `--host`.
package struct ConnectOptions: ParsableArguments {
  @Option(help: "The server's port: the one that it printed.")
  package var port: Int

  @Option(help: "The server's name or address.")
  package var host = "127.0.0.1"

  @OptionGroup package var secured: ClientTLSOptions

  package init() {}

  package func validate() throws {
    guard (1...65_535).contains(port) else {
      throw ValidationError("--port must be from 1 to 65535")
    }
  }

  /// A transport that connects there.
  package var transport: HTTP2ClientTransport {
    .http2(target: .dns(host: host, port: port), transportSecurity: secured.security)
  }
}
