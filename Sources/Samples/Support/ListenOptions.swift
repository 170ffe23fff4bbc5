package import ArgumentParser
package import Martlet

/// Where a sample's server listens: `--port` and `--host`.
package struct ListenOptions: ParsableArguments {
  @Option(help: "The port to listen on; 0 has the system choose one, which is printed.")
  package var port: Int = 0

  @Option(help: "The IPv4 address to listen on.")
  package var host = "127.0.0.1"

  @OptionGroup package var secured: ServerTLSOptions

  package init() {}

  package func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port must be from 0 to 65535")
    }
  }

  /// How long calls may go on after SIGTERM: long enough to finish, short enough to wait for.
  private static let gracePeriod = Duration.seconds(5)

  /// A server of `services` at this address, with limits that `configure` may change.
  package func server(
    _ services: [any RegistrableRPCService],
    configure: (inout HTTP2ServerTransport.Config) -> Void = { _ in }
  ) -> GRPCServer<HTTP2ServerTransport> {
    let config = HTTP2ServerTransport.Config.defaults {
      $0.shutdownGracePeriod = Self.gracePeriod
      configure(&$0)
    }
    return GRPCServer(
      transport: .http2(
        address: .ipv4(host: host, port: port), transportSecurity: secured.security,
        config: config),
      services: services)
  }
}
