internal import ArgumentParser
internal import InteropMessages
internal import Martlet

/// `interop-client`: runs one case of gRPC's interop specification against a server.
///
/// The flags are spelled as the specification spells them, underscores included.
@main
struct InteropClient: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interop-client",
    abstract: "Runs one case of gRPC's interop specification; exits 1 with a reason if it fails.")

  @Option(name: .customLong("server_host"), help: "The server's name or address.")
  var serverHost = "localhost"

  @Option(
    name: .customLong("server_host_override"),
    help: "The name to claim to be connecting to: the :authority, and whom TLS expects.")
  var serverHostOverride: String?

  @Option(name: .customLong("server_port"), help: "The server's port.")
  var serverPort: Int

  @Option(name: .customLong("test_case"), help: "The case to run.")
  var testCase: TestCase

  @OptionGroup var security: ClientSecurity

  @Option(help: "What to compress requests with: none, deflate or gzip.")
  var compression = Compression.none

  /// The algorithms by name.
  enum Compression: String, ExpressibleByArgument, CaseIterable {
    case none, deflate, gzip

    var algorithm: CompressionAlgorithm {
      switch self {
      case .none: .none
      case .deflate: .deflate
      case .gzip: .gzip
      }
    }
  }

  func run() async throws {
    let config = HTTP2ClientTransport.Config.defaults {
      if let serverHostOverride, !serverHostOverride.isEmpty { $0.authority = serverHostOverride }
      $0.compression = .init(algorithm: compression.algorithm, enabledAlgorithms: .all)
    }
    let transport = HTTP2ClientTransport(
      target: .dns(host: serverHost, port: serverPort),
      transportSecurity: security.transportSecurity, config: config)
    do {
      try await withGRPCClient(transport: transport) { client in
        try await testCase.run(InteropCases(client))
      }
    } catch {
      // ArgumentParser prints it to standard error and exits with 1.
      throw CaseFailure(description: "\(testCase.rawValue) failed: \(error)")
    }
  }
}
