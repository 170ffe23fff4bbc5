import BenchMessages
import Martlet
import Testing

/// The connections of a loop gather their frames in one buffer, one after the other.
@Suite(.timeLimit(.minutes(5)))
struct SharedFrameTests {
  private func text(_ number: Int) -> String {
    String(repeating: "\(number), ", count: 1 << 18)
  }

  @Test func `Large answers on several connections do not get into each other`() async throws {
    try await withGRPCServer(transport: .tcpOnAnyPort(loops: 1), services: [Echo()]) { server in
      let address = try #require(await server.listeningAddress)
      try await withThrowingTaskGroup { group in
        for number in 0..<6 {
          group.addTask {
            try await withGRPCClient(
              transport: .http2(target: .addresses([address]), transportSecurity: .plaintext)
            ) { client in
              let echo = Bench_Echo.Client(wrapping: client)
              // More than a write takes, so that sessions stop in the middle of an answer.
              let request = Bench_EchoRequest.with { $0.text = text(number) }
              for _ in 0..<8 {
                let reply = try await echo.unary(request)
                #expect(reply.text == request.text)
              }
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
