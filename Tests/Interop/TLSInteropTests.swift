#if TLS
  internal import Testing
  internal import ToolSupport

  /// The interop cases over TLS, with the names of gRPC's own test certificates.
  @Suite("Interop over TLS", .serialized) struct TLSInteropTests {
    private static func server(
      _ certificates: TestCertificates, isMutual: Bool
    ) throws -> Program {
      try .built(
        "interop-server",
        [
          "--port=0", "--use_tls=true", "--tls_cert_file=\(certificates("server.pem"))",
          "--tls_key_file=\(certificates("server.key"))",
        ] + (isMutual ? ["--tls_client_ca_file=\(certificates("ca.pem"))"] : []))
    }

    private static func client(
      _ port: String, _ testCase: String, _ certificates: TestCertificates, isMutual: Bool
    ) throws -> Program {
      try .built(
        "interop-client",
        [
          "--server_host=127.0.0.1", "--server_port=\(port)", "--test_case=\(testCase)",
          "--use_tls=true", "--use_test_ca=true", "--ca_file=\(certificates("ca.pem"))",
          "--server_host_override=foo.test.google.fr",
        ] + InteropTests.patience
          + (isMutual
            ? [
              "--tls_cert_file=\(certificates("client.pem"))",
              "--tls_key_file=\(certificates("client.key"))",
            ] : []))
    }

    private static func peerServer(
      _ certificates: TestCertificates, isMutual: Bool
    ) throws -> Program {
      try .python(
        "peer_server.py",
        [certificates("server.pem"), certificates("server.key")]
          + (isMutual ? [certificates("ca.pem")] : []))
    }

    private static func peerClient(
      _ port: String, _ testCase: String, _ certificates: TestCertificates, isMutual: Bool
    ) throws -> Program {
      try .python(
        "peer_client.py",
        [port, testCase, certificates("ca.pem")]
          + (isMutual ? [certificates("client.pem"), certificates("client.key")] : []))
    }

    @Test(
      "Our client passes against grpcio's server", .timeLimit(.minutes(3)),
      arguments: InteropTests.cases + InteropTests.soakCases + [
        "server_compressed_unary", "server_compressed_streaming",
      ])
    func ourClient(_ testCase: String) async throws {
      let certificates = try await TestCertificates()
      try await Self.peerServer(certificates, isMutual: false).serve { port in
        try await Self.client(port, testCase, certificates, isMutual: false).run()
      }
    }

    @Test(
      "grpcio's client passes against our server", .timeLimit(.minutes(3)),
      arguments: InteropTests.cases + InteropTests.compressionCases + InteropTests.peerCases)
    func ourServer(_ testCase: String) async throws {
      let certificates = try await TestCertificates()
      try await Self.server(certificates, isMutual: false).serve { port in
        try await Self.peerClient(port, testCase, certificates, isMutual: false).run()
      }
    }

    @Test("Both ways with certificates of clients", .timeLimit(.minutes(3)))
    func mutual() async throws {
      let certificates = try await TestCertificates()
      try await Self.peerServer(certificates, isMutual: true).serve { port in
        try await Self.client(port, "large_unary", certificates, isMutual: true).run()
        // Without one, it is refused.
        await #expect(throws: ProgramFailure.self) {
          try await Self.client(port, "empty_unary", certificates, isMutual: false).run()
        }
      }
      try await Self.server(certificates, isMutual: true).serve { port in
        try await Self.peerClient(port, "large_unary", certificates, isMutual: true).run()
        await #expect(throws: ProgramFailure.self) {
          try await Self.peerClient(port, "empty_unary", certificates, isMutual: false).run()
        }
      }
    }

    @Test("A client says which name a certificate is not for", .timeLimit(.minutes(3)))
    func wrongName() async throws {
      let certificates = try await TestCertificates()
      try await Self.peerServer(certificates, isMutual: false).serve { port in
        let error = await #expect(throws: ProgramFailure.self) {
          try await Program.built(
            "interop-client",
            [
              "--server_host=127.0.0.1", "--server_port=\(port)", "--test_case=empty_unary",
              "--use_tls=true", "--use_test_ca=true", "--ca_file=\(certificates("ca.pem"))",
              "--server_host_override=foo.test.google.be",
            ]
          ).run()
        }
        #expect(error?.description.contains("does not match 'foo.test.google.be'") == true)
      }
    }
  }
#endif
