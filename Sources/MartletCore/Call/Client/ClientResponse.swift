/// A response of one message, or the error in its place.
public struct ClientResponse<Message: Sendable>: Sendable {
  /// What an accepted call was answered with.
  public struct Contents: Sendable {
    /// Metadata that came before the message.
    public var metadata: Metadata
    /// The message, or why the call failed after all.
    public var message: Result<Message, RPCError>
    /// Metadata that came with the status.
    public var trailingMetadata: Metadata

    /// Creates contents of a call that succeeded.
    public init(metadata: Metadata, message: Message, trailingMetadata: Metadata) {
      self.metadata = metadata
      self.message = .success(message)
      self.trailingMetadata = trailingMetadata
    }

    /// Creates contents of a call that failed after its initial metadata had come.
    public init(metadata: Metadata, error: RPCError) {
      self.metadata = metadata
      self.message = .failure(error)
      self.trailingMetadata = error.metadata
    }
  }

  /// The answer; or the error, if the call was rejected before anything came.
  public var accepted: Result<Contents, RPCError>

  /// Creates a response.
  public init(accepted: Result<Contents, RPCError>) {
    self.accepted = accepted
  }

  /// Creates a response with a message.
  public init(message: Message, metadata: Metadata = [:], trailingMetadata: Metadata = [:]) {
    accepted = .success(
      Contents(metadata: metadata, message: message, trailingMetadata: trailingMetadata))
  }

  /// Creates a response that failed after its initial metadata had come.
  public init(of messageType: Message.Type = Message.self, metadata: Metadata, error: RPCError) {
    accepted = .success(Contents(metadata: metadata, error: error))
  }

  /// Creates a response that was rejected.
  public init(of messageType: Message.Type = Message.self, error: RPCError) {
    accepted = .failure(error)
  }

  /// Metadata that came before the message; empty if the call was rejected.
  public var metadata: Metadata {
    switch accepted {
    case .success(let contents): contents.metadata
    case .failure: [:]
    }
  }

  /// The message.
  ///
  /// - Throws: The ``RPCError`` that the call failed with.
  public var message: Message {
    get throws { try accepted.flatMap(\.message).get() }
  }

  /// Metadata that came with the status.
  public var trailingMetadata: Metadata {
    switch accepted {
    case .success(let contents): contents.trailingMetadata
    case .failure(let error): error.metadata
    }
  }
}
