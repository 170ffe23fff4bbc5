/// How the values of one protobuf type are read. Generated code names them.
public protocol FieldReading {
  /// The Swift type of a value.
  associatedtype Value: Hashable & Sendable
  /// The wire type of a value.
  static var wireType: UInt32 { get }
  /// The value that a map's entry has where it names none.
  static var initial: Value { get }
  /// Reads a value.
  static func read(_ reader: inout WireReader) throws -> Value
  /// Reads a value that is added to one that is there; most replace it.
  static func merge(_ reader: inout WireReader, into value: inout Value) throws

  /// Whether null stands for a value in JSON rather than for none.
  static var takesNull: Bool { get }
  /// Reads a value from JSON or the text format; `nil` if there is none, or it is passed over.
  static func parse(_ reader: inout FormatReader) throws -> Value?
  /// Reads the key of a map's entry.
  static func parseKey(_ reader: inout FormatReader) throws -> Value?
  /// Writes a value as JSON or in the text format.
  static func write(_ value: Value, to writer: inout FormatWriter)
  /// Writes the key of a map's entry.
  static func writeKey(_ value: Value, to writer: inout FormatWriter)
  /// Reads the values of a list.
  static func parseList(_ reader: inout FormatReader, into list: inout [Value]) throws
  /// Writes a field for a list of values, or for each of them.
  static func writeList(_ number: UInt32, _ values: [Value], to writer: inout FormatWriter)
}

/// How the values of one protobuf type are read and written. Generated code names them.
public protocol FieldCoding: FieldReading {
  /// The number of bytes that a value takes, without its tag.
  static func size(_ value: Value) -> Int
  /// Writes a value, without its tag.
  static func write(_ value: Value, _ writer: inout WireWriter)
  /// Writes a field of one value.
  static func writeField(_ tag: UInt32, _ value: Value, _ writer: inout WireWriter)

  // Lists: by way of these, generated code calls what is compiled already.

  /// Appends a value.
  static func readElement(_ reader: inout WireReader, into list: inout [Value]) throws
  /// Appends packed values.
  static func readPacked(_ reader: inout WireReader, into list: inout [Value]) throws
  /// The number of bytes that values take, without tags and lengths.
  static func size(of values: [Value]) -> Int
  /// Writes a field for each value.
  static func writeFields(_ tag: UInt32, _ values: [Value], _ writer: inout WireWriter)
  /// Writes values packed in one field.
  static func writePacked(_ tag: UInt32, _ values: [Value], _ writer: inout WireWriter)
}

extension FieldCoding {
  /// Appends a value.
  public static func readElement(_ reader: inout WireReader, into list: inout [Value]) throws {
    list.append(try read(&reader))
  }

  /// Appends packed values.
  public static func readPacked(_ reader: inout WireReader, into list: inout [Value]) throws {
    try reader.readPacked(&list, Self.self)
  }

  /// The number of bytes that values take, without tags and lengths.
  public static func size(of values: [Value]) -> Int {
    var total = 0
    for value in values { total += size(value) }
    return total
  }

  /// Writes a field for each value.
  public static func writeFields(_ tag: UInt32, _ values: [Value], _ writer: inout WireWriter) {
    for value in values { writeField(tag, value, &writer) }
  }

  /// Writes values packed in one field.
  public static func writePacked(_ tag: UInt32, _ values: [Value], _ writer: inout WireWriter) {
    writer.writePacked(tag, values, Self.self)
  }
}

extension FieldReading {
  /// Replaces the value.
  @inlinable
  public static func merge(_ reader: inout WireReader, into value: inout Value) throws {
    value = try read(&reader)
  }

  /// The number of values in packed bytes, for making room: exact for values of a fixed size, and
  /// for varints the number of last bytes.
  @inlinable
  static func count(in bytes: UnsafeRawBufferPointer) -> Int {
    switch wireType {
    case WireType.fixed32: return bytes.count / 4
    case WireType.fixed64: return bytes.count / 8
    default:
      var count = 0
      for byte in bytes { count += Int(~byte >> 7) }
      return count
    }
  }
}

/// Signed numbers as unsigned ones, small ones staying small.
public enum ZigZag {
  /// The number as an unsigned one.
  @inlinable
  public static func encode(_ value: Int32) -> UInt32 {
    UInt32(bitPattern: value << 1 ^ value >> 31)
  }

  /// The number as an unsigned one.
  @inlinable
  public static func encode(_ value: Int64) -> UInt64 {
    UInt64(bitPattern: value << 1 ^ value >> 63)
  }

  /// The number that an unsigned one stands for.
  @inlinable
  public static func decode(_ value: UInt32) -> Int32 {
    Int32(bitPattern: value >> 1) ^ -Int32(bitPattern: value & 1)
  }

  /// The number that an unsigned one stands for.
  @inlinable
  public static func decode(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}

/// Protobuf's `int32`.
public enum ProtoInt32: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.varint }
  @inlinable public static var initial: Int32 { 0 }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> Int32 {
    Int32(truncatingIfNeeded: try reader.varint())
  }

  @inlinable
  public static func size(_ value: Int32) -> Int {
    WireSize.varint(UInt64(bitPattern: Int64(value)))
  }

  @inlinable
  public static func write(_ value: Int32, _ writer: inout WireWriter) {
    writer.varint(UInt64(bitPattern: Int64(value)))
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: Int32, _ writer: inout WireWriter) {
    writer.varint(tag, UInt64(bitPattern: Int64(value)))
  }
}

/// Protobuf's `int64`.
public enum ProtoInt64: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.varint }
  @inlinable public static var initial: Int64 { 0 }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> Int64 {
    Int64(bitPattern: try reader.varint())
  }

  @inlinable
  public static func size(_ value: Int64) -> Int { WireSize.varint(UInt64(bitPattern: value)) }

  @inlinable
  public static func write(_ value: Int64, _ writer: inout WireWriter) {
    writer.varint(UInt64(bitPattern: value))
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: Int64, _ writer: inout WireWriter) {
    writer.varint(tag, UInt64(bitPattern: value))
  }
}

/// Protobuf's `uint32`.
public enum ProtoUInt32: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.varint }
  @inlinable public static var initial: UInt32 { 0 }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> UInt32 {
    UInt32(truncatingIfNeeded: try reader.varint())
  }

  @inlinable
  public static func size(_ value: UInt32) -> Int { WireSize.varint(UInt64(value)) }

  @inlinable
  public static func write(_ value: UInt32, _ writer: inout WireWriter) {
    writer.varint(UInt64(value))
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: UInt32, _ writer: inout WireWriter) {
    writer.varint(tag, UInt64(value))
  }
}

/// Protobuf's `uint64`.
public enum ProtoUInt64: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.varint }
  @inlinable public static var initial: UInt64 { 0 }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> UInt64 {
    try reader.varint()
  }

  @inlinable
  public static func size(_ value: UInt64) -> Int { WireSize.varint(value) }

  @inlinable
  public static func write(_ value: UInt64, _ writer: inout WireWriter) {
    writer.varint(value)
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: UInt64, _ writer: inout WireWriter) {
    writer.varint(tag, value)
  }
}

/// Protobuf's `sint32`.
public enum ProtoSInt32: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.varint }
  @inlinable public static var initial: Int32 { 0 }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> Int32 {
    ZigZag.decode(UInt32(truncatingIfNeeded: try reader.varint()))
  }

  @inlinable
  public static func size(_ value: Int32) -> Int { WireSize.varint(UInt64(ZigZag.encode(value))) }

  @inlinable
  public static func write(_ value: Int32, _ writer: inout WireWriter) {
    writer.varint(UInt64(ZigZag.encode(value)))
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: Int32, _ writer: inout WireWriter) {
    writer.varint(tag, UInt64(ZigZag.encode(value)))
  }
}

/// Protobuf's `sint64`.
public enum ProtoSInt64: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.varint }
  @inlinable public static var initial: Int64 { 0 }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> Int64 {
    ZigZag.decode(try reader.varint())
  }

  @inlinable
  public static func size(_ value: Int64) -> Int { WireSize.varint(ZigZag.encode(value)) }

  @inlinable
  public static func write(_ value: Int64, _ writer: inout WireWriter) {
    writer.varint(ZigZag.encode(value))
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: Int64, _ writer: inout WireWriter) {
    writer.varint(tag, ZigZag.encode(value))
  }
}

/// Protobuf's `fixed32`.
public enum ProtoFixed32: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.fixed32 }
  @inlinable public static var initial: UInt32 { 0 }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> UInt32 {
    try reader.fixed32()
  }

  @inlinable
  public static func size(_ value: UInt32) -> Int { 4 }

  @inlinable
  public static func write(_ value: UInt32, _ writer: inout WireWriter) {
    writer.fixed32(value)
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: UInt32, _ writer: inout WireWriter) {
    writer.fixed32(tag, value)
  }
}

/// Protobuf's `fixed64`.
public enum ProtoFixed64: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.fixed64 }
  @inlinable public static var initial: UInt64 { 0 }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> UInt64 {
    try reader.fixed64()
  }

  @inlinable
  public static func size(_ value: UInt64) -> Int { 8 }

  @inlinable
  public static func write(_ value: UInt64, _ writer: inout WireWriter) {
    writer.fixed64(value)
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: UInt64, _ writer: inout WireWriter) {
    writer.fixed64(tag, value)
  }
}

/// Protobuf's `sfixed32`.
public enum ProtoSFixed32: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.fixed32 }
  @inlinable public static var initial: Int32 { 0 }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> Int32 {
    Int32(bitPattern: try reader.fixed32())
  }

  @inlinable
  public static func size(_ value: Int32) -> Int { 4 }

  @inlinable
  public static func write(_ value: Int32, _ writer: inout WireWriter) {
    writer.fixed32(UInt32(bitPattern: value))
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: Int32, _ writer: inout WireWriter) {
    writer.fixed32(tag, UInt32(bitPattern: value))
  }
}

/// Protobuf's `sfixed64`.
public enum ProtoSFixed64: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.fixed64 }
  @inlinable public static var initial: Int64 { 0 }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> Int64 {
    Int64(bitPattern: try reader.fixed64())
  }

  @inlinable
  public static func size(_ value: Int64) -> Int { 8 }

  @inlinable
  public static func write(_ value: Int64, _ writer: inout WireWriter) {
    writer.fixed64(UInt64(bitPattern: value))
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: Int64, _ writer: inout WireWriter) {
    writer.fixed64(tag, UInt64(bitPattern: value))
  }
}

/// Protobuf's `float`.
public enum ProtoFloat: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.fixed32 }
  @inlinable public static var initial: Float { 0 }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> Float {
    Float(bitPattern: try reader.fixed32())
  }

  @inlinable
  public static func size(_ value: Float) -> Int { 4 }

  @inlinable
  public static func write(_ value: Float, _ writer: inout WireWriter) {
    writer.fixed32(value.bitPattern)
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: Float, _ writer: inout WireWriter) {
    writer.fixed32(tag, value.bitPattern)
  }
}

/// Protobuf's `double`.
public enum ProtoDouble: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.fixed64 }
  @inlinable public static var initial: Double { 0 }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> Double {
    Double(bitPattern: try reader.fixed64())
  }

  @inlinable
  public static func size(_ value: Double) -> Int { 8 }

  @inlinable
  public static func write(_ value: Double, _ writer: inout WireWriter) {
    writer.fixed64(value.bitPattern)
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: Double, _ writer: inout WireWriter) {
    writer.fixed64(tag, value.bitPattern)
  }
}

/// Protobuf's `bool`.
public enum ProtoBool: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.varint }
  @inlinable public static var initial: Bool { false }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> Bool {
    try reader.varint() != 0
  }

  @inlinable
  public static func size(_ value: Bool) -> Int { 1 }

  @inlinable
  public static func write(_ value: Bool, _ writer: inout WireWriter) {
    writer.varint(value ? 1 : 0)
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: Bool, _ writer: inout WireWriter) {
    writer.varint(tag, value ? 1 : 0)
  }
}

/// Protobuf's `string`.
public enum ProtoString: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.lengthDelimited }
  @inlinable public static var initial: String { "" }

  public static func read(_ reader: inout WireReader) throws -> String {
    try reader.string()
  }

  @inlinable
  public static func size(_ value: String) -> Int { WireSize.delimited(value.utf8.count) }

  public static func write(_ value: String, _ writer: inout WireWriter) {
    writer.string(value)
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: String, _ writer: inout WireWriter) {
    writer.string(tag, value)
  }
}

/// Protobuf's `bytes`.
public enum ProtoBytes: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.lengthDelimited }
  @inlinable public static var initial: [UInt8] { [] }

  public static func read(_ reader: inout WireReader) throws -> [UInt8] {
    [UInt8](copying: try reader.delimited())
  }

  @inlinable
  public static func size(_ value: [UInt8]) -> Int { WireSize.delimited(value.count) }

  public static func write(_ value: [UInt8], _ writer: inout WireWriter) {
    writer.bytes(value)
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: [UInt8], _ writer: inout WireWriter) {
    writer.bytes(tag, value)
  }
}

/// An open enumeration.
public enum ProtoEnum<E: Enum>: FieldCoding {
  @inlinable public static var wireType: UInt32 { WireType.varint }
  @inlinable public static var initial: E { E() }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> E {
    E(rawValue: Int(try ProtoInt32.read(&reader))) ?? E()
  }

  @inlinable
  public static func size(_ value: E) -> Int {
    WireSize.varint(UInt64(bitPattern: Int64(value.rawValue)))
  }

  @inlinable
  public static func write(_ value: E, _ writer: inout WireWriter) {
    writer.varint(UInt64(bitPattern: Int64(value.rawValue)))
  }

  @inlinable
  @inline(__always)
  public static func writeField(_ tag: UInt32, _ value: E, _ writer: inout WireWriter) {
    writer.varint(tag, UInt64(bitPattern: Int64(value.rawValue)))
  }
}

/// A message, as the value of a map. It is written by other means, since its size is kept.
public enum ProtoMessage<M: Message>: FieldReading {
  @inlinable public static var wireType: UInt32 { WireType.lengthDelimited }
  @inlinable public static var initial: M { M() }

  @inlinable
  public static func read(_ reader: inout WireReader) throws -> M {
    var message = M()
    try reader.message(&message)
    return message
  }

  @inlinable
  public static func merge(_ reader: inout WireReader, into value: inout M) throws {
    try reader.message(&value)
  }
}
