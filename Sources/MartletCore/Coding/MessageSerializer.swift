/// Turns messages into bytes: the seam at which a codec other than protobuf comes in.
///
/// A codec must implement ``serialize(_:)``. One that can write in place also implements
/// ``serialize(_:into:)``, which is what the call path uses.
public protocol MessageSerializer<Message>: Sendable {
  /// The type of message.
  associatedtype Message

  /// The message as bytes of the caller's choice.
  ///
  /// What it throws ends the call with ``RPCError/Code/internalError``, unless it is an
  /// ``RPCError`` itself.
  func serialize<Bytes: GRPCContiguousBytes>(_ message: Message) throws -> Bytes

  /// Appends the message to `buffer`; must leave the buffer as it was if it throws.
  func serialize(_ message: Message, into buffer: inout MessageBuffer) throws
}

extension MessageSerializer {
  /// Appends what ``serialize(_:)`` makes, at the price of a copy.
  public func serialize(_ message: Message, into buffer: inout MessageBuffer) throws {
    let bytes: [UInt8] = try serialize(message)
    buffer.append(bytes)
  }
}

/// Turns bytes into messages: the other half of ``MessageSerializer``.
///
/// A codec must implement ``deserialize(_:)-(Bytes)``. One that can read in place also implements
/// ``deserialize(_:)-(UnsafeRawBufferPointer)``, which is what the call path uses.
public protocol MessageDeserializer<Message>: Sendable {
  /// The type of message.
  associatedtype Message

  /// The message that the bytes hold.
  ///
  /// What it throws ends the call with ``RPCError/Code/internalError``, unless it is an
  /// ``RPCError`` itself.
  func deserialize<Bytes: GRPCContiguousBytes>(_ serializedMessageBytes: Bytes) throws -> Message

  /// The message that the bytes hold; they are valid only until the method returns.
  func deserialize(_ bytes: UnsafeRawBufferPointer) throws -> Message

  /// What the format is called in a `content-type`, behind `application/grpc+`, such as `proto`;
  /// `nil` unless implemented, for a format without a name (gRPC over HTTP/2, "Content-Type").
  ///
  /// A server refuses calls that name another format, with ``RPCError/Code/unimplemented``; if the
  /// format has no name, it takes those that name any.
  var formatName: String? { get }
}

extension MessageDeserializer {
  /// No name.
  public var formatName: String? { nil }

  /// What ``deserialize(_:)-(Bytes)`` makes of a copy of the bytes.
  public func deserialize(_ bytes: UnsafeRawBufferPointer) throws -> Message {
    try deserialize([UInt8](bytes))
  }
}
