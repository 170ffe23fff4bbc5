internal import Testing
internal import ToolSupport

/// The case that takes its time, beside others.
@Suite("Slow consumer") struct SlowConsumerTests {
  @Test("Our client takes its time", .timeLimit(.minutes(5)))
  func slowConsumer() async throws {
    var server = try Program.python("peer_server.py")
    server.limitSeconds = 200
    try await server.serve { port in
      var client = try InteropTests.client(port, "slow_consumer")
      client.limitSeconds = 200
      try await client.run()
    }
  }
}
