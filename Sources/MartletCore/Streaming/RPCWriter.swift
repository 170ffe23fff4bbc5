/// Something that messages can be written to.
public protocol RPCWriterProtocol<Element>: Sendable {
  /// The type of message.
  associatedtype Element: Sendable

  /// Writes one message; returns once it is accepted, which may be before it is sent.
  func write(_ element: Element) async throws

  /// Writes several messages, which may share system calls.
  func write(contentsOf elements: some Sequence<Element>) async throws
}

extension RPCWriterProtocol {
  /// Writes each message of an asynchronous sequence as it comes.
  public func write<Elements: AsyncSequence>(
    contentsOf elements: Elements
  ) async throws where Elements.Element == Element {
    for try await element in elements { try await write(element) }
  }
}

/// Writes the messages of a stream to the peer.
///
/// `write` suspends while the peer reads more slowly than this side writes, and throws
/// ``RPCError`` once the call is over. A writer may be used from several tasks; their messages
/// come in the order in which `write` was called.
public struct RPCWriter<Element: Sendable>: RPCWriterProtocol {
  private let writer: any RPCWriterProtocol<Element>

  /// Creates a writer that passes everything on to another.
  public init(wrapping other: some RPCWriterProtocol<Element>) {
    self.writer = other
  }

  /// Writes one message.
  ///
  /// - Throws: ``RPCError`` if the call is over or the message is too large or not serializable, or
  ///   the task is cancelled while the peer reads too slowly.
  public func write(_ element: Element) async throws {
    try await writer.write(element)
  }

  /// Writes several messages, which may share system calls.
  ///
  /// - Throws: As ``write(_:)``; the messages before the one that failed are written.
  public func write(contentsOf elements: some Sequence<Element>) async throws {
    try await writer.write(contentsOf: elements)
  }
}
