/// How the values of an extension of one type are read and written, beside how they are kept.
/// Generated code names the types.
public protocol ExtensionCoding: FieldReading {
  /// Reads a value, adding to one that is there if it is a message; a number that a closed
  /// enumeration does not have goes to the unknown fields.
  static func merge(
    _ reader: inout WireReader, into value: inout Value?, _ unknown: inout UnknownStorage) throws
  /// The number of bytes that a field takes, its tag included.
  static func size(_ number: UInt32, _ value: Value, _ sizes: inout WireSizes) -> Int
  /// Writes a field, its tag included.
  static func write(_ number: UInt32, _ value: Value, _ writer: inout WireWriter)
  /// Whether nothing required is missing.
  static func isInitialized(_ value: Value) -> Bool
}

/// How the values of a packed extension are read and written.
public typealias PackedCoding = ExtensionCoding & FieldCoding

extension ExtensionCoding {
  public static func isInitialized(_ value: Value) -> Bool { true }
}

extension ExtensionCoding where Self: FieldCoding {
  public static func merge(
    _ reader: inout WireReader, into value: inout Value?, _ unknown: inout UnknownStorage
  ) throws {
    value = try read(&reader)
  }

  public static func size(_ number: UInt32, _ value: Value, _ sizes: inout WireSizes) -> Int {
    WireSize.varint(UInt64(number) << 3) + size(value)
  }

  public static func write(_ number: UInt32, _ value: Value, _ writer: inout WireWriter) {
    writer.field(number << 3 | wireType, value, Self.self)
  }
}

extension ProtoDouble: ExtensionCoding {}
extension ProtoFloat: ExtensionCoding {}
extension ProtoInt32: ExtensionCoding {}
extension ProtoInt64: ExtensionCoding {}
extension ProtoUInt32: ExtensionCoding {}
extension ProtoUInt64: ExtensionCoding {}
extension ProtoSInt32: ExtensionCoding {}
extension ProtoSInt64: ExtensionCoding {}
extension ProtoFixed32: ExtensionCoding {}
extension ProtoFixed64: ExtensionCoding {}
extension ProtoSFixed32: ExtensionCoding {}
extension ProtoSFixed64: ExtensionCoding {}
extension ProtoBool: ExtensionCoding {}
extension ProtoString: ExtensionCoding {}
extension ProtoBytes: ExtensionCoding {}

extension ProtoEnum: ExtensionCoding {
  public static func merge(
    _ reader: inout WireReader, into value: inout E?, _ unknown: inout UnknownStorage
  ) throws {
    try reader.closed(&value, &unknown)
  }
}

extension ProtoMessage: ExtensionCoding {
  public static func merge(
    _ reader: inout WireReader, into value: inout M?, _ unknown: inout UnknownStorage
  ) throws {
    try reader.message(&value)
  }

  public static func size(_ number: UInt32, _ value: M, _ sizes: inout WireSizes) -> Int {
    WireSize.varint(UInt64(number) << 3) + sizes.message(value)
  }

  public static func write(_ number: UInt32, _ value: M, _ writer: inout WireWriter) {
    writer.message(number << 3 | wireType, value)
  }

  public static func isInitialized(_ value: M) -> Bool { value.isInitialized }
}

/// A message that stands between two tags.
public enum ProtoGroup<M: Message>: ExtensionCoding {
  public static var wireType: UInt32 { WireType.startGroup }
  public static var initial: M { M() }

  public static func read(_ reader: inout WireReader) throws -> M {
    var message = M()
    try reader.group(&message)
    return message
  }

  public static func merge(
    _ reader: inout WireReader, into value: inout M?, _ unknown: inout UnknownStorage
  ) throws {
    try reader.group(&value)
  }

  public static func size(_ number: UInt32, _ value: M, _ sizes: inout WireSizes) -> Int {
    2 * WireSize.varint(UInt64(number) << 3) + sizes.group(value)
  }

  public static func write(_ number: UInt32, _ value: M, _ writer: inout WireWriter) {
    writer.group(number << 3 | wireType, value)
  }

  public static func isInitialized(_ value: M) -> Bool { value.isInitialized }
}
