internal import InteropMessages
internal import Martlet

/// The server's side of gRPC's interop specification ("Server", "Server features").
struct TestService: Grpc_Testing_TestService.SimpleServiceProtocol {
  /// What tells this server from others.
  let serverID: String
  /// What the server reports of its load.
  let load: ReportedLoad

  func emptyCall(
    request: Grpc_Testing_Empty, context: ServerContext
  ) async throws -> Grpc_Testing_Empty {
    Grpc_Testing_Empty()
  }

  func unaryCall(
    request: Grpc_Testing_SimpleRequest, context: ServerContext
  ) async throws -> Grpc_Testing_SimpleResponse {
    if request.hasExpectCompressed { try request.expectCompressed.checkCompression(of: context) }
    context.compression.isEnabled = request.responseCompressed.value
    try context.echoMetadata()
    if request.hasOrcaPerQueryReport {
      context.metrics?.update { $0 = ServerMetrics(request.orcaPerQueryReport) }
    }
    if request.hasResponseStatus { try request.responseStatus.check() }
    return try .with {
      $0.payload = try .zeros(request.responseSize)
      if request.fillServerID { $0.serverID = serverID }
    }
  }

  func cacheableUnaryCall(
    request: Grpc_Testing_SimpleRequest, context: ServerContext
  ) async throws -> Grpc_Testing_SimpleResponse {
    try context.addInitialMetadata(["cache-control": "max-age=60, public"])
    return .with { $0.payload = .timestamp() }
  }

  func streamingOutputCall(
    request: Grpc_Testing_StreamingOutputCallRequest,
    response: RPCWriter<Grpc_Testing_StreamingOutputCallResponse>, context: ServerContext
  ) async throws {
    try context.echoMetadata()
    try await answer(request, to: response, context)
  }

  func streamingInputCall(
    request: RPCAsyncSequence<Grpc_Testing_StreamingInputCallRequest, any Error>,
    context: ServerContext
  ) async throws -> Grpc_Testing_StreamingInputCallResponse {
    var bytes = 0
    for try await message in request {
      if message.hasExpectCompressed {
        try message.expectCompressed.checkCompression(of: context)
      }
      bytes += message.payload.body.count
    }
    return .with { $0.aggregatedPayloadSize = Int32(clamping: bytes) }
  }

  func fullDuplexCall(
    request: RPCAsyncSequence<Grpc_Testing_StreamingOutputCallRequest, any Error>,
    response: RPCWriter<Grpc_Testing_StreamingOutputCallResponse>, context: ServerContext
  ) async throws {
    try context.echoMetadata()
    let turn = load.turn()
    defer { turn.end() }
    for try await message in request {
      if message.hasOrcaOobReport { try await turn.report(ServerMetrics(message.orcaOobReport)) }
      try await answer(message, to: response, context)
    }
  }

  func halfDuplexCall(
    request: RPCAsyncSequence<Grpc_Testing_StreamingOutputCallRequest, any Error>,
    response: RPCWriter<Grpc_Testing_StreamingOutputCallResponse>, context: ServerContext
  ) async throws {
    try context.echoMetadata()
    var messages: [Grpc_Testing_StreamingOutputCallRequest] = []
    for try await var message in request {
      guard messages.count < Self.maximumHeldRequests else {
        throw RPCError(
          code: .resourceExhausted,
          message: "at most \(Self.maximumHeldRequests) requests are kept until the last")
      }
      // Only what the answers are made of is kept: the payloads are the client's to choose.
      message.payload = Grpc_Testing_Payload()
      messages.append(message)
    }
    for message in messages { try await answer(message, to: response, context) }
  }

  /// The specification wants the method known to clients and unknown to servers; a service cannot
  /// leave one of its methods out, so this says what the router would.
  func unimplementedCall(
    request: Grpc_Testing_Empty, context: ServerContext
  ) async throws -> Grpc_Testing_Empty {
    throw RPCError(code: .unimplemented, message: "\(context.descriptor) is not implemented")
  }

  /// Requests that a half-duplex call may hold back, so that a client cannot fill the memory.
  private static let maximumHeldRequests = 10_000

  /// Sends the answers that one request asks for, each after its pause, then its status.
  private func answer(
    _ request: Grpc_Testing_StreamingOutputCallRequest,
    to response: RPCWriter<Grpc_Testing_StreamingOutputCallResponse>, _ context: ServerContext
  ) async throws {
    for parameters in request.responseParameters {
      if parameters.intervalUs > 0 {
        try await Task.sleep(for: .microseconds(parameters.intervalUs))
      }
      context.compression.isEnabled = parameters.compressed.value
      let payload = try Grpc_Testing_Payload.zeros(parameters.size)
      try await response.write(.with { $0.payload = payload })
    }
    if request.hasResponseStatus { try request.responseStatus.check() }
  }
}
