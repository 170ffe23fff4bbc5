internal import BenchMessages
internal import Martlet
internal import Testing
internal import ToolSupport

/// Servers that break the rules, against our client.
@Suite(.timeLimit(.minutes(5)))
struct HostileServerTests {
  /// What a call ends with that such a server answers.
  private static let codes: [String: Status.Code] = [
    "good": .ok, "informational": .ok,
    "cut_message": .internalError, "cut_message_behind_a_whole_one": .internalError,
    "cut_prefix": .internalError, "no_message": .unimplemented,
    "several_messages": .unimplemented, "compressed": .internalError,
    "too_long": .resourceExhausted, "longest": .resourceExhausted,
    "gzip": .ok, "gzip_bomb": .resourceExhausted, "gzip_that_is_none": .internalError,
    "unknown_encoding": .internalError,
    "no_protobuf": .internalError, "no_status": .internalError,
    "status_that_is_no_number": .unknown, "status_that_is_no_code": .unknown,
    "message_that_is_no_escape": .notFound, "headers_that_end_nothing": .internalError,
    "http_204": .unknown, "http_302": .unknown, "http_400": .internalError,
    "http_401": .unauthenticated, "http_403": .permissionDenied, "http_404": .unimplemented,
    "http_405": .unknown, "http_409": .unknown, "http_412": .unknown, "http_413": .unknown,
    "http_415": .unknown, "http_418": .unknown, "http_429": .unavailable, "http_431": .unknown,
    "http_500": .unknown, "http_501": .unknown, "http_502": .unavailable,
    "http_503": .unavailable, "http_504": .unavailable, "http_505": .unknown,
    "http_800": .unknown, "http_404_without_body": .unimplemented,
    "http_503_with_status": .notFound,
    "other_message_format": .internalError, "named_message_format": .ok,
    "content_type_with_parameters": .ok,
    "status_only_in_the_headers": .internalError,
    "status_in_the_headers_of_whole_answer": .internalError,
    "another_status_in_the_headers": .failedPrecondition,
    "trailers_without_status": .internalError,
    "html": .unknown, "reset_cancel": .cancelled, "reset_refused": .unavailable,
    "reset_calm": .resourceExhausted, "reset_security": .permissionDenied,
    "reset_protocol": .internalError, "reset_no_error": .internalError,
    "long_headers": .resourceExhausted, "compression_bomb": .resourceExhausted,
    "no_http_status": .internalError, "two_http_statuses": .internalError,
    "late_http_status": .internalError, "http_status_of_letters": .internalError,
    "http_status_of_four_digits": .internalError, "http_status_in_trailers": .internalError,
    "field_of_requests": .internalError, "field_of_connections": .internalError,
    "upper_case": .internalError, "control_character": .internalError,
    "control_character_in_trailers": .internalError, "switching_protocols": .internalError,
    "informational_end": .internalError, "body_behind_informational": .internalError,
    "content_length": .ok, "short_body": .internalError, "long_body": .internalError,
    "two_content_lengths": .internalError,
    "push": .unavailable, "answer_of_no_call": .unavailable, "no_http2": .unavailable,
    "silence": .deadlineExceeded,
  ]

  /// Calls such a server.
  private func call(
    _ scenario: String,
    connection: HTTP2ClientTransport.Config.Connection = .defaults,
    _ body:
      @Sendable @escaping (Bench_Echo.Client<HTTP2ClientTransport>, CallOptions) async throws ->
      Void
  ) async throws {
    try await Program.python("server.py", [scenario]).serve { port in
      let address = SocketAddress.ipv4(host: "127.0.0.1", port: try #require(Int(port)))
      var options = CallOptions.defaults
      // The others answer at once; a call that they leave hanging ends with another code.
      options.timeout = scenario == "silence" ? .milliseconds(100) : .seconds(10)
      let chosen = options
      try await withGRPCClient(
        transport: .http2(
          target: .addresses([address]), transportSecurity: .plaintext,
          config: .defaults {
            $0.compression.enabledAlgorithms = .all
            $0.connection = connection
          })
      ) { try await body(Bench_Echo.Client(wrapping: $0), chosen) }
    }
  }

  @Test func `A server that answers no ping is given up`() async throws {
    var connection = HTTP2ClientTransport.Config.Connection.defaults
    connection.keepalive = .init(
      time: .milliseconds(10), timeout: .milliseconds(10), allowWithoutCalls: false)
    try await call("no_answer_to_pings", connection: connection) { echo, options in
      let error = await #expect(throws: RPCError.self) {
        _ = try await echo.unary(.init(), options: options)
      }
      #expect(error?.code == .unavailable)
      #expect(error?.message.contains("no answer to a keepalive ping") == true)
    }
  }

  @Test func `Pings become rarer with each server that has had too many`() async throws {
    var connection = HTTP2ClientTransport.Config.Connection.defaults
    connection.keepalive = .init(
      time: .milliseconds(100), timeout: .seconds(20), allowWithoutCalls: false)
    try await call("too_many_pings", connection: connection) { echo, options in
      for _ in 0..<2 {
        let error = await #expect(throws: RPCError.self) {
          _ = try await echo.unary(.init(), options: options)
        }
        #expect(error?.code == .unavailable)
      }
      let answer = try await echo.unary(.init(), options: options)
      #expect(answer.n == 5)
    }
  }

  private func code(_ body: () async throws -> Void) async throws -> Status.Code {
    do {
      try await body()
      return .ok
    } catch let error as RPCError {
      return Status.Code(error.code)
    }
  }

  @Test(arguments: codes)
  func `A call of one message ends with the code that the rules name`(
    _ scenario: String, _ expected: Status.Code
  ) async throws {
    try await call(scenario) { echo, options in
      let code = try await code { _ = try await echo.unary(.init(), options: options) }
      #expect(code == expected)
    }
  }

  @Test(
    arguments: codes.filter { !["no_message", "several_messages"].contains($0.key) })
  func `A stream of messages ends with the code that the rules name`(
    _ scenario: String, _ expected: Status.Code
  ) async throws {
    try await call(scenario) { echo, options in
      let code = try await code {
        try await echo.serverStream(.init(), options: options) { response in
          for try await _ in response.messages {}
        }
      }
      #expect(code == expected)
    }
  }
}
