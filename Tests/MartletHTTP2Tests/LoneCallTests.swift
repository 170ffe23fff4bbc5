import BenchMessages
import Martlet
import Testing

/// Calls that come alone: on a loop, where their task waits in place, and from elsewhere, where the
/// caller's thread may begin them. One test after the other: loops are shared.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct LoneCallTests {
  /// Where a call is made from.
  enum Place: CaseIterable, Sendable {
    case loop, elsewhere

    /// Runs `body` there.
    func run<Value: Sendable>(
      _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
      switch self {
      case .loop:
        let loop = try EventLoopPool.shared.clientLoop()
        return try await Task(executorPreference: loop) { try await body() }.value
      case .elsewhere: return try await Task.detached { try await body() }.value
      }
    }
  }

  private actor Resident {
    func call(_ number: Int32, of echo: any Bench_Echo.ClientProtocol) async throws {
      _ = try await echo.unary(.with { $0.n = number })
    }

    func visit() {}
  }

  private static func withEcho(
    _ echo: Echo, _ body: @escaping @Sendable (any Bench_Echo.ClientProtocol) async throws -> Void
  ) async throws {
    try await withGRPCServer(transport: .tcpOnAnyPort(loops: 1), services: [echo]) { server in
      let address = try #require(await server.listeningAddress)
      try await withGRPCClient(
        transport: .http2(target: .addresses([address]), transportSecurity: .plaintext)
      ) { client in
        try await body(Bench_Echo.Client(wrapping: client))
      }
    }
  }

  @Test(arguments: Place.allCases)
  func `Calls one after the other are answered`(from place: Place) async throws {
    try await Self.withEcho(Echo()) { echo in
      let sum = try await place.run {
        var sum: Int32 = 0
        for number in 1...200 { sum += try await echo.unary(.with { $0.n = Int32(number) }).n }
        return sum
      }
      #expect(sum == 20_100)
    }
  }

  @Test(arguments: Place.allCases)
  func `Many tasks take turns in making calls`(from place: Place) async throws {
    try await Self.withEcho(Echo()) { echo in
      let sum = try await place.run {
        try await withThrowingTaskGroup(of: Int32.self) { group in
          for number in 1...20 {
            group.addTask {
              var last: Int32 = 0
              for _ in 0..<20 { last = try await echo.unary(.with { $0.n = Int32(number) }).n }
              return last
            }
          }
          return try await group.reduce(0, +)
        }
      }
      #expect(sum == 210)
    }
  }

  @Test(arguments: Place.allCases)
  func `A cancelled task does not wait for the answer`(from place: Place) async throws {
    let asleep = AsyncStream<Void>.makeStream()
    try await Self.withEcho(Echo(onSleep: { asleep.continuation.yield() })) { echo in
      // So that there is a connection, and the call comes alone.
      _ = try await place.run { try await echo.unary(.init()) }
      let call = Task {
        try await place.run {
          try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await echo.unary(.with { $0.n = Echo.sleepy }) }
            for await _ in asleep.stream { break }
            group.cancelAll()
            try await group.waitForAll()
          }
        }
      }
      let error = await #expect(throws: RPCError.self) { try await call.value }
      #expect(error?.code == .cancelled)
    }
  }

  @Test(arguments: Place.allCases)
  func `A cancelled call that is the only thing to do ends`(from place: Place) async throws {
    let asleep = AsyncStream<Void>.makeStream()
    try await Self.withEcho(Echo(onSleep: { asleep.continuation.yield() })) { echo in
      _ = try await place.run { try await echo.unary(.init()) }
      let loop = try EventLoopPool.shared.clientLoop()
      let call = Task.detached(executorPreference: place == .loop ? loop : nil) {
        _ = try await echo.unary(.with { $0.n = Echo.sleepy })
      }
      for await _ in asleep.stream { break }
      call.cancel()
      let error = await #expect(throws: RPCError.self) { try await call.value }
      #expect(error?.code == .cancelled)
    }
  }

  @Test(arguments: Place.allCases)
  func `A deadline ends a call that waits alone`(from place: Place) async throws {
    try await Self.withEcho(Echo()) { echo in
      let error = try await place.run {
        _ = try await echo.unary(.init())
        var options = CallOptions.defaults
        options.timeout = .milliseconds(20)
        let patience = options
        return await #expect(throws: RPCError.self) {
          try await echo.unary(.with { $0.n = Echo.sleepy }, options: patience)
        }
      }
      #expect(error?.code == .deadlineExceeded)
    }
  }

  @Test func `Who starts a call at once on a loop does not wait for it`() async throws {
    try await Self.withEcho(Echo()) { echo in
      let result = try await Place.loop.run {
        _ = try await echo.unary(.init())
        // Were it waited for, it could not be cancelled.
        let call = Task.immediate { try await echo.unary(.with { $0.n = Echo.sleepy }) }
        call.cancel()
        return await call.result
      }
      #expect(throws: RPCError.self) { try result.get() }
    }
  }

  @Test func `An actor is left while its call waits`() async throws {
    let asleep = AsyncStream<Void>.makeStream()
    try await Self.withEcho(Echo(onSleep: { asleep.continuation.yield() })) { echo in
      let resident = Resident()
      try await Place.loop.run { try await resident.call(1, of: echo) }
      let loop = try EventLoopPool.shared.clientLoop()
      let call = Task.detached(executorPreference: loop) {
        try await resident.call(Echo.sleepy, of: echo)
      }
      for await _ in asleep.stream { break }
      await resident.visit()
      call.cancel()
      _ = await call.result
    }
  }
}
