import BenchMessages
import Martlet
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct InterceptorTests {
  /// One call of each kind; the number of requests and of responses is 1, 3, 3 and 3.
  private static func callAll(_ echo: any Bench_Echo.ClientProtocol) async throws -> [Metadata] {
    var ends: [Metadata] = []
    ends.append(
      try await echo.unary(.with { $0.n = 1 }) { Self.ends(of: $0.metadata, $0.trailingMetadata) })
    ends.append(
      try await echo.serverStream(.with { $0.count = 3 }) { try await Self.ends(of: $0) })
    ends.append(
      try await echo.clientStream { writer in
        for number in 0..<3 { try await writer.write(.with { $0.n = Int32(number) }) }
      } onResponse: {
        let summary = try $0.message.count
        #expect(summary == 3)
        return Self.ends(of: $0.metadata, $0.trailingMetadata)
      })
    ends.append(
      try await echo.bidi { writer in
        for number in 0..<3 { try await writer.write(.with { $0.n = Int32(number) }) }
      } onResponse: {
        try await Self.ends(of: $0)
      })
    return ends
  }

  private static func ends(of initial: Metadata, _ trailing: Metadata) -> Metadata {
    var metadata = initial
    metadata.add(contentsOf: trailing)
    return metadata
  }

  private static func ends(
    of response: StreamingClientResponse<Bench_EchoReply>
  ) async throws -> Metadata {
    var metadata = response.metadata
    var count: Int32 = 0
    for try await part in response.bodyParts {
      switch part {
      case .message(let message):
        #expect(message.n == count)
        count += 1
      case .trailingMetadata(let trailing): metadata.add(contentsOf: trailing)
      }
    }
    #expect(count == 3)
    return metadata
  }

  @Test(arguments: Carrier.allCases)
  func `A server's interceptors see every kind of call, in order`(carrier: Carrier) async throws {
    let log = Log()
    try await carrier.run(
      TestService(),
      serverInterceptors: [.apply(Probe("a", log), to: .all), .apply(Probe("b", log), to: .all)]
    ) { echo in
      for end in try await Self.callAll(echo) {
        #expect(Array(end[stringValues: "answered-by"]) == ["b", "a"])
        #expect(Array(end[stringValues: "ended-by"]) == ["b", "a"])
      }
    }
    #expect(
      log.lines
        == ["Unary", "ServerStream", "ClientStream", "Bidi"].flatMap {
          ["a > \($0)", "b > \($0)", "b < \($0)", "a < \($0)"]
        })
    #expect(log.messages == 2 * (1 + 3 + 1 + 3))
  }

  @Test(arguments: Carrier.allCases)
  func `A client's interceptors see every kind of call, in order`(carrier: Carrier) async throws {
    let log = Log()
    try await carrier.run(
      TestService(), clientInterceptors: [Probe("a", log), Probe("b", log)]
    ) { echo in
      for end in try await Self.callAll(echo) {
        #expect(Array(end[stringValues: "received-by"]) == ["b", "a"])
      }
      let reply = try await echo.unary(.with { $0.n = 7 }).n
      #expect(reply == 7)
    }
    #expect(
      log.lines
        == ["Unary", "ServerStream", "ClientStream", "Bidi", "Unary"].flatMap {
          ["a > \($0)", "b > \($0)", "b < \($0)", "a < \($0)"]
        })
    #expect(log.messages == 2 * (1 + 1 + 3 + 3 + 1))
  }

  @Test(arguments: Carrier.allCases)
  func `The handler finds the metadata that interceptors add`(carrier: Carrier) async throws {
    let log = Log()
    var service = TestService()
    service.onUnary = { request, _ in
      let names =
        Array(request.metadata[stringValues: "sent-by"])
        + Array(request.metadata[stringValues: "seen-by"])
      return ServerResponse(message: .with { $0.text = names.joined(separator: " ") })
    }
    try await carrier.run(
      service, serverInterceptors: [.apply(Probe("server", log), to: .all)],
      clientInterceptors: [Probe("client", log)]
    ) { echo in
      let reply = try await echo.unary(.init()).text
      #expect(reply == "client server")
    }
  }

  @Test(arguments: Carrier.allCases)
  func `An interceptor sees only the methods that it is for`(carrier: Carrier) async throws {
    let log = Log()
    try await carrier.run(
      TestService(),
      serverInterceptors: [
        .apply(Probe("method", log), to: .methods([Bench_Echo.Method.Unary.descriptor])),
        .apply(
          Probe("others", log),
          to: .allExcluding(services: [], methods: [Bench_Echo.Method.Unary.descriptor])),
        .apply(Probe("service", log), to: .services([Bench_Echo.descriptor])),
        .apply(Probe("none", log), to: .allMatching { $0.method == "Nothing" }),
      ]
    ) { echo in
      _ = try await echo.unary(.init())
      _ = try await echo.clientStream { _ in }
    }
    #expect(
      log.lines == [
        "method > Unary", "service > Unary", "service < Unary", "method < Unary",
        "others > ClientStream", "service > ClientStream", "service < ClientStream",
        "others < ClientStream",
      ])
  }

  @Test(arguments: Carrier.allCases)
  func `Interceptors see what a handler throws`(carrier: Carrier) async throws {
    let log = Log()
    var service = TestService()
    service.onUnary = { _, _ in throw RPCError(code: .dataLoss, message: "gone") }
    try await carrier.run(
      service, serverInterceptors: [.apply(Probe("server", log), to: .all)],
      clientInterceptors: [Probe("client", log)]
    ) { echo in
      let error = await #expect(throws: RPCError.self) { _ = try await echo.unary(.init()) }
      #expect(error?.code == .dataLoss, "\(String(describing: error))")
    }
    #expect(
      log.lines == ["client > Unary", "server > Unary", "server < dataLoss", "client < dataLoss"])
  }

  @Test(arguments: Carrier.allCases)
  func `An interceptor may try again`(carrier: Carrier) async throws {
    let attempts = Mutex(0)
    var service = TestService()
    service.onUnary = { request, _ in
      let attempt = attempts.withLock { count in
        count += 1
        return count
      }
      if attempt < 3 { throw RPCError(code: .unavailable, message: "not yet") }
      return ServerResponse(message: request.message.reply)
    }
    try await carrier.run(service, clientInterceptors: [Persistence()]) { echo in
      let reply = try await echo.unary(.with { $0.n = 5 }).n
      #expect(reply == 5)
    }
    #expect(attempts.withLock { $0 } == 3)
  }

  @Test(arguments: Carrier.allCases)
  func `A cancelled task cancels an intercepted call`(carrier: Carrier) async throws {
    let (begun, cancelled) = (Signal(), Signal())
    var service = TestService()
    service.onUnary = { _, context in
      begun.fire()
      try await context.cancellation.cancelled
      cancelled.fire()
      throw CancellationError()
    }
    let log = Log()
    try await carrier.run(
      service, serverInterceptors: [.apply(Probe("server", log), to: .all)],
      clientInterceptors: [Probe("client", log)]
    ) { echo in
      let call = Task { try await echo.unary(.init()) }
      await begun.wait()
      call.cancel()
      let error = await #expect(throws: RPCError.self) { _ = try await call.value }
      #expect(error?.code == .cancelled)
      await cancelled.wait()
    }
  }
}

/// Makes a call again for as long as it is rejected.
private struct Persistence: ClientInterceptor {
  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingClientRequest<Input>, context: ClientContext,
    next:
      @concurrent (StreamingClientRequest<Input>, ClientContext) async throws ->
      StreamingClientResponse<Output>
  ) async throws -> StreamingClientResponse<Output> {
    while true {
      let response = try await next(request, context)
      if case .success = response.accepted { return response }
    }
  }
}
