import BenchMessages
import Martlet
import Synchronization
import Testing

/// Calls that are hedged by a service config or an execution policy (gRFC A6).
@Suite(.timeLimit(.minutes(1)))
struct HedgingTests {
  /// By default, no attempt is made but the first and those that a failure leads to.
  private static func policy(
    _ attempts: Int = 3, delay: Duration = .seconds(3600)
  ) -> RPCExecutionPolicy {
    .hedge(
      HedgingPolicy(
        maxAttempts: attempts, hedgingDelay: delay, nonFatalStatusCodes: [.unavailable, .aborted]))
  }

  @Test(arguments: Carrier.allCases, EchoCalls.ofEachKind.keys.sorted())
  func `Of several attempts at a call of any kind the first answer counts`(
    carrier: Carrier, kind: String
  ) async throws {
    let backend = Backend(.readAndHang, .hang, .answer)
    let call = try #require(EchoCalls.ofEachKind[kind])
    let config = ServiceConfig.ofEcho(Self.policy(delay: .milliseconds(1)))
    let answer = try await carrier.run(backend.service, serviceConfig: config) { echo in
      let answer = try await call(echo)
      for attempt in backend.attempts[..<2] where attempt.begun.hasFired {
        await attempt.cancelled.wait()
      }
      return answer
    }
    #expect(answer == 3)
    #expect(Set(backend.previous).isSubset(of: ["", "1", "2"]))
    #expect(backend.previous.last == "2")
  }

  @Test(arguments: Carrier.allCases)
  func `The others are cancelled once one is answered`(carrier: Carrier) async throws {
    let together = Signal()
    let backend = Backend(.hang, .answerAfter(together), .hang)
    let config = ServiceConfig.ofEcho(Self.policy(delay: .zero))
    try await carrier.run(backend.service, serviceConfig: config) { echo in
      let call = Task { try await echo.unary(.with { $0.n = 3 }) }
      for attempt in backend.attempts { await attempt.begun.wait() }
      together.fire()
      let answer = try await call.value
      #expect(answer.n == 3)
      await backend.attempts[0].cancelled.wait()
      await backend.attempts[2].cancelled.wait()
    }
    #expect(backend.previous == ["", "1", "2"])
  }

  @Test(arguments: Carrier.allCases, EchoCalls.ofEachKind.keys.sorted())
  func `A failure that is not fatal makes the next attempt at once`(
    carrier: Carrier, kind: String
  ) async throws {
    let backend = Backend(.fail(.unavailable), .fail(.aborted), .answer)
    let call = try #require(EchoCalls.ofEachKind[kind])
    let answer = try await carrier.run(
      backend.service, serviceConfig: .ofEcho(Self.policy()), { try await call($0) })
    #expect(answer == 3)
    #expect(backend.previous == ["", "1", "2"])
  }

  @Test(arguments: Carrier.allCases)
  func `A fatal failure ends the call and its other attempts`(carrier: Carrier) async throws {
    let together = Signal()
    let fatal = RPCError(code: .notFound, message: "nowhere")
    let backend = Backend(.hang, .failAfter(together, fatal), .hang)
    let config = ServiceConfig.ofEcho(Self.policy(delay: .zero))
    try await carrier.run(backend.service, serviceConfig: config) { echo in
      let call = Task { try await echo.unary(.init()) }
      for attempt in backend.attempts { await attempt.begun.wait() }
      together.fire()
      let error = await #expect(throws: RPCError.self) { try await call.value }
      #expect(error?.code == .notFound)
      #expect(error?.message == "nowhere")
      await backend.attempts[0].cancelled.wait()
      await backend.attempts[2].cancelled.wait()
    }
  }

  @Test(arguments: Carrier.allCases, EchoCalls.ofEachKind.keys.sorted())
  func `A call fails when its last attempt does`(carrier: Carrier, kind: String) async throws {
    let backend = Backend(.fail(.unavailable), .fail(.unavailable), .fail(.aborted))
    let call = try #require(EchoCalls.ofEachKind[kind])
    let error = await #expect(throws: RPCError.self) {
      try await carrier.run(
        backend.service, serviceConfig: .ofEcho(Self.policy()), { _ = try await call($0) })
    }
    #expect(error?.code == .aborted)
    #expect(error?.message == "not this time")
    #expect(backend.previous == ["", "1", "2"])
  }

  @Test func `A failure waits for what becomes of the other attempts`() async throws {
    let failed = Signal()
    let backend = Backend(.answerAfter(failed), .fail(.unavailable, pushback: "-1"))
    let config = ServiceConfig.ofEcho(Self.policy(2, delay: .zero))
    try await Carrier.tcp.run(backend.service, serviceConfig: config) { echo in
      let call = Task { try await echo.unary(.with { $0.n = 3 }) }
      await backend.attempts[1].begun.wait()
      failed.fire()
      let answer = try await call.value
      #expect(answer.n == 3)
    }
  }

  @Test(arguments: ["-1", "soon"])
  func `The server may want no other attempt`(_ pushback: String) async throws {
    let backend = Backend(.fail(.unavailable, pushback: pushback), .answer)
    await #expect(throws: RPCError.self) {
      try await Carrier.tcp.run(backend.service, serviceConfig: .ofEcho(Self.policy())) {
        _ = try await $0.unary(.init())
      }
    }
    #expect(backend.previous == [""])
  }

  @Test func `The server says when the next attempt is made`() async throws {
    let backend = Backend(.fail(.unavailable, pushback: "1"), .answer)
    try await Carrier.tcp.run(backend.service, serviceConfig: .ofEcho(Self.policy())) {
      _ = try await $0.unary(.init())
    }
    #expect(backend.previous == ["", "1"])
  }

  @Test func `An attempt for which there is no time is not waited for`() async throws {
    let backend = Backend(.fail(.unavailable, pushback: "3600000"), .answer)
    let config = ServiceConfig.ofEcho(Self.policy(), timeout: .seconds(20))
    let error = await #expect(throws: RPCError.self) {
      try await Carrier.tcp.run(backend.service, serviceConfig: config) {
        _ = try await $0.unary(.init())
      }
    }
    #expect(error?.code == .unavailable)
    #expect(backend.previous == [""])
  }

  @Test(arguments: Carrier.allCases)
  func `All attempts together have the time of one call`(carrier: Carrier) async throws {
    let backend = Backend(.hang, .hang, .hang, .hang, .hang)
    let config = ServiceConfig.ofEcho(
      Self.policy(5, delay: .milliseconds(1)), timeout: .milliseconds(200))
    try await carrier.run(backend.service, serviceConfig: config) { echo in
      let error = await #expect(throws: RPCError.self) { _ = try await echo.unary(.init()) }
      #expect(error?.code == .deadlineExceeded)
      for attempt in backend.attempts where attempt.begun.hasFired {
        await attempt.cancelled.wait()
      }
    }
  }

  @Test func `A delay beyond all clocks is no delay that ends`() async throws {
    let backend = Backend(.answer)
    let policy = Self.policy(delay: .seconds(Int64.max))
    try await Carrier.tcp.run(backend.service, serviceConfig: .ofEcho(policy)) {
      _ = try await $0.unary(.init())
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A cancelled task cancels every attempt`(carrier: Carrier) async throws {
    let backend = Backend(.hang, .hang, .hang)
    let config = ServiceConfig.ofEcho(Self.policy(delay: .zero))
    try await carrier.run(backend.service, serviceConfig: config) { echo in
      let call = Task { try await echo.unary(.init()) }
      for attempt in backend.attempts { await attempt.begun.wait() }
      call.cancel()
      let error = await #expect(throws: RPCError.self) { try await call.value }
      #expect(error?.code == .cancelled)
      for attempt in backend.attempts { await attempt.cancelled.wait() }
    }
  }

  @Test func `A cancelled task waits for no other attempt`() async throws {
    let backend = Backend(.fail(.unavailable, pushback: "3600000"))
    var service = backend.service
    service.onServerStream = TestService().onServerStream
    try await Carrier.tcp.run(service, serviceConfig: .ofEcho(Self.policy())) { echo in
      let call = Task { try await echo.unary(.init()) }
      await backend.attempts[0].begun.wait()
      // Another call is answered after the failure, so that the task waits by now.
      try await echo.serverStream(.init()) { _ in }
      call.cancel()
      let error = await #expect(throws: RPCError.self) { try await call.value }
      #expect(error?.code == .cancelled)
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A call that has been answered is not made again`(carrier: Carrier) async throws {
    let count = Atomic<Int>(0)
    var service = TestService()
    service.onServerStream = { _, _ in
      count.add(1, ordering: .relaxed)
      return StreamingServerResponse { writer in
        try await writer.write(.init())
        throw RPCError(code: .unavailable, message: "too late")
      }
    }
    let flaky = service
    await #expect(throws: RPCError.self) {
      try await carrier.run(flaky, serviceConfig: .ofEcho(Self.policy())) { echo in
        try await echo.serverStream(.init()) { for try await _ in $0.messages {} }
      }
    }
    #expect(count.load(ordering: .relaxed) == 1)
  }

  @Test func `A call that is shut down meanwhile is not made again`() async throws {
    let shutDown = Signal()
    let failure = RPCError(code: .unavailable, message: "not yet")
    let backend = Backend(.failAfter(shutDown, failure), .answer)
    try await Carrier.tcp.serve([backend.service], serviceConfig: .ofEcho(Self.policy())) {
      client in
      let call = Task { try await Bench_Echo.Client(wrapping: client).unary(.init()) }
      await backend.attempts[0].begun.wait()
      client.beginGracefulShutdown()
      shutDown.fire()
      let error = await #expect(throws: RPCError.self) { try await call.value }
      #expect(error?.code == .unavailable)
    }
    #expect(backend.previous == [""])
  }

  @Test func `A call whose producer fails is not made again`() async throws {
    let backend = Backend(.answer)
    try await Carrier.tcp.run(backend.service, serviceConfig: .ofEcho(Self.policy())) { echo in
      let error = await #expect(throws: RPCError.self) {
        _ = try await echo.clientStream { writer in
          try await writer.write(.init())
          throw RPCError(code: .unavailable, message: "nothing more to say")
        }
      }
      #expect(error?.message == "nothing more to say")
    }
    #expect(backend.previous.count <= 1)
  }

  @Test func `A call's own policy comes before the config's`() async throws {
    let backend = Backend(.fail(.unavailable), .fail(.unavailable), .answer)
    try await Carrier.tcp.run(backend.service, serviceConfig: .ofEcho(Self.policy(2))) { echo in
      var options = CallOptions.defaults
      options.executionPolicy = Self.policy(3)
      _ = try await echo.unary(.init(), options: options)
    }
    #expect(backend.previous == ["", "1", "2"])
  }

  @Test func `Interceptors see one call, and where it was answered`() async throws {
    let backend = Backend(.fail(.unavailable), .fail(.unavailable), .answer)
    let log = Log()
    try await Carrier.inProcess.run(
      backend.service, clientInterceptors: [Probe("a", log), PeerNote(log)],
      serviceConfig: .ofEcho(Self.policy())
    ) { _ = try await $0.unary(.init()) }
    #expect(backend.previous == ["", "1", "2"])
    #expect(log.lines == ["a > Unary", "in-process:server", "a < Unary"])
    #expect(log.messages == 1)
  }

  @Test func `Hedged calls and those that are made again share the throttle`() async throws {
    let throttling = try ServiceConfig.RetryThrottling(maxTokens: 10, tokenRatio: 10)
    let isWell = Atomic<Bool>(false)
    let count = Atomic<Int>(0)
    var service = TestService()
    service.onUnary = { request, _ in
      count.add(1, ordering: .relaxed)
      guard isWell.load(ordering: .relaxed) else {
        throw RPCError(code: .unavailable, message: "not yet")
      }
      return ServerResponse(message: request.message.reply)
    }
    /// The attempts at a call.
    @Sendable func attempts(
      _ echo: any Bench_Echo.ClientProtocol, _ policy: RPCExecutionPolicy
    ) async -> Int {
      let before = count.load(ordering: .relaxed)
      var options = CallOptions.defaults
      options.executionPolicy = policy
      _ = try? await echo.unary(.init(), options: options)
      return count.load(ordering: .relaxed) - before
    }
    let again = RPCExecutionPolicy.retry(
      RetryPolicy(
        maxAttempts: 5, initialBackoff: .milliseconds(1), maxBackoff: .milliseconds(1),
        backoffMultiplier: 1, retryableStatusCodes: [.unavailable]))
    let config = ServiceConfig.ofEcho(Self.policy(), throttling: throttling)
    try await Carrier.tcp.run(service, serviceConfig: config) { echo in
      #expect(await attempts(echo, Self.policy(5)) == 5)
      #expect(await attempts(echo, again) == 1)
      #expect(await attempts(echo, Self.policy(5)) == 1)
      // A success fills the bucket.
      isWell.store(true, ordering: .relaxed)
      #expect(await attempts(echo, Self.policy(5)) == 1)
      isWell.store(false, ordering: .relaxed)
      #expect(await attempts(echo, again) == 5)
      #expect(await attempts(echo, Self.policy(5)) == 1)
    }
  }
}

/// Notes where a call went.
private struct PeerNote: ClientInterceptor {
  let log: Log

  init(_ log: Log) { self.log = log }

  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingClientRequest<Input>, context: ClientContext,
    next:
      @concurrent (StreamingClientRequest<Input>, ClientContext) async throws ->
      StreamingClientResponse<Output>
  ) async throws -> StreamingClientResponse<Output> {
    let response = try await next(request, context)
    log.add(context.remotePeer)
    return response
  }
}
