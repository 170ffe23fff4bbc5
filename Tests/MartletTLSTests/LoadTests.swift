#if TLS
  import BenchMessages
  import Martlet
  import MartletTLS
  import Testing

  /// Much at once, over TLS.
  @Suite(.timeLimit(.minutes(2)))
  struct LoadTests {
    private func connected(
      _ body: (Bench_Echo.Client<HTTP2ClientTransport>) async throws -> Void
    ) async throws {
      let authority = try Authority()
      try await serving(try authority.server().serving()) { _, address in
        try await calling(address, authority.trusting(), body)
      }
    }

    @Test func `Large messages go both ways`() async throws {
      let text = String(repeating: "0123456789abcdef", count: 1 << 19)
      try await connected { echo in
        var options = CallOptions.defaults
        options.maxResponseMessageBytes = 16 << 20
        for _ in 0..<3 {
          let reply = try await echo.unary(.with { $0.text = text }, options: options)
          #expect(reply.text == text)
        }
      }
    }

    @Test func `A thousand calls at once are each answered`() async throws {
      try await connected { echo in
        let numbers = try await withThrowingTaskGroup(of: Int32.self) { group in
          for number in 0..<Int32(1000) {
            group.addTask { try await echo.unary(.with { $0.n = number }).n }
          }
          return try await group.reduce(into: Set<Int32>()) { $0.insert($1) }
        }
        #expect(numbers == Set(0..<1000))
      }
    }

    @Test func `A stream that is read slowly holds its writer back, and comes whole`() async throws
    {
      try await connected { echo in
        let request = Bench_StreamRequest.with {
          $0.count = 200
          $0.payload = 100_000
        }
        try await echo.serverStream(request) { response in
          var next: Int32 = 0
          for try await message in response.messages {
            #expect(message.n == next)
            #expect(message.text.utf8.count == 100_000)
            next += 1
            // Others have their turn, and windows run dry.
            for _ in 0..<20 { await Task.yield() }
          }
          #expect(next == 200)
        }
      }
    }

    @Test func `Streams each way keep their order`() async throws {
      try await connected { echo in
        try await echo.bidi { writer in
          for number in 0..<Int32(2000) { try await writer.write(.with { $0.n = number }) }
        } onResponse: { response in
          var next: Int32 = 0
          for try await message in response.messages {
            #expect(message.n == next)
            next += 1
          }
          #expect(next == 2000)
        }
      }
    }
  }
#endif
