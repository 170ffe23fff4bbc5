/// A request of one message.
public struct ClientRequest<Message: Sendable>: Sendable {
  /// The metadata to send with it.
  public var metadata: Metadata
  /// The message.
  public var message: Message

  /// Creates a request.
  public init(message: Message, metadata: Metadata = [:]) {
    self.metadata = metadata
    self.message = message
  }
}

/// A request of any number of messages.
public struct StreamingClientRequest<Message: Sendable>: Sendable {
  /// The metadata to send with it.
  public var metadata: Metadata
  /// Writes the messages; the request ends when it returns.
  public var producer: @Sendable (RPCWriter<Message>) async throws -> Void

  /// Creates a request.
  ///
  /// - Parameters:
  ///   - messageType: The type of message.
  ///   - metadata: The metadata to send.
  ///   - producer: Writes the messages. What it throws cancels the call.
  public init(
    of messageType: Message.Type = Message.self, metadata: Metadata = [:],
    producer: @escaping @Sendable (RPCWriter<Message>) async throws -> Void
  ) {
    self.metadata = metadata
    self.producer = producer
  }
}
