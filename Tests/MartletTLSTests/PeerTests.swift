#if TLS
  import Foundation
  import Martlet
  import MartletTLS
  import Testing
  import ToolSupport

  /// OpenSSL's own client, and peers that speak something else.
  @Suite(.timeLimit(.minutes(2)))
  struct PeerTests {
    /// What `openssl s_client` prints, connected to a server of ours.
    private func client(
      _ arguments: String, timeout: Duration = .seconds(10),
      _ configure: (inout ServerTLS.TLS) -> Void = { _ in }
    ) async throws -> String {
      let authority = try Authority()
      let folder = try TemporaryFolder()
      try folder.write("ca.pem", authority.certificate.certificatePEM)
      var output = ""
      let security = try authority.server().serving(configure)
      try await serving(security, configure: { $0.handshakeTimeout = timeout }) { _, address in
        let line = """
          cd "$0" && for last in first second; do \
          echo | openssl s_client -connect 127.0.0.1:"$1" -CAfile ca.pem \(arguments) 2>&1; done
          """
        let program = try Program.shell(
          line, [folder.path, "\(try #require(address.port))"])
        output = try await program.result().output
      }
      return output
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `OpenSSL's client agrees on HTTP/2`(_ version: String) async throws {
      let output = try await client("\(version) -alpn h2")
      #expect(output.contains("ALPN protocol: h2"))
      #expect(output.contains("Verification: OK"))
    }

    @Test(arguments: ["-alpn http/1.1", ""])
    func `A client that does not offer HTTP/2 is refused`(_ alpn: String) async throws {
      #expect(try await client(alpn).contains("alert no application protocol"))
    }

    @Test func `A client without ALPN is served where it is allowed`() async throws {
      let output = try await client("") { $0.requireALPN = false }
      #expect(output.contains("Verification: OK"))
      #expect(!output.contains("alert"))
    }

    @Test(arguments: ["-tls1_1 -cipher ALL:@SECLEVEL=0", "-tls1_2 -cipher AES128-SHA"])
    func `What is old is refused`(_ arguments: String) async throws {
      #expect(try await client("-alpn h2 \(arguments)").contains("alert"))
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `OpenSSL's client resumes a session`(_ version: String) async throws {
      // It waits until the server, which hears no HTTP/2, has had enough: tickets have come by
      // then.
      let output = try await client(
        "\(version) -alpn h2 -ign_eof $([ $last = second ] && echo -sess_in s.pem) -sess_out s.pem",
        timeout: .milliseconds(500))
      #expect(output.contains("New, TLSv1"))
      #expect(output.contains("Reused, TLSv1"))
    }

    @Test func `A peer in plaintext is told of in plain words`() async throws {
      let authority = try Authority()
      let diagnostics = Diagnostics()
      let server = try authority.server().serving { $0.onDiagnostic = diagnostics.handler }
      let message = try await failure(server, .plaintext)
      #expect(message.contains("no connection to"))
      let heard = await diagnostics.next(.handshakeFailed)
      #expect(heard.contains("the client does not speak TLS; it may speak plaintext"))
    }

    @Test func `A client says that its server speaks plaintext`() async throws {
      let message = try await failure(.plaintext, try Authority().trusting())
      #expect(message.contains("the server does not speak TLS; it may speak plaintext"))
    }

    @Test func `A client wants HTTP/2 of a server that knows no ALPN`() async throws {
      let authority = try Authority()
      let folder = try TemporaryFolder()
      let server = try authority.server()
      try folder.write("s.pem", server.certificatePEM)
      try folder.write("s.key", server.privateKeyPEM)
      let program = try Program.python(
        "no_alpn_server.py", ["\(folder.path)/s.pem", "\(folder.path)/s.key"])
      try await program.serve { port in
        let address = SocketAddress.ipv4(host: "127.0.0.1", port: try #require(Int(port)))
        let error = await #expect(throws: RPCError.self) {
          try await calling(address, authority.trusting()) { try await trailers($0) }
        }
        #expect(error?.message.contains("it chose no protocol by ALPN") == true)
      }
    }
  }
#endif
