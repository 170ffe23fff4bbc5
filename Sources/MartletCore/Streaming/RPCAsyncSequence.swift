/// The messages that a peer sends, in order.
///
/// A sequence that comes from a call can be gone through once, by one task at a time. Reading is
/// what lets the peer send more: what is not read holds the peer up.
public struct RPCAsyncSequence<Element: Sendable, Failure: Error>: AsyncSequence, Sendable {
  @usableFromInline
  enum Source: Sendable {
    case call(RPCMessageSource<Element, Failure>)
    case wrapped(any AsyncSequence<Element, Failure> & Sendable)
  }

  @usableFromInline let source: Source

  /// Creates a sequence that takes its elements from another.
  public init<Wrapped: AsyncSequence<Element, Failure> & Sendable>(wrapping other: Wrapped) {
    source = .wrapped(other)
  }

  @inlinable
  init(source: RPCMessageSource<Element, Failure>) {
    self.source = .call(source)
  }

  /// Creates an iterator.
  public func makeAsyncIterator() -> AsyncIterator {
    switch source {
    case .call(let source): AsyncIterator(call: source)
    case .wrapped(let sequence): AsyncIterator(wrapped: Self.iterator(of: sequence))
    }
  }

  private static func iterator(
    of sequence: some AsyncSequence<Element, Failure>
  ) -> any AsyncIteratorProtocol<Element, Failure> {
    sequence.makeAsyncIterator()
  }

  /// Goes through the messages.
  public struct AsyncIterator: AsyncIteratorProtocol {
    // One of the two. An enumeration of them would have to be looked up by its types for each
    // message.
    @usableFromInline let call: RPCMessageSource<Element, Failure>?
    private var wrapped: (any AsyncIteratorProtocol<Element, Failure>)?

    fileprivate init(call: RPCMessageSource<Element, Failure>) { self.call = call }

    fileprivate init(wrapped: any AsyncIteratorProtocol<Element, Failure>) {
      call = nil
      self.wrapped = wrapped
    }

    /// The next message; `nil` after the last.
    public mutating func next() async throws(Failure) -> Element? {
      try await next(isolation: #isolation)
    }

    /// The next message; `nil` after the last.
    @inlinable
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(Failure) -> Element? {
      if let call { return try await call.next() }
      return try await nextOfWrapped(isolation: actor)
    }

    @usableFromInline
    mutating func nextOfWrapped(
      isolation actor: isolated (any Actor)?
    ) async throws(Failure) -> Element? {
      guard var iterator = wrapped else { return nil }
      let element = try await iterator.next(isolation: actor)
      wrapped = iterator
      return element
    }
  }
}

/// Where a call's messages come from.
@usableFromInline
class RPCMessageSource<Element: Sendable, Failure: Error>: @unchecked Sendable {
  // Sendable: subclasses have no state but a call, or guard it by being read by one task.

  /// The next message; `nil` after the last.
  @usableFromInline
  func next() async throws(Failure) -> Element? { nil }

  @usableFromInline
  init() {}
}

/// The messages of a call, decoded one by one.
@usableFromInline
final class DecodedMessages<Deserializer: MessageDeserializer>:
  RPCMessageSource<Deserializer.Message, any Error>, @unchecked Sendable
where Deserializer.Message: Sendable {
  @usableFromInline let call: CallStream
  @usableFromInline let deserializer: Deserializer

  @inlinable
  init(call: CallStream, deserializer: Deserializer) {
    self.call = call
    self.deserializer = deserializer
  }

  @inlinable
  override func next() async throws -> Deserializer.Message? {
    try await call.nextMessage(deserializer)
  }
}
