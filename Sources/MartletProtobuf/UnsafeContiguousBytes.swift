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
extension ArraySlice<UInt8>: ProtobufContiguousBytes {}

// Sound throughout: the pointer is used only while the bytes are lent.
extension Message {
  /// Adds what bytes hold: single fields replace, repeated ones append, messages merge.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - partial: Whether the result may lack required fields.
  ///   - options: Bounds on what is accepted.
  /// - Throws: ``BinaryDecodingError``; the message has then what came before the fault.
  @inlinable
  public mutating func merge<Bytes: ProtobufContiguousBytes>(
    serializedBytes bytes: Bytes, partial: Bool = false, options: BinaryDecodingOptions = .init()
  ) throws {
    try bytes.withUnsafeBytes { try merge(decoding: $0, partial: partial, options: options) }
  }

  /// Adds what bytes hold: single fields replace, repeated ones append, messages merge.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - extensions: The extensions that are known.
  ///   - partial: Whether the result may lack required fields.
  ///   - options: Bounds on what is accepted.
  /// - Throws: ``BinaryDecodingError``; the message has then what came before the fault.
  public mutating func merge<Bytes: ProtobufContiguousBytes>(
    serializedBytes bytes: Bytes, extensions: (any ExtensionMap)?, partial: Bool = false,
    options: BinaryDecodingOptions = .init()
  ) throws {
    try bytes.withUnsafeBytes {
      try merge(decoding: $0, extensions: extensions, partial: partial, options: options)
    }
  }
}

extension ProtobufContiguousBytes {
  /// Bytes that are copied; into arrays by what is compiled for them.
  init(copying bytes: UnsafeRawBufferPointer) {
    if Self.self == [UInt8].self {
      // Sound: it is of this type already. A cast would look it up.
      self = unsafeBitCast([UInt8](copying: bytes), to: Self.self)
    } else {
      self.init(bytes)
    }
  }
}
