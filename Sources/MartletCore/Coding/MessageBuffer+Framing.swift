/// The length-prefixed message of gRPC over HTTP/2: one byte that says whether it is compressed,
/// four that give the length in big-endian order, then the message.
@usableFromInline
enum MessageFrame {
  @inlinable static var prefixBytes: Int { 5 }
}

extension MessageBuffer {
  /// Appends `message` with its prefix, compressed if there is a compressor.
  ///
  /// - Throws: ``RPCError`` with `resourceExhausted` if the message is larger than
  ///   `maximumBytes`, or what the serializer threw; the buffer is as it was.
  @inlinable
  mutating func appendFrame<Serializer: MessageSerializer>(
    _ message: Serializer.Message, with serializer: Serializer, maximumBytes: Int,
    compressor: MessageCompressor?
  ) throws {
    let start = count
    append(count: MessageFrame.prefixBytes) { prefix in
      prefix.initializeMemory(as: UInt8.self, repeating: 0)
    }
    do {
      try serializer.serialize(message, into: &self)
    } catch {
      throw dropFrame(at: start, error)
    }
    let length = count - start - MessageFrame.prefixBytes
    guard length <= maximumBytes, let encoded = UInt32(exactly: length) else {
      throw dropFrame(at: start, bytes: length, maximum: maximumBytes)
    }
    overwrite(at: start + 1, with: encoded)
    if let compressor { try compressFrame(at: start, with: compressor) }
  }

  // What is rare, and the making of errors, is compiled once, out of the way of each message type.

  /// Takes a frame back that could not be completed; why, as the call's error.
  @usableFromInline
  mutating func dropFrame(at start: Int, _ error: any Error) -> any Error {
    truncate(to: start)
    return RPCError.ofCodec(error, "serialized")
  }

  /// Takes a frame back that is too large; the error that says so.
  @usableFromInline
  mutating func dropFrame(at start: Int, bytes length: Int, maximum: Int) -> any Error {
    truncate(to: start)
    return RPCError(
      code: .resourceExhausted,
      message: """
        message of \(length) bytes is larger than the \(maximum) that may be sent; \
        raise the limit or send less
        """)
  }
}

extension RPCError {
  /// What a codec threw, as the call's error.
  @usableFromInline
  static func ofCodec(_ error: any Error, _ failure: StaticString) -> any Error {
    if error is RPCError { return error }
    return RPCError(
      code: .internalError, message: "the message could not be \(failure): \(error)",
      cause: error)
  }
}
