import BenchMessages
import Martlet
import Synchronization
import Testing

/// Requests of many messages whose calls are hedged (gRFC A6, "Memory Management").
@Suite(.timeLimit(.minutes(1)))
struct HedgedStreamTests {
  private static func config(_ attempts: Int, delay: Duration) -> ServiceConfig {
    let policy = HedgingPolicy(
      maxAttempts: attempts, hedgingDelay: delay, nonFatalStatusCodes: [.unavailable])
    return ServiceConfig(methodConfig: [
      MethodConfig(names: [.init(service: "bench.Echo")], executionPolicy: .hedge(policy))
    ])
  }

  @Test(arguments: Carrier.allCases)
  func `Every attempt gets the whole request`(carrier: Carrier) async throws {
    let together = Signal()
    let backend = Backend(.readAndHang, .answerAfter(together), .readAndHang)
    try await carrier.run(
      backend.service, serviceConfig: Self.config(3, delay: .zero)
    ) { echo in
      let call = Task {
        try await echo.clientStream { writer in
          for _ in 0..<16 { try await writer.write(.init()) }
        } onResponse: {
          try $0.message.count
        }
      }
      for attempt in backend.attempts { await attempt.hasRead.wait() }
      together.fire()
      let count = try await call.value
      #expect(count == 16)
      await backend.attempts[0].cancelled.wait()
      await backend.attempts[2].cancelled.wait()
    }
    #expect(backend.messages == [16, 16, 16])
  }

  @Test(arguments: Carrier.allCases)
  func `A request of more messages goes on with one attempt, and the others are cancelled`(
    carrier: Carrier
  ) async throws {
    let running = Atomic<Int>(0)
    let ended = Atomic<Int>(0)
    let (together, alone) = (Signal(), Signal())
    var service = TestService()
    service.onClientStream = { request, context in
      var summary = Bench_Summary()
      if running.add(1, ordering: .relaxed).newValue == 3 { together.fire() }
      defer { if ended.add(1, ordering: .relaxed).newValue == 2 { alone.fire() } }
      for try await _ in request.messages { summary.count += 1 }
      return ServerResponse(message: summary)
    }
    let config = Self.config(3, delay: .zero)
    try await carrier.run(service, serviceConfig: config) { echo in
      let count = try await echo.clientStream { writer in
        for _ in 0..<16 { try await writer.write(.init()) }
        await together.wait()
        try await writer.write(.init())
        // Those that are cancelled end before the request does.
        await alone.wait()
        for _ in 0..<1000 { try await writer.write(.init()) }
      } onResponse: {
        try $0.message.count
      }
      #expect(count == 1017)
    }
    #expect(running.load(ordering: .relaxed) == 3)
  }

  @Test(arguments: Carrier.allCases)
  func `An attempt whose server reads nothing holds none up, and is cancelled with the others`(
    carrier: Carrier
  ) async throws {
    let backend = Backend(.hang, .answer)
    let config = Self.config(2, delay: .zero)
    let large = Bench_EchoRequest.with { $0.text = String(repeating: "x", count: 100_000) }
    try await carrier.run(backend.service, serviceConfig: config) { echo in
      let count = try await echo.clientStream { writer in
        for _ in 0..<2 { try await writer.write(large) }
        for attempt in backend.attempts { await attempt.begun.wait() }
        for _ in 2..<17 { try await writer.write(large) }
        await backend.attempts[0].cancelled.wait()
        for _ in 17..<50 { try await writer.write(large) }
      } onResponse: {
        try $0.message.count
      }
      #expect(count == 50)
    }
  }

  @Test(arguments: [16: 2, 17: 1])
  func `A request is kept for another attempt as long as it is short`(
    _ count: Int, _ expected: Int
  ) async throws {
    let attempts = Atomic<Int>(0)
    var service = TestService()
    service.onClientStream = { request, _ in
      let isFirst = attempts.add(1, ordering: .relaxed).newValue == 1
      var summary = Bench_Summary()
      for try await _ in request.messages {
        summary.count += 1
        if isFirst, summary.count == count {
          // If there is to be no other attempt, nothing is waited for.
          throw RPCError(
            code: .unavailable, message: "not yet",
            metadata: expected == 1 ? ["grpc-retry-pushback-ms": "3600000"] : [:])
        }
      }
      return ServerResponse(message: summary)
    }
    let config = Self.config(3, delay: .seconds(3600))
    try await Carrier.tcp.run(service, serviceConfig: config) { echo in
      let answer = try? await echo.clientStream { writer in
        for _ in 0..<count { try await writer.write(.init()) }
      } onResponse: {
        try $0.message.count
      }
      #expect(answer == (expected == 2 ? Int64(count) : nil))
    }
    #expect(attempts.load(ordering: .relaxed) == expected)
  }

  @Test(arguments: Carrier.allCases)
  func `The attempt that is answered first carries the rest of a conversation`(
    carrier: Carrier
  ) async throws {
    let backend = Backend(.hang, .answer)
    let (answers, heard) = AsyncStream.makeStream(of: Int32.self)
    try await carrier.run(
      backend.service, serviceConfig: Self.config(2, delay: .milliseconds(1))
    ) { echo in
      try await echo.bidi { writer in
        // One message at a time, each after the answer to the last.
        var answer = answers.makeAsyncIterator()
        for number in 1...Int32(1000) {
          try await writer.write(.with { $0.n = number })
          let next = await answer.next()
          #expect(next == number)
        }
      } onResponse: { response in
        if backend.attempts[0].begun.hasFired { await backend.attempts[0].cancelled.wait() }
        for try await message in response.messages { heard.yield(message.n) }
      }
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A producer is told when the call has ended`(carrier: Carrier) async throws {
    let backend = Backend(.fail(.unavailable), .fail(.notFound))
    let told = Signal()
    let config = Self.config(2, delay: .zero)
    try await carrier.run(backend.service, serviceConfig: config) { echo in
      let error = await #expect(throws: RPCError.self) {
        try await echo.bidi { writer in
          defer { told.fire() }
          while true { try await writer.write(.init()) }
        } onResponse: { response in
          for try await _ in response.messages {}
        }
      }
      #expect([.unavailable, .notFound, .cancelled].contains(error?.code))
      await told.wait()
    }
  }
}
