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
  ///   - extensions: The extensions that are known.
  ///   - partial: Whether the message may lack required fields.
  ///   - options: Bounds on what is accepted.
  /// - Throws: ``BinaryDecodingError`` that says at which byte and in which field.
  @inlinable
  public init<Bytes: ProtobufContiguousBytes>(
    serializedBytes bytes: Bytes, extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = .init()
  ) throws {
    self.init()
    try merge(
      serializedBytes: bytes, extensions: extensions, partial: partial, options: options)
  }

  /// Creates the message that bytes hold.
  ///
  /// - Parameters:
  ///   - bytes: The bytes, which need to be valid only until this returns.
  ///   - extensions: The extensions that are known.
  ///   - partial: Whether the message may lack required fields.
  ///   - options: Bounds on what is accepted.
  /// - Throws: ``BinaryDecodingError`` that says at which byte and in which field.
  @inlinable
  public init(
    decoding bytes: UnsafeRawBufferPointer, extensions: (any ExtensionMap)? = nil,
    partial: Bool = false, options: BinaryDecodingOptions = .init()
  ) throws {
    self.init()
    try merge(decoding: bytes, extensions: extensions, partial: partial, options: options)
  }

  @inlinable
  mutating func merge(
    decoding bytes: UnsafeRawBufferPointer, extensions: (any ExtensionMap)? = nil, partial: Bool,
    options: BinaryDecodingOptions
  ) throws {
    guard bytes.count <= options.messageBytesLimit else {
      throw BinaryDecodingError(.tooLarge, at: options.messageBytesLimit, field: 0)
        .named(Self.self)
    }
    do {
      if let extensions {
        try merge(decoding: bytes, options: options, knowing: extensions)
      } else {
        var reader = WireReader(bytes, options: options)
        try merge(from: &reader)
      }
    } catch let error as BinaryDecodingError {
      throw error.within(Self.protoFields, of: 0).named(Self.self)
    }
    if !partial, !isInitialized {
      throw BinaryDecodingError(.missingRequiredFields, at: bytes.count, field: 0).named(Self.self)
    }
  }
}
