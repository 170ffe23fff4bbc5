import BenchMessages
import Martlet
import Synchronization
import Testing
import ToolSupport

/// Calls that are made again, between ours and grpcio.
@Suite("Retries beside grpcio", .timeLimit(.minutes(2)))
struct RetryPeerTests {
  @Test func `Our client makes a call of grpcio's server again`() async throws {
    // Only the server can bring about another attempt within the time of the test.
    let policy = RetryPolicy(
      maxAttempts: 3, initialBackoff: .seconds(3600), maxBackoff: .seconds(3600),
      backoffMultiplier: 1, retryableStatusCodes: [.unavailable])
    try await Program.python("retries.py", ["server"]).serve { port in
      let address = SocketAddress.ipv4(host: "127.0.0.1", port: try #require(Int(port)))
      try await withGRPCClient(
        transport: .http2(
          target: .addresses([address]), transportSecurity: .plaintext,
          serviceConfig: ServiceConfig(methodConfig: [
            MethodConfig(names: [.init(service: "")], executionPolicy: .retry(policy))
          ]))
      ) { client in
        let answer = try await Bench_Echo.Client(wrapping: client).unary(.init())
        #expect(answer.text == "2")
      }
    }
  }

  @Test func `grpcio's client makes a call of our server again`() async throws {
    let flaky = Flaky()
    try await withGRPCServer(
      transport: .http2(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext),
      services: [flaky]
    ) { server in
      let port = try #require(await server.listeningAddress?.port)
      try await Program.python("retries.py", ["client", "\(port)"]).run()
    }
    #expect(flaky.attempts.load(ordering: .relaxed) == 3)
  }
}

/// Fails twice, and asks for the next attempt soon: grpcio takes 0 ms for never.
private final class Flaky: UnaryOnly {
  let attempts = Atomic<Int>(0)

  func unary(request: Bench_EchoRequest, context: ServerContext) async throws -> Bench_EchoReply {
    guard attempts.add(1, ordering: .relaxed).newValue > 2 else {
      throw RPCError(
        code: .unavailable, message: "not yet", metadata: ["grpc-retry-pushback-ms": "1"])
    }
    return .with {
      $0.text = context.metadata[stringValues: "grpc-previous-rpc-attempts"].joined()
    }
  }
}
