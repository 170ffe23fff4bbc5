internal import ArgumentParser

/// The cases of gRPC's interop specification that this client knows, by the names it gives them.
enum TestCase: String, ExpressibleByArgument, CaseIterable {
  case emptyUnary = "empty_unary"
  case largeUnary = "large_unary"
  case clientStreaming = "client_streaming"
  case serverStreaming = "server_streaming"
  case pingPong = "ping_pong"
  case emptyStream = "empty_stream"
  case halfDuplex = "half_duplex"
  case timeoutOnSleepingServer = "timeout_on_sleeping_server"
  case cancelAfterBegin = "cancel_after_begin"
  case cancelAfterFirstResponse = "cancel_after_first_response"
  case statusCodeAndMessage = "status_code_and_message"
  case specialStatusMessage = "special_status_message"
  case customMetadata = "custom_metadata"
  case unimplementedMethod = "unimplemented_method"
  case unimplementedService = "unimplemented_service"
  case clientCompressedUnary = "client_compressed_unary"
  case serverCompressedUnary = "server_compressed_unary"
  case clientCompressedStreaming = "client_compressed_streaming"
  case serverCompressedStreaming = "server_compressed_streaming"

  /// Runs the case; throws if it fails.
  func run(_ cases: InteropCases) async throws {
    switch self {
    case .emptyUnary: try await cases.emptyUnary()
    case .largeUnary: try await cases.largeUnary()
    case .clientStreaming: try await cases.clientStreaming()
    case .serverStreaming: try await cases.serverStreaming()
    case .pingPong: try await cases.pingPong()
    case .emptyStream: try await cases.emptyStream()
    case .halfDuplex: try await cases.halfDuplex()
    case .timeoutOnSleepingServer: try await cases.timeoutOnSleepingServer()
    case .cancelAfterBegin: try await cases.cancelAfterBegin()
    case .cancelAfterFirstResponse: try await cases.cancelAfterFirstResponse()
    case .statusCodeAndMessage: try await cases.statusCodeAndMessage()
    case .specialStatusMessage: try await cases.specialStatusMessage()
    case .customMetadata: try await cases.customMetadata()
    case .unimplementedMethod: try await cases.unimplementedMethod()
    case .unimplementedService: try await cases.unimplementedService()
    case .clientCompressedUnary: try await cases.clientCompressedUnary()
    case .serverCompressedUnary: try await cases.serverCompressedUnary()
    case .clientCompressedStreaming: try await cases.clientCompressedStreaming()
    case .serverCompressedStreaming: try await cases.serverCompressedStreaming()
    }
  }
}
