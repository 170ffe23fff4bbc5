extension StreamingClientRequest {
  /// Creates a request that streams one message.
  public init(single request: ClientRequest<Message>) {
    self.init(metadata: request.metadata) { try await $0.write(request.message) }
  }
}

extension ClientResponse {
  /// Creates a response from a stream that should have one message.
  ///
  /// A stream that has none or several becomes an ``RPCError`` with `unimplemented`.
  public init(stream response: StreamingClientResponse<Message>) async {
    let contents: StreamingClientResponse<Message>.Contents
    switch response.accepted {
    case .success(let accepted): contents = accepted
    case .failure(let error):
      self.init(error: error)
      return
    }
    do {
      var message: Message?
      var trailing = Metadata()
      for try await part in contents.bodyParts {
        switch part {
        case .message(let next):
          if message != nil { throw RPCError.severalMessages }
          message = next
        case .trailingMetadata(let metadata): trailing = metadata
        }
      }
      guard let message else { throw RPCError.noMessage }
      self.init(message: message, metadata: contents.metadata, trailingMetadata: trailing)
    } catch {
      self.init(
        metadata: contents.metadata,
        error: RPCError(thrown: error, during: "reading the response"))
    }
  }
}

extension StreamingClientResponse {
  /// Creates a response that streams one message.
  public init(single response: ClientResponse<Message>) {
    switch response.accepted {
    case .failure(let error): self.init(error: error)
    case .success(let contents):
      let parts = AsyncThrowingStream<Contents.BodyPart, any Error> { continuation in
        switch contents.message {
        case .success(let message):
          continuation.yield(.message(message))
          continuation.yield(.trailingMetadata(contents.trailingMetadata))
          continuation.finish()
        case .failure(let error): continuation.finish(throwing: error)
        }
      }
      self.init(metadata: contents.metadata, bodyParts: RPCAsyncSequence(wrapping: parts))
    }
  }
}

extension RPCError {
  /// A stream had no message where one belongs ("Status codes and their use in gRPC",
  /// cardinality violations).
  static let noMessage = RPCError(
    code: .unimplemented, message: "one message was expected, none was sent")
  /// A stream had several messages where one belongs.
  static let severalMessages = RPCError(
    code: .unimplemented, message: "one message was expected, several were sent")
}
