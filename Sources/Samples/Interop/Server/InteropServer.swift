internal import ArgumentParser
internal import InteropMessages
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

  @Option(
    name: .customLong("server_id"),
    help: "What the server calls itself where a request asks for it; by default at random.")
  var serverID = RequestID.random()

  func run() async throws {
    let load = ReportedLoad()
    let unaryCall = Grpc_Testing_TestService.Method.UnaryCall.descriptor
    let server = GRPCServer(
      transport: .http2(
        address: .ipv4(host: host, port: port), transportSecurity: security.transportSecurity,
        config: .defaults { $0.compression.enabledAlgorithms = .all }),
      services: [
        TestService(serverID: serverID, load: load),
        ServerMetricsService(load.recorder, minimumReportInterval: .seconds(1)),
      ],
      // Other methods go without interceptors, as most servers' do.
      interceptorPipeline: [.apply(ServerMetricsInterceptor(), to: .methods([unaryCall]))])
    try await serveUntilSignalled(server)
  }
}
