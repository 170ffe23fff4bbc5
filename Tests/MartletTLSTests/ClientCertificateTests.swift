#if TLS
  import BenchMessages
  import Martlet
  import MartletTLS
  import Testing

  /// Clients that show a certificate, or should.
  @Suite(.timeLimit(.minutes(1)))
  struct ClientCertificateTests {
    private func mutual(
      _ authority: Authority, _ configure: (inout ServerTLS.TLS) -> Void = { _ in }
    ) throws -> ServerTLS {
      let server = try authority.server()
      return .mTLS(certificateChain: [server.source], privateKey: server.keySource) { config in
        config.trustRoots = authority.roots
        configure(&config)
      }
    }

    @Test(arguments: [TLSConfig.Version.v1_2, .v1_3])
    func `A handler learns who calls`(_ version: TLSConfig.Version) async throws {
      let authority = try Authority()
      let client = try authority.client("checkout") {
        $0.dnsNames = ["a.example", "b.example"]
        $0.uris = ["spiffe://example.org/checkout"]
      }
      let trailing = try await call(
        try mutual(authority),
        authority.trusting(showing: client) { $0.protocols.maximumVersion = version })
      #expect(Array(trailing[stringValues: "peer"]) == ["CN=checkout"])
      #expect(Array(trailing[stringValues: "spiffe"]) == ["spiffe://example.org/checkout"])
      #expect(Array(trailing[stringValues: "names"]) == ["a.example,b.example"])
      #expect(
        Array(trailing[stringValues: "certificate-bytes"]) == ["\(client.certificateDER.count)"])
    }

    @Test func `A client without a certificate is refused where one is required`() async throws {
      let authority = try Authority()
      let diagnostics = Diagnostics()
      let message = try await failure(
        try mutual(authority) { $0.onDiagnostic = diagnostics.handler }, authority.trusting())
      #expect(message.contains("the server requires a certificate of ours"))
      let heard = await diagnostics.next(.handshakeFailed)
      #expect(heard.contains("the client showed no certificate, and one is required"))
    }

    @Test func `A client of another authority is refused`() async throws {
      let authority = try Authority()
      let stranger = try Authority("strangers").client("mallory")
      let diagnostics = Diagnostics()
      let message = try await failure(
        try mutual(authority) { $0.onDiagnostic = diagnostics.handler },
        authority.trusting(showing: stranger))
      #expect(message.contains("the server does not trust who issued our certificate"))
      let heard = await diagnostics.next(.handshakeFailed)
      #expect(heard.contains("certificate of 'mallory' was issued by 'CN=strangers'"))
    }

    @Test func `A certificate may be optional, but must be good`() async throws {
      let authority = try Authority()
      let server = try mutual(authority) {
        $0.clientCertificateVerification = .optionalVerification
      }
      let anonymous = try await call(server, authority.trusting())
      #expect(Array(anonymous[stringValues: "peer"]) == [])
      let known = try await call(
        server, authority.trusting(showing: try authority.client("checkout")))
      #expect(Array(known[stringValues: "peer"]) == ["CN=checkout"])
      let message = try await failure(
        server, authority.trusting(showing: try Authority().client("mallory")))
      #expect(message.contains("TLS") && !message.contains("no error"))
    }

    @Test func `A client that is not asked has no identity`() async throws {
      let authority = try Authority()
      let trailing = try await call(
        try authority.server().serving(),
        authority.trusting(showing: try authority.client("checkout")))
      #expect(Array(trailing[stringValues: "peer"]) == [])
    }

    @Test func `Calls are allowed by who makes them and what they call`() async throws {
      let authority = try Authority()
      let server = try mutual(authority) { config in
        config.authorize = { identity, method in
          identity?.commonName == "checkout" && method.method == "Unary"
            ? .allow : .deny("\(identity?.commonName ?? "nobody") may not call \(method.method)")
        }
      }
      let (checkout, other) = (try authority.client("checkout"), try authority.client("reports"))
      try await serving(server) { _, address in
        try await calling(address, authority.trusting(showing: checkout)) { echo in
          _ = try await echo.unary(.with { $0.n = 1 })
          let error = await #expect(throws: RPCError.self) { try await echo.clientStream { _ in } }
          #expect(error?.code == .permissionDenied)
          #expect(error?.message == "checkout may not call ClientStream")
        }
        try await calling(address, authority.trusting(showing: other)) { echo in
          let error = await #expect(throws: RPCError.self) { try await echo.unary(.init()) }
          #expect(error?.code == .permissionDenied)
          #expect(error?.message == "reports may not call Unary")
        }
      }
    }

    @Test(arguments: [
      (["spiffe://example.org/a"], "spiffe://example.org/a"),
      (["spiffe://example.org/a", "https://example.org"], nil), (["https://example.org"], nil),
      (["spiffe:///a"], nil), ([], nil),
    ])
    func `A SPIFFE ID is the only URI, and has a trust domain`(_ uris: [String], _ id: String?) {
      #expect(PeerIdentity(subject: "CN=a", uris: uris).spiffeID == id)
    }
  }
#endif
