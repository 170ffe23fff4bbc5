import Martlet

/// The service in its full form: metadata go both ways.
struct Parrot: Familiar_Parrot.ServiceProtocol {
  func say(
    request: ServerRequest<Familiar_Words>, context: ServerContext
  ) async throws -> ServerResponse<Familiar_Words> {
    if request.message.text.isEmpty {
      throw GoogleRPCStatus(
        code: .invalidArgument, message: "silence",
        details: [
          .badRequest(violations: [.init(field: "text", description: "is empty")]),
          .help(links: [
            ErrorDetails.Help.Link(url: "https://example.com", description: "how to speak")
          ]),
        ])
    }
    let metadata = Metadata(request.metadata.filter({ $0.key.starts(with: "echo-") }))
    return ServerResponse(
      message: .with { $0.text = request.message.text }, metadata: metadata,
      trailingMetadata: metadata)
  }

  func `repeat`(
    request: ServerRequest<Familiar_Words>, context: ServerContext
  ) async throws -> StreamingServerResponse<Familiar_Words> {
    let words = request.message.text.split(separator: " ")
    let messages = words.map { word in Familiar_Words.with { $0.text = String(word) } }
    return StreamingServerResponse(metadata: [:]) { writer in
      try await writer.write(contentsOf: messages)
      return ["echo-count": "\(messages.count)"]
    }
  }

  func gather(
    request: StreamingServerRequest<Familiar_Words>, context: ServerContext
  ) async throws -> ServerResponse<Familiar_Words> {
    let words = try await request.messages.reduce(into: []) { $0.append($1.text) }
    return ServerResponse(message: .with { $0.text = words.joined(separator: " ") })
  }

  func chat(
    request: StreamingServerRequest<Familiar_Words>, context: ServerContext
  ) async throws -> StreamingServerResponse<Familiar_Words> {
    StreamingServerResponse(metadata: [:]) { writer in
      for try await message in request.messages {
        try await writer.write(.with { $0.text = message.text })
      }
      return [:]
    }
  }
}

/// Interceptors of both sides, written as grpc-swift has them.
struct Passport: ServerInterceptor, ClientInterceptor {
  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>,
    context: ServerContext,
    next:
      @Sendable (
        _ request: StreamingServerRequest<Input>, _ context: ServerContext
      ) async throws -> StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output> {
    guard request.metadata[stringValues: "passport"].contains("valid") else {
      return StreamingServerResponse(error: RPCError(code: .unauthenticated, message: "who?"))
    }
    return try await next(request, context)
  }

  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingClientRequest<Input>,
    context: ClientContext,
    next: (
      _ request: StreamingClientRequest<Input>, _ context: ClientContext
    ) async throws -> StreamingClientResponse<Output>
  ) async throws -> StreamingClientResponse<Output> {
    var request = request
    request.metadata.addString("valid", forKey: "passport")
    return try await next(request, context)
  }
}
