// Sound throughout: a buffer has as many bytes as the encoder has counted, and the writer holds
// each write against the end of its buffer. Bytes that are an array already are not copied.
extension Message {
  /// The message as bytes.
  ///
  /// - Parameters:
  ///   - partial: Whether a message may lack required fields.
  ///   - options: How it is encoded.
  /// - Returns: The bytes; the same message gives the same bytes, but for the order of maps.
  /// - Throws: ``BinaryEncodingError`` if a required field is missing or the message has more than
  ///   2 GiB, which is as much as protobuf allows.
  @inlinable
  public func serializedBytes<Bytes: ProtobufContiguousBytes>(
    partial: Bool = false, options: BinaryEncodingOptions = .init()
  ) throws -> Bytes {
    let encoder = try MessageEncoder(self, partial: partial, options: options)
    if Bytes.self == [UInt8].self { return unsafeBitCast(encoder.array(self), to: Bytes.self) }
    var bytes = Bytes(repeating: 0, count: encoder.count)
    bytes.withUnsafeMutableBytes { encoder.write(self, into: $0) }
    return bytes
  }

  /// The message as bytes.
  ///
  /// - Parameters:
  ///   - partial: Whether a message may lack required fields.
  ///   - options: How it is encoded.
  /// - Returns: The bytes.
  /// - Throws: ``BinaryEncodingError`` if a required field is missing or the message has more than
  ///   2 GiB.
  @inlinable
  public func serializedBytes(
    partial: Bool = false, options: BinaryEncodingOptions = .init()
  ) throws -> [UInt8] {
    let encoder = try MessageEncoder(self, partial: partial, options: options)
    return encoder.array(self)
  }
}

/// A message that is about to be encoded: its size is known, so that it can be written into memory
/// of exactly that size.
public struct MessageEncoder: ~Copyable {
  /// The number of bytes to write.
  public let count: Int

  @usableFromInline let sizes: WireSizes

  /// Sizes up a message.
  ///
  /// - Throws: ``BinaryEncodingError`` if a required field is missing or it is larger than 2 GiB.
  @inlinable
  public init<M: Message>(
    _ message: borrowing M, partial: Bool = false, options: BinaryEncodingOptions = .init()
  ) throws {
    if !partial, !message.isInitialized {
      throw BinaryEncodingError(
        .missingRequiredFields,
        message: "\(M.protoMessageName) lacks a required field; set it, or encode it as partial")
    }
    var sizes = WireSizes(isDeterministic: options.useDeterministicOrdering)
    let count = message.encodedSize(&sizes)
    guard count <= Self.maximumBytes else {
      sizes.free()
      throw BinaryEncodingError(
        .tooLarge,
        message: "\(M.protoMessageName) has \(count) bytes; protobuf allows \(Self.maximumBytes)")
    }
    self.count = count
    self.sizes = sizes
  }

  @inlinable
  deinit { sizes.free() }

  /// Writes the message into an array.
  @inlinable
  func array(_ message: borrowing some Message) -> [UInt8] {
    var bytes = [UInt8](blank: count)
    // Sound: the array is not shared and, while the span has access to it, not changed by anybody
    // else, so its memory stays where it is. A closure around the encoding would copy the message.
    var span = bytes.mutableSpan
    let memory = span.withUnsafeMutableBufferPointer { UnsafeMutableRawBufferPointer($0) }
    write(message, into: memory)
    extendLifetime(span)
    return bytes
  }

  @inlinable static var maximumBytes: Int { 0x7fff_ffff }

  /// Writes the same message into a buffer of at least ``count`` bytes.
  @inlinable
  public func write(
    _ message: borrowing some Message, into buffer: UnsafeMutableRawBufferPointer
  ) {
    var writer = WireWriter(buffer, sizes: sizes)
    let start = writer.position
    message.encode(to: &writer)
    // As the writer does with too many: nobody is to read bytes that were not written.
    precondition(writer.position - start == count, "the message changed while it was encoded")
  }
}
