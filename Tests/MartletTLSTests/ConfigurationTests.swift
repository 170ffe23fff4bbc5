#if TLS
  import Martlet
  import MartletTLS
  import Testing

  /// Configurations that are of no use, and what is said of them.
  @Suite(.timeLimit(.minutes(1)))
  struct ConfigurationTests {
    private func problem(_ security: ServerTLS) async throws -> String {
      let transport = HTTP2ServerTransport(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: security)
      let error = await #expect(throws: RuntimeError.self) {
        try await GRPCServer(transport: transport, services: [Echo()]).serve()
      }
      return error?.message ?? "no error"
    }

    @Test func `A file that is not there is named`() async throws {
      let server = try Authority().server()
      let message = try await problem(
        .tls(
          certificateChain: [.file(path: "/nowhere/server.pem", format: .pem)],
          privateKey: server.keySource))
      #expect(message.contains("cannot open '/nowhere/server.pem': no such file or directory"))
    }

    @Test func `A file without a certificate is named`() async throws {
      let folder = try TemporaryFolder()
      let path = try folder.write("server.pem", Array("nothing here".utf8))
      let message = try await problem(
        .tls(
          certificateChain: [.file(path: path, format: .pem)],
          privateKey: try Authority().server().keySource))
      #expect(message.contains("no certificate in PEM is in '\(path)'"))
    }

    @Test func `A key of another certificate is refused`() async throws {
      let authority = try Authority()
      let message = try await problem(
        .tls(
          certificateChain: [try authority.server(["a.example"]).source],
          privateKey: try authority.server().keySource))
      #expect(
        message.contains("the private key does not belong to the certificate for 'a.example'"))
    }

    @Test func `Ciphers that do not exist are refused`() async throws {
      let server = try Authority().server()
      let message = try await problem(server.serving { $0.protocols.cipherSuites = ["NONE_SUCH"] })
      #expect(message.contains("OpenSSL refuses the cipher suites 'NONE_SUCH'"))
    }

    @Test func `A client's calls say which of its files is of no use`() async throws {
      let message = try await failure(
        try Authority().server().serving(),
        .tls { $0.trustRoots = .certificates([.file(path: "/nowhere/ca.pem", format: .pem)]) })
      #expect(message.contains("cannot open '/nowhere/ca.pem'"))
    }
  }
#endif
