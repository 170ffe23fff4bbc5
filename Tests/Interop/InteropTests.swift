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
    "custom_metadata", "unimplemented_method", "unimplemented_service", "pick_first_unary",
    "orca_per_rpc", "orca_oob",
  ]

  /// Cases in which a server has to tell whether a request was compressed, which grpcio's cannot.
  static let compressionCases = [
    "client_compressed_unary", "client_compressed_streaming", "server_compressed_unary",
    "server_compressed_streaming",
  ]

  /// Cases that only the peer's client has.
  static let peerCases = [
    "wrong_method", "deadline_at_server", "deadline_after_pause", "binary_metadata",
    "big_messages", "too_big_message", "many_calls", "compressed_sizes", "cacheable_unary",
    "slow_consumer",
  ]

  /// Cases that proxies answer in ways of their own.
  static let directCases = ["spaced_metadata"]

  /// Cases that only our client has, since they ask nothing new of a server.
  static let soakCases = ["rpc_soak", "channel_soak"]

  static func server() throws -> Program { try .built("interop-server", ["--port", "0"]) }

  static func client(
    _ port: String, _ testCase: String, _ options: [String] = []
  ) throws -> Program {
    try .built(
      "interop-client",
      ["--server_host", "127.0.0.1", "--server_port", port, "--test_case=\(testCase)"]
        + patience + options)
  }

  /// How long soak cases may take on a busy machine.
  static let patience = [
    "--soak_per_iteration_max_acceptable_latency_ms=20000", "--soak_overall_timeout_seconds=40",
  ]

  @Test(
    "Our client passes against grpcio's server", .timeLimit(.minutes(5)),
    arguments: cases + soakCases + [
      "server_compressed_unary", "server_compressed_streaming", "cacheable_unary",
    ])
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
    arguments: cases + compressionCases + peerCases + directCases)
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

  @Test(
    "What cannot be had here fails for that reason", .timeLimit(.minutes(5)),
    arguments: [
      ("cacheable_unary", "no cache is on the way"),
      ("compute_engine_creds", "needs --default_service_account"),
      ("jwt_token_creds", "needs --service_account_key_file"),
      ("oauth2_auth_token", "needs --oauth_scope"),
      ("per_rpc_creds", "needs --service_account_key_file"),
      ("google_default_credentials", "needs --default_service_account"),
    ])
  func missing(_ testCase: String, _ reason: String) async throws {
    try await Self.server().serve { port in
      let error = await #expect(throws: ProgramFailure.self) {
        try await Self.client(port, testCase).run()
      }
      #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
  }

  @Test(
    "A soak that is too slow fails, with how long calls took", .timeLimit(.minutes(5)),
    arguments: [
      (["--soak_per_iteration_max_acceptable_latency_ms=0"], "3 of 3 iterations, 3 failures"),
      (["--soak_overall_timeout_seconds=0"], "0 of 3 iterations, 0 failures"),
    ])
  func slowSoak(_ options: [String], _ reason: String) async throws {
    try await Self.server().serve { port in
      let error = await #expect(throws: ProgramFailure.self) {
        try await Self.client(port, "rpc_soak", ["--soak_iterations=3"] + options).run()
      }
      #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
  }

  @Test("A soak bears as many failures as it is told", .timeLimit(.minutes(5)))
  func failingSoak() async throws {
    try await Self.server().serve { port in
      try await Self.client(
        port, "rpc_soak",
        [
          "--soak_iterations=3", "--soak_max_failures=3",
          "--soak_per_iteration_max_acceptable_latency_ms=0", "--soak_request_size=10",
          "--soak_response_size=0", "--soak_min_time_ms_between_rpcs=1",
        ]
      ).run()
    }
  }
}
