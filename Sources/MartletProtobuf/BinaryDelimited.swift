/// Messages one after the other in a stream of bytes, each behind its length as a varint, as
/// protobuf's `writeDelimitedTo` and `parseDelimitedFrom` have them.
public enum BinaryDelimited {
  /// Why no message could be taken.
  public enum Error: Swift.Error, Hashable, Sendable {
    /// There are no more bytes: the stream has ended between two messages.
    case noBytesAvailable
    /// The bytes end within a message or its length. If more may come, try again with them.
    case truncated
    /// The length is no number, or more than protobuf allows: 2 GiB.
    case malformedLength
  }

  /// Adds a message and its length to bytes.
  ///
  /// - Throws: ``BinaryEncodingError`` if a required field is missing or it is larger than 2 GiB.
  public static func serialize(
    message: any Message, to bytes: inout [UInt8], partial: Bool = false,
    options: BinaryEncodingOptions = .init()
  ) throws {
    let content: [UInt8] = try message.serializedBytes(partial: partial, options: options)
    bytes.appendVarint(UInt64(content.count))
    bytes += content
  }

  /// Takes the first message from bytes.
  ///
  /// - Parameters:
  ///   - messageType: The type of the message.
  ///   - bytes: The bytes; what is left when the message is taken. Unchanged if that fails.
  ///   - extensions: The extensions that are known.
  ///   - partial: Whether the message may lack required fields.
  ///   - options: Bounds on what is accepted.
  /// - Throws: ``Error`` if there is no whole message, ``BinaryDecodingError`` if it cannot be
  ///   decoded.
  public static func parse<M: Message>(
    messageType: M.Type, from bytes: inout ArraySlice<UInt8>,
    extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = .init()
  ) throws -> M {
    var message = M()
    try merge(
      into: &message, from: &bytes, extensions: extensions, partial: partial, options: options)
    return message
  }

  /// Takes the first message from bytes, and adds it to one that there is.
  ///
  /// - Parameters:
  ///   - message: The message that is added to.
  ///   - bytes: The bytes; what is left when the message is taken. Unchanged if that fails.
  ///   - extensions: The extensions that are known.
  ///   - partial: Whether the message may lack required fields.
  ///   - options: Bounds on what is accepted.
  /// - Throws: ``Error`` if there is no whole message, ``BinaryDecodingError`` if it cannot be
  ///   decoded.
  public static func merge<M: Message>(
    into message: inout M, from bytes: inout ArraySlice<UInt8>,
    extensions: (any ExtensionMap)? = nil, partial: Bool = false,
    options: BinaryDecodingOptions = .init()
  ) throws {
    if bytes.isEmpty { throw Error.noBytesAvailable }
    var rest = bytes
    var prefix = LengthPrefix()
    var length: Int?
    while length == nil {
      guard let byte = rest.popFirst() else { throw Error.truncated }
      length = try prefix.take(byte)
    }
    guard let length, length <= rest.count else { throw Error.truncated }
    try message.merge(
      serializedBytes: rest.prefix(length), extensions: extensions, partial: partial,
      options: options)
    bytes = rest.dropFirst(length)
  }

  /// The length before a message, which comes byte by byte.
  struct LengthPrefix {
    private var value: UInt64 = 0
    private var shift: UInt64 = 0

    /// Whether no byte has been taken yet.
    var isEmpty: Bool { shift == 0 }

    /// Takes a byte.
    ///
    /// - Returns: The length, if this was its last byte.
    /// - Throws: ``Error/malformedLength``.
    mutating func take(_ byte: UInt8) throws -> Int? {
      guard shift < 35 else { throw Error.malformedLength }
      value |= UInt64(byte & 0x7f) << shift
      shift += 7
      if byte >= 0x80 { return nil }
      guard value <= UInt64(MessageEncoder.maximumBytes) else { throw Error.malformedLength }
      return Int(value)
    }
  }
}
