import BenchMessages
import Martlet
import Synchronization
import Testing

/// Calls that are made again by a service config or an execution policy (gRFC A6).
@Suite(.timeLimit(.minutes(1)))
struct RetryTests {
  /// A server that fails calls before it serves them, and notes how often it was asked.
  private final class Flaky: Sendable {
    private let state = Mutex((failures: 0, previous: [String](), messages: 0))
    private let error: RPCError

    init(failures: Int, _ error: RPCError = RPCError(code: .unavailable, message: "not yet")) {
      self.error = error
      state.withLock { $0.failures = failures }
    }

    /// What each attempt said of those before it.
    var previous: [String] { state.withLock { $0.previous } }
    var attempts: Int { previous.count }
    /// The messages that came with all attempts.
    var messages: Int { state.withLock { $0.messages } }

    func set(failures: Int) { state.withLock { $0.failures = failures } }

    private func attempt(_ metadata: Metadata) throws {
      let fails = state.withLock { state in
        state.previous.append(
          metadata[stringValues: "grpc-previous-rpc-attempts"].joined(separator: ","))
        state.failures -= 1
        return state.failures >= 0
      }
      if fails { throw error }
    }

    /// A service whose methods of streams fail when they have read so many messages, and fire a
    /// signal when they do.
    func service(afterMessages count: Int = 0, _ failed: Signal? = nil) -> TestService {
      var service = TestService()
      service.onUnary = { request, _ in
        if count == 0 { try self.attempt(request.metadata) }
        return ServerResponse(message: request.message.reply)
      }
      service.onServerStream = { request, _ in
        try self.attempt(request.metadata)
        return StreamingServerResponse { writer in
          try await writer.write(.with { $0.n = request.message.count })
          return [:]
        }
      }
      service.onClientStream = { request, _ in
        var summary = Bench_Summary()
        if count == 0 { try self.attempt(request.metadata) }
        for try await _ in request.messages {
          self.state.withLock { $0.messages += 1 }
          summary.count += 1
          if summary.count == count {
            defer { failed?.fire() }
            try self.attempt(request.metadata)
          }
        }
        return ServerResponse(message: summary)
      }
      service.onBidi = { request, _ in
        try self.attempt(request.metadata)
        return StreamingServerResponse { writer in
          for try await message in request.messages { try await writer.write(message.reply) }
          return [:]
        }
      }
      return service
    }
  }

  private static func policy(
    _ attempts: Int = 3, backoff: Duration = .milliseconds(1)
  ) -> RPCExecutionPolicy {
    .retry(
      RetryPolicy(
        maxAttempts: attempts, initialBackoff: backoff, maxBackoff: .seconds(3600),
        backoffMultiplier: 2, retryableStatusCodes: [.unavailable, .aborted]))
  }

  @Test(arguments: Carrier.allCases, EchoCalls.ofEachKind.keys.sorted())
  func `A call of any kind is made again until it succeeds`(
    carrier: Carrier, kind: String
  ) async throws {
    let flaky = Flaky(failures: 2)
    let call = try #require(EchoCalls.ofEachKind[kind])
    let answer = try await carrier.run(
      flaky.service(), serviceConfig: .ofEcho(Self.policy()), { try await call($0) })
    #expect(answer == 3)
    #expect(flaky.previous == ["", "1", "2"])
  }

  @Test(arguments: Carrier.allCases, EchoCalls.ofEachKind.keys.sorted())
  func `A call fails when its last attempt does`(carrier: Carrier, kind: String) async throws {
    let flaky = Flaky(failures: .max)
    let call = try #require(EchoCalls.ofEachKind[kind])
    let error = await #expect(throws: RPCError.self) {
      try await carrier.run(
        flaky.service(), serviceConfig: .ofEcho(Self.policy()), { _ = try await call($0) })
    }
    #expect(error?.code == .unavailable)
    #expect(error?.message == "not yet")
    #expect(flaky.attempts == 3)
  }

  /// The attempts at a unary call.
  private func attempts(
    _ error: RPCError, _ policy: RPCExecutionPolicy = policy(), timeout: Duration? = nil
  ) async throws -> Int {
    let flaky = Flaky(failures: 1, error)
    try await Carrier.tcp.run(flaky.service()) { echo in
      var options = CallOptions.defaults
      options.executionPolicy = policy
      options.timeout = timeout
      _ = try? await echo.unary(.init(), options: options)
    }
    return flaky.attempts
  }

  @Test func `Only failures that the policy names are tried again`() async throws {
    #expect(try await attempts(RPCError(code: .aborted, message: "")) == 2)
    #expect(try await attempts(RPCError(code: .notFound, message: "")) == 1)
  }

  @Test(arguments: [["0"]: 2, ["-1"]: 1, ["soon"]: 1, ["0", "0"]: 1])
  func `The server has a say in when the next attempt is made, and whether`(
    _ pushback: [String], _ expected: Int
  ) async throws {
    var error = RPCError(code: .unavailable, message: "")
    for value in pushback { error.metadata.addString(value, forKey: "grpc-retry-pushback-ms") }
    let policy = Self.policy(backoff: expected == 2 ? .seconds(3600) : .milliseconds(1))
    #expect(try await attempts(error, policy) == expected)
  }

  @Test func `An attempt for which there is no time is not waited for`() async throws {
    let error = RPCError(code: .unavailable, message: "")
    let policy = Self.policy(backoff: .seconds(3600))
    #expect(try await attempts(error, policy, timeout: .seconds(20)) == 1)
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

  @Test(arguments: [16: 2, 17: 1])
  func `A request is kept for another attempt as long as it is short`(
    _ count: Int, _ expected: Int
  ) async throws {
    let flaky = Flaky(failures: 1)
    try await Carrier.tcp.run(
      flaky.service(afterMessages: count), serviceConfig: .ofEcho(Self.policy())
    ) { echo in
      let answer = try? await echo.clientStream { writer in
        for _ in 0..<count { try await writer.write(.init()) }
      } onResponse: {
        try $0.message.count
      }
      #expect(answer == (expected == 2 ? Int64(count) : nil))
    }
    #expect(flaky.attempts == expected)
    #expect(flaky.messages == expected * count)
  }

  @Test func `A message too many between two attempts goes with the next`() async throws {
    let flaky = Flaky(failures: 1)
    let failed = Signal()
    let service = flaky.service(afterMessages: 16, failed)
    let policy = Self.policy(backoff: .milliseconds(200))
    try await Carrier.tcp.run(service, serviceConfig: .ofEcho(policy)) { echo in
      let answer = try await echo.clientStream { writer in
        for _ in 0..<16 { try await writer.write(.init()) }
        await failed.wait()
        // Another call is answered after the failure, so that the next attempt is waited for.
        _ = try await echo.unary(.init())
        try await writer.write(.init())
      } onResponse: {
        try $0.message.count
      }
      #expect(answer == 17)
    }
  }

  @Test func `A call whose producer fails is not made again`() async throws {
    let config = ServiceConfig.ofEcho(Self.policy(backoff: .seconds(3600)))
    try await Carrier.tcp.run(TestService(), serviceConfig: config) { echo in
      let error = await #expect(throws: RPCError.self) {
        _ = try await echo.clientStream { writer in
          try await writer.write(.init())
          throw RPCError(code: .unavailable, message: "nothing more to say")
        }
      }
      #expect(error?.message == "nothing more to say")
    }
  }

  @Test func `No call is made again while too many fail`() async throws {
    let throttling = try ServiceConfig.RetryThrottling(maxTokens: 10, tokenRatio: 10)
    let flaky = Flaky(failures: .max)
    try await Carrier.tcp.run(
      flaky.service(), serviceConfig: .ofEcho(Self.policy(5), throttling: throttling)
    ) { echo in
      _ = try? await echo.unary(.init())
      #expect(flaky.attempts == 5)
      _ = try? await echo.unary(.init())
      #expect(flaky.attempts == 6)
      // A success fills the bucket.
      flaky.set(failures: 0)
      _ = try await echo.unary(.init())
      flaky.set(failures: .max)
      _ = try? await echo.unary(.init())
      #expect(flaky.attempts == 12)
    }
  }

  @Test func `A cancelled task waits for no other attempt`() async throws {
    let begun = Signal()
    var service = TestService()
    service.onUnary = { _, _ in
      begun.fire()
      throw RPCError(code: .unavailable, message: "not yet")
    }
    try await Carrier.tcp.run(
      service, serviceConfig: .ofEcho(Self.policy(backoff: .seconds(3600)))
    ) { echo in
      let call = Task { try await echo.unary(.init()) }
      await begun.wait()
      // Another call is answered after the failure, so that the task waits by now.
      _ = try await echo.clientStream { _ in }
      call.cancel()
      let error = await #expect(throws: RPCError.self) { try await call.value }
      #expect(error?.code == .cancelled)
    }
  }

  @Test func `Interceptors see one call, however many attempts it takes`() async throws {
    let flaky = Flaky(failures: 2)
    let log = Log()
    try await Carrier.tcp.run(
      flaky.service(), clientInterceptors: [Probe("a", log)], serviceConfig: .ofEcho(Self.policy())
    ) { _ = try await $0.unary(.init()) }
    #expect(flaky.attempts == 3)
    #expect(log.lines == ["a > Unary", "a < Unary"])
    #expect(log.messages == 1)
  }
}
