public import MartletCore
public import MartletProtobuf

/// Serializes protobuf messages.
public struct ProtobufSerializer<Message: MartletProtobuf.Message>: MessageSerializer {
  /// Creates a serializer.
  @inlinable
  public init() {}

  public func serialize<Bytes: GRPCContiguousBytes>(_ message: Message) throws -> Bytes {
    let encoder = try MessageEncoder(message)
    var bytes = Bytes(repeating: 0, count: encoder.count)
    bytes.withUnsafeMutableBytes { encoder.write(message, into: $0) }
    return bytes
  }

  /// Encodes the message into the very memory that it is sent from.
  @inlinable
  public func serialize(_ message: Message, into buffer: inout MessageBuffer) throws {
    let encoder = try MessageEncoder(message)
    // Sound: the encoder fills the room. A closure around it would copy the message.
    encoder.write(message, into: buffer.appendRoom(for: encoder.count))
  }
}

/// Deserializes protobuf messages.
public struct ProtobufDeserializer<Message: MartletProtobuf.Message>: MessageDeserializer {
  /// Creates a deserializer.
  @inlinable
  public init() {}

  public func deserialize<Bytes: GRPCContiguousBytes>(
    _ serializedMessageBytes: Bytes
  ) throws -> Message {
    try serializedMessageBytes.withUnsafeBytes { try Message(decoding: $0) }
  }

  public var formatName: String? { "proto" }

  /// Decodes the message from the memory that it was received in.
  @inlinable
  public func deserialize(_ bytes: UnsafeRawBufferPointer) throws -> Message {
    try Message(decoding: bytes)
  }
}
