/// Bounds on what decoding accepts.
public struct BinaryDecodingOptions: Sendable {
  /// The deepest nesting of messages; 100 by default. It bounds the stack that decoding takes.
  public var messageDepthLimit = 100

  /// The most bytes that a message may have; 2 GiB by default, which is as much as protobuf allows.
  public var messageBytesLimit = 0x7fff_ffff

  /// Whether fields that the type does not know are dropped rather than kept; no by default.
  public var discardUnknownFields = false

  /// Creates the defaults.
  @inlinable
  public init() {}
}

extension Message {
  /// Creates the message that bytes hold.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - partial: Whether the message may lack required fields.
  ///   - options: Bounds on what is accepted.
  /// - Throws: ``BinaryDecodingError`` that says at which byte and in which field.
  @inlinable
  public init<Bytes: ProtobufContiguousBytes>(
    serializedBytes bytes: Bytes, partial: Bool = false, options: BinaryDecodingOptions = .init()
  ) throws {
    self.init()
    try merge(serializedBytes: bytes, partial: partial, options: options)
  }

  /// Creates the message that bytes hold.
  ///
  /// - Parameters:
  ///   - bytes: The bytes, which need to be valid only until this returns.
  ///   - partial: Whether the message may lack required fields.
  ///   - options: Bounds on what is accepted.
  /// - Throws: ``BinaryDecodingError`` that says at which byte and in which field.
  @inlinable
  public init(
    decoding bytes: UnsafeRawBufferPointer, partial: Bool = false,
    options: BinaryDecodingOptions = .init()
  ) throws {
    self.init()
    try merge(decoding: bytes, partial: partial, options: options)
  }

  @inlinable
  mutating func merge(
    decoding bytes: UnsafeRawBufferPointer, partial: Bool, options: BinaryDecodingOptions
  ) throws {
    try merging(bytes, partial: partial, options: options) { message in
      var reader = WireReader(bytes, options: options)
      try message.merge(from: &reader)
    }
  }

  /// Checks what is around the reading of bytes.
  @inlinable
  @inline(__always)
  mutating func merging(
    _ bytes: UnsafeRawBufferPointer, partial: Bool, options: BinaryDecodingOptions,
    _ read: (inout Self) throws -> Void
  ) throws {
    guard bytes.count <= options.messageBytesLimit else {
      throw BinaryDecodingError(.tooLarge, at: options.messageBytesLimit, field: 0)
        .named(Self.self)
    }
    do {
      try read(&self)
    } catch let error as BinaryDecodingError {
      throw error.within(Self.protoFields, of: 0).named(Self.self)
    }
    if !partial, !isInitialized {
      throw BinaryDecodingError(.missingRequiredFields, at: bytes.count, field: 0).named(Self.self)
    }
  }
}
