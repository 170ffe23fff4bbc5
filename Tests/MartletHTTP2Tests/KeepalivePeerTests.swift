import BenchMessages
import Martlet
import Testing
import ToolSupport

/// Pings between ours and grpcio, which has its own idea of how many are too many.
@Suite("Keepalive beside grpcio", .timeLimit(.minutes(3)))
struct KeepalivePeerTests {
  private static func serve(
    _ connection: HTTP2ServerTransport.Config.Connection = .defaults,
    _ body: (_ port: String) async throws -> Void
  ) async throws {
    try await withGRPCServer(
      transport: .http2(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext,
        config: .defaults { $0.connection = connection }),
      services: [Echo()]
    ) { server in
      try await body(String(try #require(await server.listeningAddress?.port)))
    }
  }

  /// What becomes of a call, during which our client sends a ping every few milliseconds.
  private static func callWithPings(_ port: String) async throws {
    let address = SocketAddress.ipv4(host: "127.0.0.1", port: try #require(Int(port)))
    try await withGRPCClient(
      transport: .http2(
        target: .addresses([address]), transportSecurity: .plaintext,
        config: .defaults {
          $0.connection.keepalive = .init(
            time: .milliseconds(5), timeout: .seconds(20), allowWithoutCalls: false)
        })
    ) { client in
      try await Bench_Echo.Client(wrapping: client).bidi { writer in
        try await writer.write(.init())
      } onResponse: { response in
        for try await _ in response.messages {}
      }
    }
  }

  @Test func `grpcio's pings are borne if they are allowed`() async throws {
    var connection = HTTP2ServerTransport.Config.Connection.defaults
    connection.keepalive.clientBehavior.minPingIntervalWithoutCalls = .milliseconds(1)
    try await Self.serve(connection) { port in
      try await Program.python("keepalive.py", ["client", port, "borne"]).run()
    }
  }

  @Test func `grpcio is told that its pings are too many`() async throws {
    try await Self.serve { port in
      try await Program.python("keepalive.py", ["client", port, "refused"]).run()
    }
  }

  @Test func `Our pings are borne by grpcio if it allows them`() async throws {
    try await Program.python("keepalive.py", ["server", "borne"]).serve { port in
      try await Self.callWithPings(port)
    }
  }

  @Test func `A call ends when our pings are too many for grpcio`() async throws {
    try await Program.python("keepalive.py", ["server", "refused"]).serve { port in
      let error = await #expect(throws: RPCError.self) { try await Self.callWithPings(port) }
      #expect(error?.code == .unavailable)
    }
  }
}
