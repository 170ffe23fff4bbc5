internal import ArgumentParser

/// The cases of gRPC's interop specifications that this client knows, by the names it gives them.
enum TestCase: String, ExpressibleByArgument, CaseIterable {
  case emptyUnary = "empty_unary"
  case largeUnary = "large_unary"
  case clientStreaming = "client_streaming"
  case serverStreaming = "server_streaming"
  case slowConsumer = "slow_consumer"
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
  case cacheableUnary = "cacheable_unary"
  case pickFirstUnary = "pick_first_unary"
  case rpcSoak = "rpc_soak"
  case channelSoak = "channel_soak"
  case orcaPerRPC = "orca_per_rpc"
  case orcaOOB = "orca_oob"
  case computeEngineCreds = "compute_engine_creds"
  case jwtTokenCreds = "jwt_token_creds"
  case oauth2AuthToken = "oauth2_auth_token"
  case perRPCCreds = "per_rpc_creds"
  case googleDefaultCredentials = "google_default_credentials"

  // Against a server that breaks or bends the rules of HTTP/2 as the case has it.
  case goaway
  case rstAfterHeader = "rst_after_header"
  case rstDuringData = "rst_during_data"
  case rstAfterData = "rst_after_data"
  case ping
  case maxStreams = "max_streams"
  case dataFramePadding = "data_frame_padding"
  case noDataFramePadding = "no_df_padding_sanity_test"

  /// Runs the case; throws if it fails.
  func run(_ cases: InteropCases) async throws {
    switch self {
    case .emptyUnary: try await cases.emptyUnary()
    case .largeUnary: try await cases.largeUnary()
    case .clientStreaming: try await cases.clientStreaming()
    case .serverStreaming: try await cases.serverStreaming()
    case .slowConsumer: try await cases.slowConsumer()
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
    case .cacheableUnary: try await cases.cacheableUnary()
    case .pickFirstUnary: try await cases.pickFirstUnary()
    case .rpcSoak: try await cases.rpcSoak()
    case .channelSoak: try await cases.channelSoak()
    case .orcaPerRPC: try await cases.orcaPerRPC()
    case .orcaOOB: try await cases.orcaOOB()
    case .computeEngineCreds: try await cases.computeEngineCreds()
    case .jwtTokenCreds: try await cases.jwtTokenCreds()
    case .oauth2AuthToken: try await cases.oauth2AuthToken()
    case .perRPCCreds: try await cases.perRPCCreds()
    case .googleDefaultCredentials: try await cases.googleDefaultCredentials()
    case .goaway: try await cases.goaway()
    case .rstAfterHeader, .rstDuringData, .rstAfterData: try await cases.reset()
    case .maxStreams: try await cases.maxStreams()
    case .ping, .dataFramePadding, .noDataFramePadding: try await cases.largeUnary()
    }
  }
}
