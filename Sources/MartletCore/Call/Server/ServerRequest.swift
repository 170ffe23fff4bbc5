/// A request of one message.
public struct ServerRequest<Message: Sendable>: Sendable {
  /// The metadata that came with it.
  public var metadata: Metadata
  /// The message.
  public var message: Message

  /// Creates a request.
  @inlinable
  public init(metadata: Metadata, message: Message) {
    self.metadata = metadata
    self.message = message
  }
}

/// A request of any number of messages.
public struct StreamingServerRequest<Message: Sendable>: Sendable {
  /// The metadata that came with it.
  public var metadata: Metadata
  /// The messages, as they arrive.
  public var messages: RPCAsyncSequence<Message, any Error>

  /// Creates a request.
  @inlinable
  public init(metadata: Metadata, messages: RPCAsyncSequence<Message, any Error>) {
    self.metadata = metadata
    self.messages = messages
  }

  /// Creates a request that streams one message.
  public init(single request: ServerRequest<Message>) {
    let message = request.message
    self.init(
      metadata: request.metadata,
      messages: RPCAsyncSequence(
        wrapping: AsyncThrowingStream<Message, any Error> { continuation in
          continuation.yield(message)
          continuation.finish()
        }))
  }
}

extension ServerRequest {
  /// Creates a request from the only message of a stream.
  ///
  /// - Throws: ``RPCError`` with `unimplemented` if the stream has none or several.
  public init(stream request: StreamingServerRequest<Message>) async throws {
    var messages = request.messages.makeAsyncIterator()
    guard let message = try await messages.next() else {
      throw RPCError.noMessage
    }
    guard try await messages.next() == nil else {
      throw RPCError.severalMessages
    }
    self.init(metadata: request.metadata, message: message)
  }
}
