extension AsyncSequence where Element == UInt8 {
  /// The messages in these bytes, each behind its length, as ``BinaryDelimited`` writes them.
  ///
  /// - Parameters:
  ///   - messageType: The type of the messages.
  ///   - extensions: The extensions that are known.
  ///   - partial: Whether messages may lack required fields.
  ///   - options: Bounds on what is accepted.
  public func binaryProtobufDelimitedMessages<M: Message>(
    of messageType: M.Type = M.self, extensions: (any ExtensionMap)? = nil,
    partial: Bool = false, options: BinaryDecodingOptions = .init()
  ) -> AsyncMessageSequence<Self, M> {
    AsyncMessageSequence(base: self, extensions: extensions, partial: partial, options: options)
  }
}

/// Messages that bytes arrive with, each behind its length, as ``BinaryDelimited`` writes them.
///
/// ```swift
/// for try await reading in bytes.binaryProtobufDelimitedMessages(of: Reading.self) {
///   print(reading.celsius)
/// }
/// ```
///
/// No more than one message is held at a time, and none that is larger than
/// ``BinaryDecodingOptions/messageBytesLimit``: its length says so before its bytes are taken.
public struct AsyncMessageSequence<Base: AsyncSequence, M: Message>: AsyncSequence
where Base.Element == UInt8 {
  public typealias Element = M

  private let base: Base
  private let extensions: (any ExtensionMap)?
  private let partial: Bool
  private let options: BinaryDecodingOptions

  /// Creates the messages of bytes.
  ///
  /// - Parameters:
  ///   - base: The bytes.
  ///   - extensions: The extensions that are known.
  ///   - partial: Whether messages may lack required fields.
  ///   - options: Bounds on what is accepted.
  public init(
    base: Base, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = .init()
  ) {
    self.base = base
    self.extensions = extensions
    self.partial = partial
    self.options = options
  }

  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(
      bytes: base.makeAsyncIterator(), extensions: extensions, partial: partial, options: options)
  }

  /// Takes one message after the other.
  public struct AsyncIterator: AsyncIteratorProtocol {
    /// `nil` when nothing more can be taken.
    private var bytes: Base.AsyncIterator?
    private let extensions: (any ExtensionMap)?
    private let partial: Bool
    private let options: BinaryDecodingOptions

    init(
      bytes: Base.AsyncIterator, extensions: (any ExtensionMap)?, partial: Bool,
      options: BinaryDecodingOptions
    ) {
      self.bytes = bytes
      self.extensions = extensions
      self.partial = partial
      self.options = options
    }

    /// Takes the next message; `nil` if the bytes have ended behind the last.
    ///
    /// - Throws: ``BinaryDelimited/Error`` if the bytes end within a message or a length is none,
    ///   ``BinaryDecodingError`` if a message is too large, each of which ends the messages; also
    ///   if one cannot be decoded, behind which the next can be taken. What the bytes throw.
    public mutating func next() async throws -> M? {
      guard let content = try await nextContent() else { return nil }
      return try M(
        serializedBytes: content, extensions: extensions, partial: partial, options: options)
    }

    /// The bytes of the next message.
    private mutating func nextContent() async throws -> [UInt8]? {
      guard var rest = bytes else { return nil }
      // Back in its place only if all goes well: behind half a message there is no other.
      bytes = nil
      guard let length = try await Self.nextLength(&rest) else { return nil }
      guard length <= options.messageBytesLimit else {
        throw BinaryDecodingError(.tooLarge, at: 0, field: 0).named(M.self)
      }
      var content: [UInt8] = []
      // Not reserved: a length is only a claim.
      while content.count < length {
        guard let byte = try await rest.next(isolation: #isolation) else {
          throw BinaryDelimited.Error.truncated
        }
        content.append(byte)
      }
      bytes = rest
      return content
    }

    private static func nextLength(_ bytes: inout Base.AsyncIterator) async throws -> Int? {
      var prefix = BinaryDelimited.LengthPrefix()
      while let byte = try await bytes.next(isolation: #isolation) {
        if let length = try prefix.take(byte) { return length }
      }
      if !prefix.isEmpty { throw BinaryDelimited.Error.truncated }
      return nil
    }
  }
}

extension AsyncMessageSequence: Sendable where Base: Sendable {}

@available(*, unavailable)
extension AsyncMessageSequence.AsyncIterator: Sendable {}
