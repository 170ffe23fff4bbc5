import BenchMessages
import Martlet
import Testing

/// What becomes of metadata that gRPC cannot carry.
@Suite("Metadata that cannot travel", .timeLimit(.minutes(1)))
struct MetadataRuleTests {
  /// Metadata, and what is said of it.
  private static let cases: [(Metadata, String)] = [
    (["my key": "a"], "the key 'my key'"),
    (["kéy": "a"], "the key 'kéy'"),
    (["": "a"], "an empty key"),
    ([":path": "/"], "the key ':path'"),
    (["good": "a", "name": "Zoë"], "the metadata 'name' is not printable ASCII"),
    (["name": "a\r\nb: c"], "the metadata 'name' is not printable ASCII"),
  ]

  @Test(arguments: Carrier.allCases)
  func `A client's call fails, and says why`(carrier: Carrier) async throws {
    try await carrier.run(TestService()) { echo in
      for (metadata, reason) in Self.cases {
        let error = await #expect(throws: RPCError.self) {
          _ = try await echo.unary(.init(), metadata: metadata)
        }
        #expect(error?.code == .internalError)
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
      }
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A server's call fails, and says why`(carrier: Carrier) async throws {
    for (metadata, reason) in Self.cases {
      for isInitial in [true, false] {
        var service = TestService()
        service.onUnary = { request, context in
          if isInitial { try context.addInitialMetadata(metadata) }
          return ServerResponse(
            message: request.message.reply, trailingMetadata: isInitial ? [:] : metadata)
        }
        let error = try await carrier.run(service) { echo in
          await #expect(throws: RPCError.self) { _ = try await echo.unary(.init()) }
        }
        #expect(error?.code == .internalError)
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
      }
    }
  }

  @Test(arguments: Carrier.allCases)
  func `An error stays what it is`(carrier: Carrier) async throws {
    var service = TestService()
    service.onUnary = { _, _ in
      throw RPCError(code: .notFound, message: "no such thing", metadata: ["my key": "a"])
    }
    let error = try await carrier.run(service) { echo in
      await #expect(throws: RPCError.self) { _ = try await echo.unary(.init()) }
    }
    #expect(error?.code == .notFound)
    #expect(error?.message.hasPrefix("no such thing (metadata cannot have the key") == true)
  }

  @Test(arguments: Carrier.allCases)
  func `A stream's initial metadata ends it at once`(carrier: Carrier) async throws {
    var service = TestService()
    service.onServerStream = { _, _ in
      StreamingServerResponse(metadata: ["my key": "a"]) { writer in
        while true { try await writer.write(.init()) }
      }
    }
    let error = try await carrier.run(service) { echo in
      await #expect(throws: RPCError.self) {
        try await echo.serverStream(.init()) { response in
          for try await _ in response.messages { Issue.record("a message came") }
        }
      }
    }
    #expect(error?.code == .internalError)
  }
}
