/// A protobuf message. Generated types conform to it.
///
/// ```swift
/// let request = HelloRequest.with { $0.name = "Ada" }
/// let bytes = try request.serializedBytes()
/// let copy = try HelloRequest(serializedBytes: bytes)
/// ```
public protocol Message: Sendable, Hashable, CustomDebugStringConvertible {
  /// Creates a message whose fields are unset.
  init()

  /// The full name, such as `google.protobuf.Timestamp`.
  static var protoMessageName: String { get }

  /// The numbers and names of the fields, for errors and descriptions.
  static var protoFields: FieldTable { get }

  /// Fields that arrived and that this type does not know, as the bytes they were.
  var unknownFields: UnknownStorage { get set }

  /// Whether every required field is set, here and in the messages inside; only proto2 has such
  /// fields.
  var isInitialized: Bool { get }

  /// Takes fields from `reader` until its end; generated.
  mutating func merge(from reader: inout WireReader) throws

  /// The number of bytes that ``encode(to:)`` writes; generated.
  ///
  /// - Parameter sizes: Gets the sizes of nested messages, for ``encode(to:)`` to find.
  func encodedSize(_ sizes: inout WireSizes) -> Int

  /// Writes the fields; generated.
  func encode(to writer: inout WireWriter)

  /// Describes the fields that are set; generated.
  func describe(to description: inout MessageDescription)
}

extension Message {
  public var isInitialized: Bool { true }

  /// Creates a message and has `populator` fill it in.
  public static func with(_ populator: (inout Self) throws -> Void) rethrows -> Self {
    var message = Self()
    try populator(&message)
    return message
  }

  /// The fields that are set, a line each, as in protobuf's text format.
  public var debugDescription: String {
    var description = MessageDescription(Self.self)
    describe(to: &description)
    return description.text
  }

  /// The fields that are set, as in protobuf's text format.
  public var textDescription: String { debugDescription }
}
