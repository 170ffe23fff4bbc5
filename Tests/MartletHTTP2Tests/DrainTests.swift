import BenchMessages
import Martlet
import Testing

@Suite(.timeLimit(.minutes(5)))
struct DrainTests {
  @Test func `A server that is drained under load loses no call`() async throws {
    let server = GRPCServer(transport: .tcpOnAnyPort(loops: 2), services: [Echo()])
    let serving = Task { try await server.serve() }
    let target = ConnectionTarget.addresses([try #require(await server.listeningAddress)])
    let answered = Counter()
    try await withGRPCClient(
      transport: .http2(target: target, transportSecurity: .plaintext)
    ) { client in
      let echo = Bench_Echo.Client(wrapping: client)
      try await withThrowingDiscardingTaskGroup { group in
        for _ in 0..<50 {
          group.addTask { try await callUntilRefused(echo, answered) }
        }
        while answered.value < 2000 { await Task.yield() }
        server.beginGracefulShutdown()
      }
    }
    try await serving.value
  }

  /// Calls until the server is gone, which only calls that come after the drain may notice.
  private func callUntilRefused(
    _ echo: Bench_Echo.Client<HTTP2ClientTransport>, _ answered: Counter
  ) async throws {
    while true {
      do {
        _ = try await echo.unary(.init())
        answered.increment()
      } catch let error as RPCError {
        #expect(error.code == .unavailable)
        #expect(error.message.hasPrefix("no connection to "), "\(error)")
        return
      }
    }
  }

  @Test func `A running call finishes within the grace period`() async throws {
    let server = GRPCServer(transport: .tcpOnAnyPort(loops: 1), services: [Echo()])
    let serving = Task { try await server.serve() }
    let target = ConnectionTarget.addresses([try #require(await server.listeningAddress)])
    try await withGRPCClient(
      transport: .http2(target: target, transportSecurity: .plaintext)
    ) { client in
      let echo = Bench_Echo.Client(wrapping: client)
      let (messages, send) = AsyncStream<Int32>.makeStream()
      send.yield(0)
      let total = try await echo.bidi { writer in
        for await number in messages { try await writer.write(.with { $0.n = number }) }
      } onResponse: { [send] response in
        var total = 0
        for try await reply in response.messages {
          total += 1
          // The server drains while the call goes on.
          if reply.n == 0 { server.beginGracefulShutdown() }
          if reply.n < 100 { send.yield(reply.n + 1) } else { send.finish() }
        }
        return total
      }
      #expect(total == 101)
    }
    try await serving.value
  }
}
