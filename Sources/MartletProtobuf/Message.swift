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

  /// Writes the fields for JSON and the text format; generated.
  func write(to writer: inout FormatWriter)

  /// Reads the value of a field from JSON or the text format; generated.
  mutating func read(_ number: UInt32, from reader: inout FormatReader) throws

  /// Reads an extension from JSON or the text format; only messages that can be extended do.
  mutating func readExtension(_ name: String, from reader: inout FormatReader) throws -> Bool

  /// Writes the message as JSON: an object, unless its type has a form of its own.
  func writeJSON(to writer: inout FormatWriter)

  /// Reads the message from JSON: an object, unless its type has a form of its own.
  mutating func readJSON(from reader: inout FormatReader) throws

  /// Writes the message in the text format.
  func writeText(to writer: inout FormatWriter)

  /// Reads the message from the text format, up to a closing bracket or the end.
  mutating func readText(from reader: inout FormatReader, until closing: UInt8?) throws
}

extension Message {
  public var isInitialized: Bool { true }

  /// Creates a message and has `populator` fill it in.
  public static func with(_ populator: (inout Self) throws -> Void) rethrows -> Self {
    var message = Self()
    try populator(&message)
    return message
  }

  public mutating func readExtension(
    _ name: String, from reader: inout FormatReader
  ) throws -> Bool { false }

  public func writeJSON(to writer: inout FormatWriter) { writer.object(self) }

  public mutating func readJSON(from reader: inout FormatReader) throws {
    try reader.object(&self)
  }

  public func writeText(to writer: inout FormatWriter) { writer.fields(of: self) }

  public mutating func readText(from reader: inout FormatReader, until closing: UInt8?) throws {
    try reader.textFields(&self, until: closing)
  }

  /// The type's name, and the fields that are set in protobuf's text format.
  public var debugDescription: String {
    let text = textFormatString()
    return text.isEmpty
      ? "\(Self.protoMessageName):" : "\(Self.protoMessageName):\n\(text.dropLast())"
  }

  /// The fields that are set, as in protobuf's text format.
  public var textDescription: String { debugDescription }
}
