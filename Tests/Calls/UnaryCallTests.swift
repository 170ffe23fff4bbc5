import BenchMessages
import Martlet
import Testing

@Suite(.timeLimit(.minutes(5)))
struct UnaryCallTests {
  @Test(arguments: Carrier.allCases)
  func `A request is answered`(carrier: Carrier) async throws {
    try await carrier.run(TestService()) { echo in
      let reply = try await echo.unary(
        .with {
          $0.text = "grüße"
          $0.n = -7
        })
      #expect(reply.text == "grüße")
      #expect(reply.n == -7)
    }
  }

  @Test(arguments: Carrier.allCases)
  func `Metadata travels both ways, text and bytes`(carrier: Carrier) async throws {
    var service = TestService()
    service.onUnary = { request, context in
      #expect(Array(request.metadata[stringValues: "tenant"]) == ["acme", "second"])
      #expect(Array(context.metadata[binaryValues: "trace-bin"]) == [[0, 255, 1]])
      try context.addInitialMetadata(["first": "1"])
      context.addTrailingMetadata(["last-bin": [9, 8]])
      return ServerResponse(message: request.message.reply)
    }
    let metadata: Metadata = ["tenant": "acme", "Tenant": "second", "trace-bin": [0, 255, 1]]
    try await carrier.run(service) { echo in
      try await echo.unary(Bench_EchoRequest(), metadata: metadata) { response in
        #expect(Array(response.metadata[stringValues: "first"]) == ["1"])
        #expect(Array(response.trailingMetadata[binaryValues: "last-bin"]) == [[9, 8]])
        _ = try response.message
      }
    }
  }

  @Test(arguments: Carrier.allCases)
  func `An error arrives with its code, message and metadata`(carrier: Carrier) async throws {
    var service = TestService()
    let thrown = RPCError(
      code: .failedPrecondition, message: "50 % of übung\n", metadata: ["why": "test"])
    service.onUnary = { _, _ in throw thrown }
    try await carrier.run(service) { echo in
      let error = await #expect(throws: RPCError.self) { _ = try await echo.unary(.init()) }
      #expect(error?.code == .failedPrecondition)
      #expect(error?.message == "50 % of übung\n")
      #expect(error.map { Array($0.metadata[stringValues: "why"]) } == ["test"])
    }
  }

  struct Secret: Error { let password = "hunter2" }

  @Test(arguments: Carrier.allCases)
  func `Any other error becomes UNKNOWN and keeps its text to itself`(
    carrier: Carrier
  ) async throws {
    var service = TestService()
    service.onUnary = { _, _ in throw Secret() }
    try await carrier.run(service) { echo in
      let error = await #expect(throws: RPCError.self) { _ = try await echo.unary(.init()) }
      #expect(error?.code == .unknown)
      #expect(error?.message.contains("hunter2") == false)
      #expect(error?.message.contains("bench.Echo/Unary") == true)
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A request above the response limit of its caller fails`(carrier: Carrier) async throws {
    var options = CallOptions.defaults
    options.maxResponseMessageBytes = 100
    try await carrier.run(TestService()) { [options] echo in
      let error = await #expect(throws: RPCError.self) {
        _ = try await echo.unary(
          .with { $0.text = String(repeating: "x", count: 200) }, options: options)
      }
      #expect(error?.code == .resourceExhausted)
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A request that its caller may not send is not sent`(carrier: Carrier) async throws {
    var options = CallOptions.defaults
    options.maxRequestMessageBytes = 100
    try await carrier.run(TestService()) { [options] echo in
      let error = await #expect(throws: RPCError.self) {
        _ = try await echo.unary(
          .with { $0.text = String(repeating: "x", count: 200) }, options: options)
      }
      #expect(error?.code == .resourceExhausted)
    }
  }

  @Test(arguments: Carrier.allCases)
  func `Messages of 4 MiB less their frame are carried both ways`(carrier: Carrier) async throws {
    try await carrier.run(TestService()) { echo in
      let text = String(repeating: "m", count: (4 << 20) - 16)
      let reply = try await echo.unary(.with { $0.text = text })
      #expect(reply.text.utf8.count == text.utf8.count)
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A message above 4 MiB is refused`(carrier: Carrier) async throws {
    try await carrier.run(TestService()) { echo in
      let text = String(repeating: "m", count: (4 << 20) + 1)
      let error = await #expect(throws: RPCError.self) {
        _ = try await echo.unary(.with { $0.text = text })
      }
      #expect(error?.code == .resourceExhausted)
      // The connection goes on.
      let reply = try await echo.unary(.with { $0.n = 3 })
      #expect(reply.n == 3)
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A thousand calls run at once`(carrier: Carrier) async throws {
    try await carrier.run(TestService()) { echo in
      let sum = try await withThrowingTaskGroup(of: Int32.self) { group in
        for number in 1...1000 {
          group.addTask { try await echo.unary(.with { $0.n = Int32(number) }).n }
        }
        return try await group.reduce(0, +)
      }
      #expect(sum == 500_500)
    }
  }
}
