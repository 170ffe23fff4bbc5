/// A response of one message, or the error in its place.
public struct ServerResponse<Message: Sendable>: Sendable {
  /// What an accepted call answers.
  public struct Contents: Sendable {
    /// Metadata that goes before the message.
    public var metadata: Metadata
    /// The message.
    public var message: Message
    /// Metadata that goes with the status.
    public var trailingMetadata: Metadata

    /// Creates contents.
    @inlinable
    public init(message: Message, metadata: Metadata = [:], trailingMetadata: Metadata = [:]) {
      self.metadata = metadata
      self.message = message
      self.trailingMetadata = trailingMetadata
    }
  }

  /// The answer, or why the call was rejected.
  public var accepted: Result<Contents, RPCError>

  /// Creates a response.
  @inlinable
  public init(accepted: Result<Contents, RPCError>) {
    self.accepted = accepted
  }

  /// Creates a response with a message.
  @inlinable
  public init(message: Message, metadata: Metadata = [:], trailingMetadata: Metadata = [:]) {
    accepted = .success(
      Contents(message: message, metadata: metadata, trailingMetadata: trailingMetadata))
  }

  /// Creates a response that rejects the call.
  @inlinable
  public init(of messageType: Message.Type = Message.self, error: RPCError) {
    accepted = .failure(error)
  }

  /// Metadata that goes first; the error's, if the call is rejected.
  public var metadata: Metadata {
    get {
      switch accepted {
      case .success(let contents): contents.metadata
      case .failure(let error): error.metadata
      }
    }
    set {
      switch accepted {
      case .success(var contents):
        contents.metadata = newValue
        accepted = .success(contents)
      case .failure(var error):
        error.metadata = newValue
        accepted = .failure(error)
      }
    }
  }

  /// The message.
  ///
  /// - Throws: The ``RPCError`` that rejects the call.
  public var message: Message {
    get throws { try accepted.get().message }
  }

  /// Metadata that goes with the status; the error's, if the call is rejected.
  public var trailingMetadata: Metadata {
    switch accepted {
    case .success(let contents): contents.trailingMetadata
    case .failure(let error): error.metadata
    }
  }
}

/// A response of any number of messages, or the error in their place.
public struct StreamingServerResponse<Message: Sendable>: Sendable {
  /// What an accepted call answers.
  public struct Contents: Sendable {
    /// Metadata that goes before the messages.
    public var metadata: Metadata
    /// Writes the messages, and returns the metadata that goes with the status.
    public var producer: @Sendable (RPCWriter<Message>) async throws -> Metadata

    /// Creates contents.
    @inlinable
    public init(
      metadata: Metadata,
      producer: @escaping @Sendable (RPCWriter<Message>) async throws -> Metadata
    ) {
      self.metadata = metadata
      self.producer = producer
    }
  }

  /// The answer, or why the call was rejected.
  public var accepted: Result<Contents, RPCError>

  /// Creates a response.
  @inlinable
  public init(accepted: Result<Contents, RPCError>) {
    self.accepted = accepted
  }

  /// Creates a response whose messages `producer` writes.
  ///
  /// - Parameters:
  ///   - messageType: The type of message.
  ///   - metadata: Metadata that goes before the messages.
  ///   - producer: Writes the messages, and returns the metadata that goes with the status.
  @inlinable
  public init(
    of messageType: Message.Type = Message.self, metadata: Metadata = [:],
    producer: @escaping @Sendable (RPCWriter<Message>) async throws -> Metadata
  ) {
    accepted = .success(Contents(metadata: metadata, producer: producer))
  }

  /// Creates a response that rejects the call.
  @inlinable
  public init(of messageType: Message.Type = Message.self, error: RPCError) {
    accepted = .failure(error)
  }

  /// Creates a response that streams one message.
  public init(single response: ServerResponse<Message>) {
    switch response.accepted {
    case .success(let contents):
      self.init(metadata: contents.metadata) { writer in
        try await writer.write(contents.message)
        return contents.trailingMetadata
      }
    case .failure(let error):
      self.init(error: error)
    }
  }

  /// Metadata that goes first; the error's, if the call is rejected.
  public var metadata: Metadata {
    get {
      switch accepted {
      case .success(let contents): contents.metadata
      case .failure(let error): error.metadata
      }
    }
    set {
      switch accepted {
      case .success(var contents):
        contents.metadata = newValue
        accepted = .success(contents)
      case .failure(var error):
        error.metadata = newValue
        accepted = .failure(error)
      }
    }
  }
}
