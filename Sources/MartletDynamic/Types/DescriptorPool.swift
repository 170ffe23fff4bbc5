public import MartletProtobuf

/// Message types that a program learns of while it runs: from a descriptor set, or by compiling
/// `.proto` files.
///
/// A pool does not change once it is made, and may be used from any thread. Its types refer to each
/// other and are never freed: make one pool for one set of files.
public final class DescriptorPool: Sendable {
  /// The message types, by full name.
  let messages: [String: DynamicMessageType]
  let enums: [String: DynamicEnum]

  /// Creates a pool.
  ///
  /// - Parameter files: The files, in any order, with all that they import.
  /// - Throws: ``DynamicMessageError`` if a file names a type that is in none of them.
  public init(_ files: [Google_Protobuf_FileDescriptorProto]) throws {
    var builder = PoolBuilder()
    for file in files { builder.add(file) }
    (messages, enums) = try builder.finish()
  }

  /// Creates a pool from a serialized `FileDescriptorSet`, as `martlet compile` writes it.
  ///
  /// - Throws: `BinaryDecodingError` if the bytes are none, ``DynamicMessageError`` as
  ///   ``init(_:)``.
  public convenience init(serializedBytes bytes: [UInt8]) throws {
    try self.init(Google_Protobuf_FileDescriptorSet(serializedBytes: bytes).file)
  }

  /// The message type with a full name, such as `helloworld.HelloRequest`.
  public func messageType(_ fullName: String) -> DynamicMessageType? { messages[fullName] }

  /// The full names of the message types, in order.
  public var messageNames: [String] { messages.keys.sorted() }
}

/// What is wrong with a dynamic message, its type or its text.
public struct DynamicMessageError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, and where.
  public var message: String

  /// Creates an error.
  public init(_ message: String) { self.message = message }

  public var description: String { message }
}
