internal import Testing
internal import ToolSupport

/// Runs gRPC's interop cases between our programs and grpcio's, as separate processes.
///
/// One case at a time: each starts two processes, and timings are part of what is tested.
@Suite("Interop", .serialized) struct InteropTests {
  /// The cases of the specification, which both clients know.
  static let cases = [
    "empty_unary", "large_unary", "client_streaming", "server_streaming", "ping_pong",
    "empty_stream", "half_duplex", "timeout_on_sleeping_server", "cancel_after_begin",
    "cancel_after_first_response", "status_code_and_message", "special_status_message",
    "custom_metadata", "unimplemented_method", "unimplemented_service",
  ]

  /// Cases in which a server has to tell whether a request was compressed, which grpcio's cannot.
  static let compressionCases = [
    "client_compressed_unary", "client_compressed_streaming", "server_compressed_unary",
    "server_compressed_streaming",
  ]

  /// Cases that only the peer's client has.
  static let peerCases = [
    "wrong_method", "deadline_at_server", "deadline_after_pause", "binary_metadata",
    "big_messages", "too_big_message", "many_calls", "compressed_sizes",
  ]

  private static func server() throws -> Program { try .built("interop-server", ["--port", "0"]) }

  private static func client(
    _ port: String, _ testCase: String, _ options: [String] = []
  ) throws -> Program {
    try .built(
      "interop-client",
      ["--server_host", "127.0.0.1", "--server_port", port, "--test_case=\(testCase)"]
        + options)
  }

  @Test(
    "Our client passes against grpcio's server", .timeLimit(.minutes(5)),
    arguments: cases + ["server_compressed_unary", "server_compressed_streaming"])
  func ourClient(_ testCase: String) async throws {
    try await Program.python("peer_server.py").serve { port in
      try await Self.client(port, testCase).run()
    }
  }

  @Test(
    "grpcio's server understands what our client compresses", .timeLimit(.minutes(5)),
    arguments: ["large_unary", "client_streaming", "ping_pong"], ["deflate", "gzip"])
  func compressedRequests(_ testCase: String, _ algorithm: String) async throws {
    try await Program.python("peer_server.py").serve { port in
      try await Self.client(port, testCase, ["--compression", algorithm]).run()
    }
  }

  @Test(
    "grpcio's client passes against our server", .timeLimit(.minutes(5)),
    arguments: cases + compressionCases + peerCases)
  func ourServer(_ testCase: String) async throws {
    try await Self.server().serve { port in
      try await Program.python("peer_client.py", [port, testCase]).run()
    }
  }

  @Test(
    "Our client passes against our server", .timeLimit(.minutes(5)),
    arguments: cases + compressionCases)
  func ourClientAndServer(_ testCase: String) async throws {
    try await Self.server().serve { port in
      try await Self.client(port, testCase).run()
    }
  }

  @Test("A client says why a case failed", .timeLimit(.minutes(5)))
  func failure() async throws {
    let error = await #expect(throws: ProgramFailure.self) {
      // Port 1 refuses: it is reserved, and nothing listens on it.
      try await Self.client("1", "empty_unary").run()
    }
    #expect(error?.description.contains("empty_unary failed: unavailable") == true)
  }
}
