extension CallStream {
  /// The message that arrived bytes hold.
  @inlinable
  final func decode<Deserializer: MessageDeserializer>(
    _ message: MessageQueue.Message, with deserializer: Deserializer
  ) throws -> Deserializer.Message {
    if inboundDecompressor != nil { return try inflateAndDecode(message, with: deserializer) }
    return try deserializer.decode(message.contents)
  }

  @inlinable @inline(never)
  final func inflateAndDecode<Deserializer: MessageDeserializer>(
    _ message: MessageQueue.Message, with deserializer: Deserializer
  ) throws -> Deserializer.Message {
    guard let inboundDecompressor else { return try deserializer.decode(message.contents) }
    var whole = MessageBuffer()
    guard try inflate(message, by: inboundDecompressor, into: &whole) else {
      return try deserializer.decode(message.contents)
    }
    // Sound: the buffer outlives the decoding.
    return try whole.withUnsafeBytes { try deserializer.decode($0) }
  }
}

extension MessageBuffer {
  /// Compresses the message behind the prefix at `start`, unless that would make it larger.
  @usableFromInline
  mutating func compressFrame(at start: Int, with compressor: MessageCompressor) throws {
    guard compressor.appliesNow else { return }
    var smaller = MessageBuffer()
    let payload = start + MessageFrame.prefixBytes
    do throws(RPCError) {
      // Sound: the bytes are lent to the compressor, which writes into another buffer.
      try withUnsafeBytes { (bytes) throws(RPCError) in
        try compressor.compress(
          UnsafeRawBufferPointer(rebasing: bytes[payload...]), into: &smaller)
      }
    } catch {
      truncate(to: start)
      throw error
    }
    guard smaller.count < count - payload else { return }
    truncate(to: payload)
    let length = smaller.count
    append(movingFirst: length, of: &smaller)
    overwrite(at: start + 1, with: UInt32(truncatingIfNeeded: length))
    markCompressed(at: start)
  }
}
