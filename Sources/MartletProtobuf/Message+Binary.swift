/// A bag of bytes that a message can be made from and written to. `[UInt8]` is one; others can be.
public protocol ProtobufContiguousBytes {
  /// Creates a bag of one byte repeated.
  init(repeating: UInt8, count: Int)

  /// Creates a bag from bytes.
  init<S: Sequence>(_ sequence: S) where S.Element == UInt8

  /// The number of bytes.
  var count: Int { get }

  /// Calls `body` with the bytes, which are valid only until it returns.
  func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R

  /// Calls `body` with the bytes to be changed, valid only until it returns.
  mutating func withUnsafeMutableBytes<R>(
    _ body: (UnsafeMutableRawBufferPointer) throws -> R
  ) rethrows -> R
}

extension [UInt8]: ProtobufContiguousBytes {}

/// Bounds on what decoding accepts.
public struct BinaryDecodingOptions: Sendable {
  /// The deepest nesting of messages; 100 by default. It bounds the stack that decoding takes.
  public var messageDepthLimit = 100

  /// Whether fields that the type does not know are dropped rather than kept; no by default.
  public var discardUnknownFields = false

  /// Creates the defaults.
  @inlinable
  public init() {}
}

extension Message {
  /// The message as bytes.
  ///
  /// - Parameter partial: Whether a message may lack required fields.
  /// - Returns: The bytes; the same message gives the same bytes, but for the order of maps.
  /// - Throws: ``BinaryEncodingError`` if a required field is missing or the message has more than
  ///   2 GiB, which is as much as protobuf allows.
  public func serializedBytes<Bytes: ProtobufContiguousBytes>(
    partial: Bool = false
  ) throws -> Bytes {
    let encoder = try MessageEncoder(self, partial: partial)
    var bytes = Bytes(repeating: 0, count: encoder.count)
    bytes.withUnsafeMutableBytes { encoder.write(self, into: $0) }
    return bytes
  }

  /// The message as bytes.
  ///
  /// - Parameter partial: Whether a message may lack required fields.
  /// - Returns: The bytes.
  /// - Throws: ``BinaryEncodingError`` if a required field is missing or the message has more than
  ///   2 GiB.
  public func serializedBytes(partial: Bool = false) throws -> [UInt8] {
    let encoder = try MessageEncoder(self, partial: partial)
    return [UInt8](unsafeUninitializedCapacity: encoder.count) { buffer, count in
      encoder.write(self, into: UnsafeMutableRawBufferPointer(buffer))
      count = encoder.count
    }
  }

  /// Creates the message that bytes hold.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - partial: Whether the message may lack required fields.
  ///   - options: Bounds on what is accepted.
  /// - Throws: ``BinaryDecodingError`` that says at which byte and in which field.
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

  /// Adds what bytes hold: single fields replace, repeated ones append, messages merge.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - partial: Whether the result may lack required fields.
  ///   - options: Bounds on what is accepted.
  /// - Throws: ``BinaryDecodingError``; the message has then what came before the fault.
  public mutating func merge<Bytes: ProtobufContiguousBytes>(
    serializedBytes bytes: Bytes, partial: Bool = false, options: BinaryDecodingOptions = .init()
  ) throws {
    try bytes.withUnsafeBytes { try merge(decoding: $0, partial: partial, options: options) }
  }

  @inlinable
  mutating func merge(
    decoding bytes: UnsafeRawBufferPointer, partial: Bool, options: BinaryDecodingOptions
  ) throws {
    var reader = WireReader(bytes, options: options)
    do {
      try merge(from: &reader)
    } catch let error as BinaryDecodingError {
      throw error.within(Self.protoFields, of: 0).named(Self.self)
    }
    if !partial, !isInitialized {
      throw BinaryDecodingError(.missingRequiredFields, at: bytes.count, field: 0).named(Self.self)
    }
  }
}

/// A message that is about to be encoded: its size is known, so that it can be written into memory
/// of exactly that size.
public struct MessageEncoder {
  /// The number of bytes to write.
  public let count: Int

  @usableFromInline let sizes: WireSizes

  /// Sizes up a message.
  ///
  /// - Throws: ``BinaryEncodingError`` if a required field is missing or it is larger than 2 GiB.
  @inlinable
  public init<M: Message>(_ message: M, partial: Bool = false) throws {
    if !partial, !message.isInitialized {
      throw BinaryEncodingError(
        message: "\(M.protoMessageName) lacks a required field; set it, or encode it as partial")
    }
    var sizes = WireSizes()
    count = message.encodedSize(&sizes)
    self.sizes = sizes
    guard count <= Self.maximumBytes else {
      throw BinaryEncodingError(
        message: "\(M.protoMessageName) has \(count) bytes; protobuf allows \(Self.maximumBytes)")
    }
  }

  @inlinable static var maximumBytes: Int { 0x7fff_ffff }

  /// Writes the same message into a buffer of at least ``count`` bytes.
  @inlinable
  public func write(_ message: some Message, into buffer: UnsafeMutableRawBufferPointer) {
    var writer = WireWriter(buffer, sizes: sizes)
    message.encode(to: &writer)
  }
}
