#if TLS
  import BenchMessages
  import Martlet
  import MartletTLS
  import Testing

  /// Certificates that are exchanged while a server runs.
  @Suite(.timeLimit(.minutes(1)))
  struct ReloadTests {
    /// The files of a server's certificate.
    private struct Files {
      let folder: TemporaryFolder
      let authority: Authority

      init() throws {
        folder = try TemporaryFolder()
        authority = try Authority()
        try write(names: ["old.example"])
      }

      func write(names: [String]) throws {
        let server = try authority.server(names)
        try folder.write("server.key", server.privateKeyPEM)
        try folder.write("server.pem", server.certificatePEM)
      }

      func serving(
        _ diagnostics: Diagnostics, interval: Duration?
      ) -> ServerTLS {
        .tls(
          certificateChain: [.file(path: "\(folder.path)/server.pem", format: .pem)],
          privateKey: .file(path: "\(folder.path)/server.key", format: .pem)
        ) { config in
          config.reloading.interval = interval
          config.onDiagnostic = diagnostics.handler
        }
      }

      /// Makes a call on a new connection, whose certificate must be for this name.
      func expect(_ name: String, at address: SocketAddress) async throws {
        _ = try await calling(address, authority.trusting { $0.serverHostname = name }) {
          try await trailers($0)
        }
      }
    }

    @Test func `New connections get the new certificate, old ones go on`() async throws {
      let files = try Files()
      try await serving(files.serving(Diagnostics(), interval: nil)) { transport, address in
        let old = files.authority.trusting { $0.serverHostname = "old.example" }
        try await calling(address, old) { echo in
          _ = try await echo.unary(.init())
          try files.write(names: ["new.example"])
          try transport.reloadCertificates()
          try await files.expect("new.example", at: address)
          _ = try await echo.unary(.init())
        }
        await #expect(throws: RPCError.self) { try await files.expect("old.example", at: address) }
      }
    }

    @Test func `A broken file is told of, and the old certificate stays`() async throws {
      let files = try Files()
      try await serving(files.serving(Diagnostics(), interval: nil)) { transport, address in
        try files.folder.write("server.pem", Array("broken".utf8))
        let error = #expect(throws: RuntimeError.self) { try transport.reloadCertificates() }
        #expect(error?.message.contains("no certificate in PEM is in") == true)
        try await files.expect("old.example", at: address)
        try files.folder.write("server.pem", try files.authority.server().certificatePEM)
        let other = #expect(throws: RuntimeError.self) { try transport.reloadCertificates() }
        #expect(other?.message.contains("the private key does not belong to") == true)
        try await files.expect("old.example", at: address)
      }
    }

    @Test func `Files are looked at again after a while`() async throws {
      let files = try Files()
      let diagnostics = Diagnostics()
      let security = files.serving(diagnostics, interval: .milliseconds(20))
      try await serving(security) { _, address in
        try files.folder.write("server.pem", Array("broken".utf8))
        #expect(await diagnostics.next(.reloadFailed).contains("the old ones stay"))
        try await files.expect("old.example", at: address)
        try files.write(names: ["new.example"])
        #expect(await diagnostics.next(.reloaded).contains("server.pem"))
        try await files.expect("new.example", at: address)
      }
    }
  }
#endif
