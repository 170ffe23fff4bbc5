import BenchMessages
import Martlet
import Testing
import ToolSupport

/// Calls that are hedged, at other people's servers.
@Suite("Hedged calls at grpcio and at h2", .timeLimit(.minutes(2)))
struct HedgingPeerTests {
  /// Calls a server on `port` by a client that hedges the unary method.
  private static func call(
    _ port: String, delay: Duration, timeout: Duration? = nil,
    _ body: (Bench_Echo.Client<HTTP2ClientTransport>) async throws -> Void
  ) async throws {
    let policy = HedgingPolicy(
      maxAttempts: 3, hedgingDelay: delay, nonFatalStatusCodes: [.unavailable])
    let address = SocketAddress.ipv4(host: "127.0.0.1", port: try #require(Int(port)))
    try await withGRPCClient(
      transport: .http2(
        target: .addresses([address]), transportSecurity: .plaintext,
        serviceConfig: ServiceConfig(methodConfig: [
          MethodConfig(
            names: [.init(service: "bench.Echo", method: "Unary")], timeout: timeout,
            executionPolicy: .hedge(policy))
        ]))
    ) { try await body(Bench_Echo.Client(wrapping: $0)) }
  }

  @Test(arguments: [.zero, .milliseconds(1)] as [Duration])
  func `grpcio's server sees all attempts, and those cancelled that it does not answer`(
    _ delay: Duration
  ) async throws {
    try await Program.python("hedging.py", ["grpcio"]).serveAndJudge { port in
      try await Self.call(port, delay: delay) { echo in
        let answer = try await echo.unary(.init())
        #expect(answer.text == "2")
        // The connection is open until then: it is the calls that were cancelled.
        let cancelled = try await echo.clientStream { _ in }
        #expect(cancelled.count == 2)
      }
    }
  }

  @Test func `The first headers of a response reset the other streams by CANCEL`() async throws {
    try await Program.python("hedging.py", ["frames"]).serveAndJudge { port in
      try await Self.call(port, delay: .milliseconds(1)) { echo in
        let answer = try await echo.unary(.init())
        #expect(answer.text == "2")
      }
    }
  }

  @Test func `grpcio's server says that the next attempt would come too late`() async throws {
    try await Program.python("hedging.py", ["pushback"]).serveAndJudge { port in
      try await Self.call(port, delay: .seconds(3600), timeout: .seconds(60)) { echo in
        let error = await #expect(throws: RPCError.self) { try await echo.unary(.init()) }
        #expect(error?.code == .unavailable)
        #expect(error?.message == "not within the hour")
      }
    }
  }
}
