internal import ArgumentParser
internal import Martlet
internal import SampleSupport

/// `interop-server`: what gRPC's interop clients call.
@main
struct InteropServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interop-server",
    abstract: "Serves grpc.testing.TestService, as gRPC's interop specification describes it.")

  @Option(help: "The port to listen on; 0 has the system choose one.")
  var port = 0

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @OptionGroup var security: ServerSecurity

  func run() async throws {
    let server = GRPCServer(
      transport: .http2(
        address: .ipv4(host: host, port: port), transportSecurity: security.transportSecurity,
        config: .defaults { $0.compression.enabledAlgorithms = .all }),
      services: [TestService()])
    try await serveUntilSignalled(server)
  }
}
