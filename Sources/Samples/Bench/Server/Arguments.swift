internal import Martlet

/// What is asked of `bench-server` on its command line.
struct Arguments {
  private(set) var host = "127.0.0.1"
  private(set) var port = 0
  private(set) var loops: Int?
  private(set) var spinMicroseconds = 0
  private(set) var usesTLS = false
  private(set) var certificate = "certs/server.pem"
  private(set) var key = "certs/server.key"
  private(set) var clientAuthority: String?
  private(set) var wantsHelp = false

  static let help = """
    Serves bench.Echo, for measuring.

      --host ADDRESS     the IPv4 address to listen on; 127.0.0.1 by default
      --port PORT        the port to listen on; by default the system chooses one
      --loops COUNT      the number of event loops, each a thread; by default that of cores
      --spin-microseconds COUNT
                         look for events for so long before sleeping; 0 by default, at most 1000
      --tls              use TLS
      --cert FILE        the server's certificate, in PEM; certs/server.pem by default
      --key FILE         its key, in PEM; certs/server.key by default
      --client-ca FILE   require clients' certificates, issued by the authority in this file
    """

  /// An argument that is of no use, and why.
  struct Problem: Error, CustomStringConvertible {
    let description: String

    init(_ text: String) { description = "\(text); see --help" }
  }

  /// Reads `--name VALUE` and `--name=VALUE`.
  init(_ arguments: some Sequence<String>) throws(Problem) {
    var left = arguments.flatMap { argument in
      guard argument.hasPrefix("--") else { return [argument] }
      return argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map(String.init)
    }[...]
    while let name = left.popFirst() {
      switch name {
      case "--help", "-h": wantsHelp = true
      case "--tls": usesTLS = true
      case "--host": host = try Self.value(of: name, &left)
      case "--port": port = try Self.number(of: name, &left, in: 0...65_535)
      case "--loops": loops = try Self.number(of: name, &left, in: 1...256)
      case "--spin-microseconds":
        spinMicroseconds = try Self.number(of: name, &left, in: 0...1000)
      case "--cert": certificate = try Self.value(of: name, &left)
      case "--key": key = try Self.value(of: name, &left)
      case "--client-ca": clientAuthority = try Self.value(of: name, &left)
      default: throw Problem("there is no option '\(name)'")
      }
    }
  }

  private static func value(
    of name: String, _ left: inout ArraySlice<String>
  ) throws(Problem) -> String {
    guard let value = left.popFirst() else { throw Problem("\(name) needs a value") }
    return value
  }

  private static func number(
    of name: String, _ left: inout ArraySlice<String>, in range: ClosedRange<Int>
  ) throws(Problem) -> Int {
    let text = try value(of: name, &left)
    guard let number = Int(text), range.contains(number) else {
      throw Problem(
        "\(name) must be from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return number
  }

  /// The server that is asked for.
  func makeServer() throws(Problem) -> GRPCServer<HTTP2ServerTransport> {
    let config = HTTP2ServerTransport.Config.defaults { config in
      if let loops { config.loops = loops }
      // `big` sends 1 MiB of text, and whoever measures may want more.
      config.maxRequestMessageBytes = 64 << 20
      config.spinTime = .microseconds(spinMicroseconds)
      config.shutdownGracePeriod = .seconds(5)
    }
    return GRPCServer(
      transport: .http2(
        address: .ipv4(host: host, port: port), transportSecurity: try security, config: config),
      services: [EchoService()])
  }

  private var security: HTTP2ServerTransport.TransportSecurity {
    get throws(Problem) {
      guard usesTLS else { return .plaintext }
      #if TLS
        return .tls(
          certificateChain: [.file(path: certificate, format: .pem)],
          privateKey: .file(path: key, format: .pem)
        ) { config in
          guard let clientAuthority else { return }
          config.clientCertificateVerification = .noHostnameVerification
          config.trustRoots = .certificates([.file(path: clientAuthority, format: .pem)])
        }
      #else
        throw Problem("--tls needs a build with the package trait TLS")
      #endif
    }
  }
}
