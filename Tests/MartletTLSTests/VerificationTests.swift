#if TLS
  import Martlet
  import MartletTLS
  import Testing

  /// Which servers a client trusts, and what it says of those that it does not.
  @Suite(.timeLimit(.minutes(1)))
  struct VerificationTests {
    @Test func `A certificate for the address that is connected to is trusted`() async throws {
      let authority = try Authority()
      try await call(try authority.server().serving(), authority.trusting())
    }

    @Test(arguments: ["shop.example", "a.wild.example", "::1", "10.0.0.7"])
    func `A certificate is held against the name that was set`(_ name: String) async throws {
      let authority = try Authority()
      let server = try authority.server(["shop.example", "*.wild.example", "::1", "10.0.0.7"])
      try await call(server.serving(), authority.trusting { $0.serverHostname = name })
    }

    @Test(arguments: ["other.example", "wild.example", "a.b.wild.example", "10.0.0.8", "::2"])
    func `A certificate for other names is refused, and both are named`(_ name: String) async throws
    {
      let authority = try Authority()
      let server = try authority.server(["shop.example", "*.wild.example", "::1", "10.0.0.7"])
      let message = try await failure(
        server.serving(), authority.trusting { $0.serverHostname = name })
      #expect(message.contains("certificate for 'shop.example', '*.wild.example'"))
      #expect(message.contains("does not match '\(name)'"))
    }

    @Test func `The common name does not count as a host's name`() async throws {
      let authority = try Authority()
      let server = try authority.server(["127.0.0.1"]) { $0.commonName = "shop.example" }
      let message = try await failure(
        server.serving(), authority.trusting { $0.serverHostname = "shop.example" })
      #expect(message.contains("certificate for '127.0.0.1' does not match 'shop.example'"))
    }

    @Test func `An expired certificate is refused with its date`() async throws {
      let authority = try Authority()
      let server = try authority.server {
        $0.beginsAfter = .seconds(-7200)
        $0.endsAfter = .seconds(-3600)
      }
      let diagnostics = Diagnostics()
      let message = try await failure(
        server.serving { $0.onDiagnostic = diagnostics.handler }, authority.trusting())
      #expect(message.contains("certificate for '127.0.0.1' expired on 20"))
      #expect(await diagnostics.next(.certificateExpired).contains("expired on 20"))
    }

    @Test func `A certificate whose time has not begun is refused`() async throws {
      let authority = try Authority()
      let server = try authority.server { $0.beginsAfter = .seconds(3600) }
      let message = try await failure(server.serving(), authority.trusting())
      #expect(message.contains("certificate for '127.0.0.1' is not valid before 20"))
    }

    @Test func `A certificate of an authority that is not trusted is refused`() async throws {
      let server = try Authority("the other authority").server()
      let message = try await failure(server.serving(), try Authority().trusting())
      #expect(message.contains("was issued by 'CN=the other authority', which is not among"))
    }

    @Test func `A self-signed certificate is refused unless it is a trust root`() async throws {
      var request = CertificateRequest(commonName: "loner", use: .server)
      try request.add(host: "127.0.0.1")
      let server = try IssuedCertificate(request)
      let message = try await failure(server.serving(), try Authority().trusting())
      #expect(message.contains("certificate for '127.0.0.1' is self-signed"))
      try await call(
        server.serving(), .tls { $0.trustRoots = .certificates([server.source]) })
    }

    @Test func `A revoked certificate is refused, others of its issuer are not`() async throws {
      let authority = try Authority()
      let (good, bad) = (try authority.server(), try authority.server())
      let list = try authority.certificate.revocationList(of: [bad])
      let client = authority.trusting { $0.revocationLists = [.bytes(list, format: .pem)] }
      try await call(good.serving(), client)
      let message = try await failure(bad.serving(), client)
      #expect(message.contains("certificate for '127.0.0.1' was revoked"))
    }

    @Test func `A certificate for clients is refused of a server`() async throws {
      let authority = try Authority()
      let client = try authority.client("client") { $0.ipAddresses = ["127.0.0.1"] }
      let message = try await failure(client.serving(), authority.trusting())
      #expect(message.contains("certificate for '127.0.0.1' is refused: unsu"))
    }

    @Test func `Less can be asked of a certificate`() async throws {
      let authority = try Authority()
      let server = try authority.server(["other.example"])
      try await call(
        server.serving(),
        authority.trusting { $0.serverCertificateVerification = .noHostnameVerification })
      try await call(server.serving(), .tls { $0.serverCertificateVerification = .noVerification })
      let message = try await failure(
        server.serving(), .tls { $0.serverCertificateVerification = .noHostnameVerification })
      #expect(message.contains("which is not among the trust roots"))
    }

    @Test func `Versions that do not meet are named`() async throws {
      let authority = try Authority()
      let server = try authority.server().serving { $0.protocols.minimumVersion = .v1_3 }
      try await call(server, authority.trusting())
      let message = try await failure(
        server, authority.trusting { $0.protocols.maximumVersion = .v1_2 })
      #expect(message.contains("the server allows no version of TLS that is spoken here"))
    }

    @Test(arguments: [TLSConfig.Version.v1_2, .v1_3])
    func `Either version carries calls`(_ version: TLSConfig.Version) async throws {
      let authority = try Authority()
      try await call(
        try authority.server().serving { $0.protocols.maximumVersion = version },
        authority.trusting { $0.protocols.minimumVersion = version })
    }

    @Test func `DER is read as well as PEM`() async throws {
      let authority = try Authority()
      let server = try authority.server()
      try await call(
        .tls(
          certificateChain: [.bytes(server.certificateDER, format: .der)],
          privateKey: .bytes(server.privateKeyDER, format: .der)),
        .tls {
          $0.trustRoots = .certificates([
            .bytes(authority.certificate.certificateDER, format: .der)
          ])
        })
    }
  }
#endif
