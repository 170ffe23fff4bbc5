import BenchMessages
import Martlet
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ShippedInterceptorTests {
  private static let authentication = ServerBearerAuthentication { token, _ -> String? in
    if token == "busy" { throw RPCError(code: .unavailable, message: "ask again later") }
    return token == "let-me-in" ? "Ada" : nil
  }

  private static func greeter() -> TestService {
    var service = TestService()
    service.onUnary = { _, context in
      ServerResponse(
        message: .with {
          $0.text = context[ServerBearerAuthentication<String>.self] ?? "nobody"
        })
    }
    return service
  }

  @Test(arguments: Carrier.allCases)
  func `A valid bearer token tells the handler who calls`(carrier: Carrier) async throws {
    try await carrier.run(
      Self.greeter(), serverInterceptors: [.apply(Self.authentication, to: .all)],
      clientInterceptors: [ClientBearerAuthentication(token: "let-me-in")]
    ) { echo in
      let reply = try await echo.unary(.init()).text
      #expect(reply == "Ada")
    }
  }

  @Test(
    arguments: Carrier.allCases,
    [
      [], ["Bearer wrong"], ["Bearer"], ["Basic let-me-in"], ["let-me-in"],
      ["Bearer let-me-in", "Bearer let-me-in"], ["Bearer let-me-in twice"],
    ])
  func `A call without one valid bearer token is refused`(
    carrier: Carrier, values: [String]
  ) async throws {
    try await carrier.run(
      Self.greeter(), serverInterceptors: [.apply(Self.authentication, to: .all)]
    ) { echo in
      let metadata = Metadata(values.map { (key: "authorization", value: .string($0)) })
      let error = await #expect(throws: RPCError.self) {
        _ = try await echo.unary(.init(), metadata: metadata)
      }
      #expect(error?.code == .unauthenticated)
    }
  }

  @Test(arguments: Carrier.allCases)
  func `The scheme of a token may be in any case, and its validation fail`(
    carrier: Carrier
  ) async throws {
    try await carrier.run(
      Self.greeter(), serverInterceptors: [.apply(Self.authentication, to: .all)]
    ) { echo in
      let reply = try await echo.unary(.init(), metadata: ["authorization": "bEARER let-me-in"])
      #expect(reply.text == "Ada")
      let error = await #expect(throws: RPCError.self) {
        _ = try await echo.unary(.init(), metadata: ["authorization": "Bearer busy"])
      }
      #expect(error?.code == .unavailable)
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A request keeps its identifier on its way through services`(
    carrier: Carrier
  ) async throws {
    var inner = TestService()
    inner.onUnary = { request, context in
      ServerResponse(message: .with { $0.text = context[ServerRequestID.self] ?? "" })
    }
    try await carrier.run(
      inner, serverInterceptors: [.apply(ServerRequestID(), to: .all)],
      clientInterceptors: [ClientRequestID { "made-here" }]
    ) { innerEcho in
      var outer = TestService()
      outer.onUnary = { _, _ in ServerResponse(message: try await innerEcho.unary(.init())) }
      try await carrier.run(
        outer, serverInterceptors: [.apply(ServerRequestID { "made-outside" }, to: .all)]
      ) { echo in
        let given = try await echo.unary(.init(), metadata: ["x-request-id": "given"]) {
          ($0.metadata, try $0.message.text)
        }
        #expect(given.1 == "given")
        #expect(Array(given.0[stringValues: "x-request-id"]) == ["given"])
        let name = try await echo.unary(.init()).text
        #expect(name == "made-outside")
        let unfit: Metadata = ["x-request-id": .string(String(repeating: "x", count: 129))]
        let renewed = try await echo.unary(.init(), metadata: unfit).text
        #expect(renewed == "made-outside")
      }
      let fresh = try await innerEcho.unary(.init()).text
      #expect(fresh == "made-here")
    }
  }

  @Test func `Identifiers are 128 bits in hexadecimal`() {
    let (one, other) = (RequestID.random(), RequestID.random())
    #expect(one != other)
    #expect(one.utf8.count == 32)
    #expect(one.allSatisfy { $0.isHexDigit })
  }

  @Test(arguments: Carrier.allCases)
  func `Calls without a timeout get the default one`(carrier: Carrier) async throws {
    var service = TestService()
    service.onUnary = { _, context in
      let seconds = context.timeRemaining?.components.seconds ?? -1
      return ServerResponse(message: .with { $0.n = Int32(seconds) })
    }
    try await carrier.run(
      service, clientInterceptors: [ClientDefaultTimeout(.seconds(10_000))]
    ) { echo in
      let made = try await echo.unary(.init()).n
      #expect((9_000...10_000).contains(made))
      var options = CallOptions.defaults
      options.timeout = .seconds(80_000)
      let seconds = try await echo.unary(.init(), options: options).n
      #expect((70_000...80_000).contains(seconds))
    }
  }
}
