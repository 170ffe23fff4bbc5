internal import ArgumentParser
internal import Martlet

/// Which server to call, and how.
struct ServerOptions: ParsableArguments {
  @Option(name: .customLong("server_host"), help: "The server's name or address.")
  var serverHost = "localhost"

  @Option(
    name: .customLong("server_host_override"),
    help: "The name to claim to be connecting to: the :authority, and whom TLS expects.")
  var serverHostOverride: String?

  @Option(name: .customLong("server_port"), help: "The server's port.")
  var serverPort: Int

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

  /// A transport that connects there.
  var transport: HTTP2ClientTransport {
    let config = HTTP2ClientTransport.Config.defaults {
      if let serverHostOverride, !serverHostOverride.isEmpty { $0.authority = serverHostOverride }
      $0.compression = .init(algorithm: compression.algorithm, enabledAlgorithms: .all)
    }
    return HTTP2ClientTransport(
      target: .dns(host: serverHost, port: serverPort),
      transportSecurity: security.transportSecurity, config: config)
  }

  /// The server as tokens name it: without the port that goes without saying.
  var audience: String {
    if let serverHostOverride, !serverHostOverride.isEmpty { return serverHostOverride }
    return serverPort == 443 ? serverHost : "\(serverHost):\(serverPort)"
  }
}
