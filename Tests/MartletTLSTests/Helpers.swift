#if TLS
  import BenchMessages
  import Foundation
  import Martlet
  import MartletTLS
  import Synchronization
  import ToolSupport

  typealias ServerTLS = HTTP2ServerTransport.TransportSecurity
  typealias ClientTLS = HTTP2ClientTransport.TransportSecurity

  /// An authority for one test, and what it issues.
  struct Authority {
    let certificate: IssuedCertificate

    init(_ name: String = "test authority") throws {
      certificate = try IssuedCertificate(CertificateRequest(commonName: name, use: .authority))
    }

    var roots: TLSConfig.TrustRootsSource {
      .certificates([.bytes(certificate.certificatePEM, format: .pem)])
    }

    func server(
      _ hosts: [String] = ["127.0.0.1"], _ change: (inout CertificateRequest) -> Void = { _ in }
    ) throws -> IssuedCertificate {
      try issue("server", .server, hosts: hosts, change)
    }

    func client(
      _ name: String, _ change: (inout CertificateRequest) -> Void = { _ in }
    ) throws -> IssuedCertificate {
      try issue(name, .client, hosts: [], change)
    }

    private func issue(
      _ name: String, _ use: CertificateRequest.Use, hosts: [String],
      _ change: (inout CertificateRequest) -> Void
    ) throws -> IssuedCertificate {
      var request = CertificateRequest(commonName: name, use: use)
      for host in hosts { try request.add(host: host) }
      change(&request)
      return try IssuedCertificate(request, issuer: certificate)
    }

    /// A client that trusts this authority, and shows a certificate if it is given one.
    func trusting(
      showing own: IssuedCertificate? = nil, _ configure: (inout ClientTLS.TLS) -> Void = { _ in }
    ) -> ClientTLS {
      .tls { config in
        config.trustRoots = roots
        if let own {
          config.certificateChain = [own.source]
          config.privateKey = own.keySource
        }
        configure(&config)
      }
    }
  }

  extension IssuedCertificate {
    var source: TLSConfig.CertificateSource { .bytes(certificatePEM, format: .pem) }
    var keySource: TLSConfig.PrivateKeySource { .bytes(privateKeyPEM, format: .pem) }

    /// A server that shows this certificate.
    func serving(_ configure: (inout ServerTLS.TLS) -> Void = { _ in }) -> ServerTLS {
      .tls(certificateChain: [source], privateKey: keySource, configure: configure)
    }
  }

  /// Answers with who asks, and echoes streams.
  struct Echo: Bench_Echo.SimpleServiceProtocol {
    func unary(
      request: Bench_EchoRequest, context: ServerContext
    ) async throws -> Bench_EchoReply {
      if let identity = context.peerIdentity {
        var metadata = Metadata()
        metadata.addString(identity.subject, forKey: "peer")
        metadata.addString(identity.spiffeID ?? "", forKey: "spiffe")
        metadata.addString(identity.dnsNames.joined(separator: ","), forKey: "names")
        metadata.addString("\(identity.certificate.count)", forKey: "certificate-bytes")
        context.addTrailingMetadata(metadata)
      }
      return .with {
        $0.text = request.text
        $0.n = request.n
      }
    }

    func serverStream(
      request: Bench_StreamRequest, response: RPCWriter<Bench_EchoReply>, context: ServerContext
    ) async throws {
      let text = String(repeating: "x", count: Int(request.payload))
      for number in 0..<request.count {
        try await response.write(
          .with {
            $0.n = number
            $0.text = text
          })
      }
    }

    func clientStream(
      request: RPCAsyncSequence<Bench_EchoRequest, any Error>, context: ServerContext
    ) async throws -> Bench_Summary {
      var summary = Bench_Summary()
      for try await _ in request { summary.count += 1 }
      return summary
    }

    func bidi(
      request: RPCAsyncSequence<Bench_EchoRequest, any Error>, response: RPCWriter<Bench_EchoReply>,
      context: ServerContext
    ) async throws {
      for try await message in request {
        try await response.write(
          .with {
            $0.n = message.n
            $0.text = message.text
          })
      }
    }
  }

  /// Serves while `body` runs, which gets the server's address.
  func serving(
    _ security: ServerTLS, configure: (inout HTTP2ServerTransport.Config) -> Void = { _ in },
    _ body: (HTTP2ServerTransport, SocketAddress) async throws -> Void
  ) async throws {
    let config = HTTP2ServerTransport.Config.defaults {
      $0.loops = 1
      $0.maxRequestMessageBytes = 16 << 20
      configure(&$0)
    }
    let transport = HTTP2ServerTransport(
      address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: security, config: config)
    try await withGRPCServer(transport: transport, services: [Echo()]) { _ in
      try await body(transport, try await transport.listeningAddress)
    }
  }

  /// Makes calls to `address`.
  func calling<Value: Sendable>(
    _ address: SocketAddress, _ security: ClientTLS,
    _ body: (Bench_Echo.Client<HTTP2ClientTransport>) async throws -> Value
  ) async throws -> Value {
    try await withGRPCClient(
      transport: .http2(target: .addresses([address]), transportSecurity: security)
    ) { client in try await body(Bench_Echo.Client(wrapping: client)) }
  }

  /// Makes one call to a new server; what comes of it.
  @discardableResult
  func call(_ server: ServerTLS, _ client: ClientTLS) async throws -> Metadata {
    let trailing = Mutex(Metadata())
    try await serving(server) { _, address in
      let found = try await calling(address, client) { try await trailers($0) }
      trailing.withLock { $0 = found }
    }
    return trailing.withLock { $0 }
  }

  /// Makes one call; the trailing metadata of its answer.
  func trailers(_ echo: Bench_Echo.Client<HTTP2ClientTransport>) async throws -> Metadata {
    try await echo.unary(.with { $0.n = 1 }) { response in
      _ = try response.message
      return response.trailingMetadata
    }
  }

  /// The message of the error that a call fails with, which must be UNAVAILABLE.
  func failure(_ server: ServerTLS, _ client: ClientTLS) async throws -> String {
    do {
      try await call(server, client)
      return "no error"
    } catch let error as RPCError {
      return error.code == .unavailable ? error.message : "\(error)"
    }
  }

  /// Gathers on any thread what a hook is told, for a test to wait for.
  final class Diagnostics: Sendable {
    private let (stream, continuation) = AsyncStream<TLSConfig.Diagnostic>.makeStream()

    var handler: TLSConfig.DiagnosticHandler {
      { [continuation] in continuation.yield($0) }
    }

    /// The next of a kind.
    func next(_ kind: TLSConfig.Diagnostic.Kind) async -> String {
      for await diagnostic in stream where diagnostic.kind == kind { return diagnostic.message }
      return "nothing"
    }
  }

  /// A folder that is gone after the test.
  final class TemporaryFolder: Sendable {
    let path = NSTemporaryDirectory() + "martlet-tls-" + UUID().uuidString

    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file as a whole; its path.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
      let file = "\(path)/\(name)"
      try CertificateFiles.write(bytes, to: file, isPrivate: true, replaces: true)
      return file
    }
  }
#endif
