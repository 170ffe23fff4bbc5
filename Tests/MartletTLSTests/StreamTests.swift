#if TLS
  import MartletCore
  import MartletEventLoop
  import MartletTLS
  import Testing

  /// Both ends of TLS, without sockets: bytes from one are handed to the other.
  @Suite(.timeLimit(.minutes(1)))
  struct StreamTests {
    /// Runs `body` on an event loop, where streams live.
    private func onLoop<Value: Sendable>(
      _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
      let loop = try EventLoopPool.shared.clientLoop()
      return try await withCheckedThrowingContinuation { continuation in
        loop.execute { continuation.resume(with: Result { try body() }) }
      }
    }

    /// A client's and a server's side of connections, one after the other.
    private struct Pair: Sendable {
      let client: TLSEndpoint
      let server: TLSEndpoint

      init(configure: (inout TLSSettings) -> Void = { _ in }) throws {
        let authority = try Authority()
        let (own, other) = (try authority.server(["a.example"]), try authority.client("checkout"))
        func settings(
          showing certificate: IssuedCertificate,
          _ verification: TLSConfig.CertificateVerification
        ) -> TLSSettings {
          var settings = TLSSettings()
          settings.certificateChain = [certificate.source]
          settings.privateKey = certificate.keySource
          settings.verification = verification
          settings.trustRoots = authority.roots
          configure(&settings)
          return settings
        }
        server = TLSEndpoint(settings(showing: own, .noHostnameVerification), isServer: true)
        client = TLSEndpoint(settings(showing: other, .fullVerification), isServer: false)
      }

      func connection() throws -> Connection { try Connection(self) }
    }

    /// One connection, on the current loop.
    private struct Connection {
      let client: any SecureStream
      let server: any SecureStream

      init(_ pair: Pair) throws {
        let loop = try #require(EventLoop.current)
        client = try pair.client.makeStream(name: "a.example", on: loop)
        server = try pair.server.makeStream(name: nil, on: loop)
        try client.start()
      }

      /// Carries what there is, until neither has more to say.
      func shakeHands() throws {
        for _ in 0..<4 {
          _ = try carry([], from: client, to: server)
          _ = try carry([], from: server, to: client)
        }
        #expect(client.isOpen && server.isOpen)
      }

      /// What comes out when one says something to the other, in steps of a few bytes.
      func carry(
        _ bytes: [UInt8], from: any SecureStream, to: any SecureStream, step: Int = .max
      ) throws -> [UInt8] {
        let sealed = try Connection.sealed(bytes, by: from)
        var rest = sealed[...]
        var heard: [UInt8] = []
        while !rest.isEmpty {
          let part = Array(rest.prefix(step))
          rest = rest.dropFirst(part.count)
          let goesOn = try part.withUnsafeBytes { buffer in
            try to.receive(buffer) {
              heard += $0
              return true
            }
          }
          #expect(goesOn)
        }
        return heard
      }

      static func sealed(_ bytes: [UInt8], by stream: any SecureStream) throws -> [UInt8] {
        var buffer = MessageBuffer()
        bytes.withUnsafeBytes { buffer.append($0) }
        try stream.seal(&buffer)
        return buffer.withUnsafeBytes { Array($0) }
      }
    }

    @Test(arguments: [1, 5, 1000, Int.max])
    func `What is sealed comes out, however it is cut`(_ step: Int) async throws {
      let pair = try Pair()
      try await onLoop {
        let connection = try pair.connection()
        try connection.shakeHands()
        for size in [1, 16_384, 16_385, 100_000] {
          let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
          #expect(
            try connection.carry(bytes, from: connection.client, to: connection.server, step: step)
              == bytes)
          #expect(
            try connection.carry(bytes, from: connection.server, to: connection.client, step: step)
              == bytes)
        }
      }
    }

    @Test(arguments: [TLSConfig.Version.v1_2, .v1_3])
    func `A second connection resumes the first one's session`(
      _ version: TLSConfig.Version
    ) async throws {
      let pair = try Pair {
        $0.protocols.minimumVersion = version
        $0.protocols.maximumVersion = version
      }
      let resumed = try await onLoop {
        try (0..<3).map { _ in
          let connection = try pair.connection()
          try connection.shakeHands()
          defer { _ = connection.client.farewell() }
          // Who it is was shown the first time only.
          #expect(connection.server.peerIdentity?.commonName == "checkout")
          #expect(connection.client.peerIdentity?.dnsNames == ["a.example"])
          return connection.client.isResumed
        }
      }
      #expect(resumed == [false, true, true])
    }

    @Test func `Nothing is resumed where that is switched off, or after a reload`() async throws {
      let without = try Pair { $0.resumption.isEnabled = false }
      let reloaded = try Pair()
      try await onLoop {
        for pair in [without, reloaded] {
          for _ in 0..<2 {
            let connection = try pair.connection()
            try connection.shakeHands()
            #expect(connection.client.isResumed == false)
            _ = connection.client.farewell()
            try pair.client.reload()
          }
        }
      }
    }

    @Test func `A farewell ends what the other reads`() async throws {
      let pair = try Pair()
      try await onLoop {
        let connection = try pair.connection()
        try connection.shakeHands()
        let farewell = connection.server.farewell().withUnsafeBytes { Array($0) }
        #expect(!farewell.isEmpty)
        let goesOn = try farewell.withUnsafeBytes {
          try connection.client.receive($0) { _ in true }
        }
        #expect(!goesOn)
      }
    }

    @Test func `A byte that was changed on its way is noticed`() async throws {
      let pair = try Pair()
      try await onLoop {
        let connection = try pair.connection()
        try connection.shakeHands()
        var sealed = try Connection.sealed([1, 2, 3], by: connection.client)
        sealed[sealed.count - 1] ^= 1
        let changed = sealed
        #expect(throws: TLSFailure.self) {
          try changed.withUnsafeBytes { try connection.server.receive($0) { _ in true } }
        }
      }
    }

    @Test func `Random bytes fail a handshake, and never more`() async throws {
      let pair = try Pair()
      try await onLoop {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
          let connection = try pair.connection()
          var hello = try Connection.sealed([], by: connection.client)
          for _ in 0..<Int.random(in: 1...8) {
            hello[Int.random(in: 0..<hello.count)] = UInt8.random(in: 0...255, using: &generator)
          }
          let bytes = hello.prefix(Int.random(in: 1...hello.count))
          _ = try? Array(bytes).withUnsafeBytes { try connection.server.receive($0) { _ in true } }
          #expect(!connection.server.isOpen)
          _ = connection.server.farewell()
        }
      }
    }
  }
#endif
