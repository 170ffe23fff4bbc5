internal import Testing
internal import ToolSupport

/// gRPC's negative HTTP/2 cases: our client against a server of `h2`'s that breaks or bends the
/// rules, and that judges what the client does.
@Suite("HTTP/2 interop", .serialized) struct HTTP2InteropTests {
  static let cases = [
    "goaway", "rst_after_header", "rst_during_data", "rst_after_data", "ping", "max_streams",
    "data_frame_padding", "no_df_padding_sanity_test",
  ]

  @Test(
    "Our client bears what the server does, and does what it must", .timeLimit(.minutes(3)),
    arguments: cases)
  func ourClient(_ testCase: String) async throws {
    try await Program.python("http2_server.py", [testCase]).serveAndJudge { port in
      try await InteropTests.client(port, testCase).run()
    }
  }

  #if TLS
    @Test(
      "Our client bears what the server does over TLS", .timeLimit(.minutes(3)),
      arguments: cases)
    func ourClientSecured(_ testCase: String) async throws {
      let certificates = try await TestCertificates()
      try await Program.python(
        "http2_server.py", [testCase, certificates("server.pem"), certificates("server.key")]
      ).serveAndJudge { port in
        try await InteropTests.client(
          port, testCase,
          [
            "--use_tls=true", "--use_test_ca=true", "--ca_file=\(certificates("ca.pem"))",
            "--server_host_override=foo.test.google.fr",
          ]
        ).run()
      }
    }
  #endif

  @Test("The server says what a client did wrong", .timeLimit(.minutes(3)))
  func verdict() async throws {
    // One connection with one call is not what the case wants.
    let error = await #expect(throws: ProgramFailure.self) {
      try await Program.python("http2_server.py", ["goaway"]).serveAndJudge { port in
        try await InteropTests.client(port, "large_unary").run()
      }
    }
    #expect(error?.description.contains("1 connections were made, but should be 2") == true)
  }
}
