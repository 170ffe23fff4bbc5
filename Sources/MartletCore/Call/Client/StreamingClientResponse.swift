/// A response of any number of messages, or the error in their place.
public struct StreamingClientResponse<Message: Sendable>: Sendable {
  /// What an accepted call is answered with.
  public struct Contents: Sendable {
    /// What comes after the initial metadata.
    public enum BodyPart: Sendable {
      /// A message.
      case message(Message)
      /// The metadata of a status that says the call succeeded; comes last.
      case trailingMetadata(Metadata)
    }

    /// Metadata that came before the messages.
    public var metadata: Metadata
    /// The messages and the trailing metadata, as they arrive.
    public var bodyParts: RPCAsyncSequence<BodyPart, any Error> {
      didSet { direct = nil }
    }
    /// The messages alone, without a filter over the parts in between.
    var direct: RPCAsyncSequence<Message, any Error>?

    /// Creates contents.
    public init(metadata: Metadata, bodyParts: RPCAsyncSequence<BodyPart, any Error>) {
      self.metadata = metadata
      self.bodyParts = bodyParts
    }
  }

  /// The answer; or the error, if the call was rejected before anything came.
  public var accepted: Result<Contents, RPCError>

  /// Creates a response.
  public init(accepted: Result<Contents, RPCError>) {
    self.accepted = accepted
  }

  /// Creates a response.
  public init(
    of messageType: Message.Type = Message.self, metadata: Metadata,
    bodyParts: RPCAsyncSequence<Contents.BodyPart, any Error>
  ) {
    accepted = .success(Contents(metadata: metadata, bodyParts: bodyParts))
  }

  /// Creates a response that was rejected.
  public init(of messageType: Message.Type = Message.self, error: RPCError) {
    accepted = .failure(error)
  }

  /// Metadata that came before the messages; empty if the call was rejected.
  public var metadata: Metadata {
    switch accepted {
    case .success(let contents): contents.metadata
    case .failure: [:]
    }
  }

  /// The messages, as they arrive; going through them throws the ``RPCError`` that the call fails
  /// with.
  public var messages: RPCAsyncSequence<Message, any Error> {
    switch accepted {
    case .success(let contents):
      contents.direct
        ?? RPCAsyncSequence(
          wrapping: contents.bodyParts.compactMap { part in
            if case .message(let message) = part { message } else { nil }
          })
    case .failure(let error): RPCAsyncSequence(source: FailedSource(error: error))
    }
  }

  /// The messages and the trailing metadata, as they arrive.
  public var bodyParts: RPCAsyncSequence<Contents.BodyPart, any Error> {
    switch accepted {
    case .success(let contents): contents.bodyParts
    case .failure(let error): RPCAsyncSequence(source: FailedSource(error: error))
    }
  }
}

extension StreamingClientResponse.Contents.BodyPart: Equatable where Message: Equatable {}

/// No messages but an error.
private final class FailedSource<Element: Sendable>: RPCMessageSource<Element, any Error>,
  @unchecked Sendable
{
  private let error: RPCError

  init(error: RPCError) { self.error = error }

  override func next() async throws -> Element? { throw error }
}
