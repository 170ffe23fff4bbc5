internal import Testing
internal import ToolSupport

/// The interop cases with Envoy between client and server, as a proxy of HTTP/2.
@Suite("Interop through Envoy", .serialized) struct EnvoyInteropTests {
  private static let name = "foo.test.google.fr"

  /// For all cases, which share a server and Envoy.
  private static let limitSeconds = 240

  /// Runs cases one after the other, each to its end whatever came of others.
  private static func run(
    _ cases: [String], _ server: Program, _ envoy: (_ port: String) throws -> Program,
    _ client: (_ port: String, _ testCase: String) throws -> Program
  ) async throws {
    var server = server
    server.limitSeconds = limitSeconds
    try await server.serve { port in
      var envoy = try envoy(port)
      envoy.limitSeconds = limitSeconds
      try await envoy.serveAndJudge { port in
        for testCase in cases {
          await #expect(throws: Never.self, "\(testCase)") {
            try await client(port, testCase).run()
          }
        }
      }
    }
  }

  @Test("Our client passes against grpcio's server", .timeLimit(.minutes(5)))
  func ourClient() async throws {
    let cases =
      InteropTests.cases + InteropTests.soakCases
      + ["server_compressed_unary", "server_compressed_streaming"]
    try await Self.run(cases, .python("peer_server.py")) {
      try .python("envoy_proxy.py", [$0])
    } _: {
      try InteropTests.client($0, $1)
    }
  }

  @Test("grpcio's client passes against our server", .timeLimit(.minutes(5)))
  func ourServer() async throws {
    let cases = InteropTests.cases + InteropTests.compressionCases + InteropTests.peerCases
    try await Self.run(cases, InteropTests.server()) {
      try .python("envoy_proxy.py", [$0])
    } _: {
      try .python("peer_client.py", [$0, $1])
    }
  }

  @Test("Browsers reach our server by gRPC-Web", .timeLimit(.minutes(5)))
  func web() async throws {
    try await InteropTests.server().serve { port in
      try await Program.python("envoy_proxy.py", [port]).serveAndJudge { port in
        try await Program.python("web_client.py", [port]).run()
      }
    }
  }

  #if TLS
    private static func secured(
      _ certificates: TestCertificates
    ) -> (_ port: String) throws -> Program {
      {
        try .python(
          "envoy_proxy.py",
          [
            $0, certificates("server.pem"), certificates("server.key"), certificates("ca.pem"),
            name,
          ])
      }
    }

    @Test("Our client passes against grpcio's server, over TLS", .timeLimit(.minutes(5)))
    func ourClientSecured() async throws {
      let certificates = try await TestCertificates()
      let server = try Program.python(
        "peer_server.py", [certificates("server.pem"), certificates("server.key")])
      try await Self.run(InteropTests.cases, server, Self.secured(certificates)) {
        try InteropTests.client(
          $0, $1,
          [
            "--use_tls=true", "--use_test_ca=true", "--ca_file=\(certificates("ca.pem"))",
            "--server_host_override=\(Self.name)",
          ])
      }
    }

    @Test("grpcio's client passes against our server, over TLS", .timeLimit(.minutes(5)))
    func ourServerSecured() async throws {
      let certificates = try await TestCertificates()
      let server = try Program.built(
        "interop-server",
        [
          "--port=0", "--use_tls=true", "--tls_cert_file=\(certificates("server.pem"))",
          "--tls_key_file=\(certificates("server.key"))",
        ])
      let cases = InteropTests.cases + InteropTests.peerCases
      try await Self.run(cases, server, Self.secured(certificates)) {
        try .python("peer_client.py", [$0, $1, certificates("ca.pem")])
      }
    }
  #endif
}
