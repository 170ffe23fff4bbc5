// How the values of each type are read from and written as JSON and the text format.

extension FieldReading {
  @inlinable public static var takesNull: Bool { false }

  @inlinable
  public static func parseKey(_ reader: inout FormatReader) throws -> Value? {
    try parse(&reader)
  }

  @inlinable
  public static func writeKey(_ value: Value, to writer: inout FormatWriter) {
    write(value, to: &writer)
  }
}

extension FieldReading {
  public static func parseList(_ reader: inout FormatReader, into list: inout [Value]) throws {
    try reader.parseList(&list, Self.self)
  }

  public static func writeList(
    _ number: UInt32, _ values: [Value], to writer: inout FormatWriter
  ) {
    writer.writeList(number, values, Self.self)
  }
}

extension FieldReading where Value == Int32 {
  @inlinable
  public static func parse(_ reader: inout FormatReader) throws -> Int32? { try reader.int32() }
  @inlinable
  public static func write(_ value: Int32, to writer: inout FormatWriter) { writer.integer(value) }
  @inlinable
  public static func writeKey(_ value: Int32, to writer: inout FormatWriter) {
    writer.key(Int64(value))
  }
}

extension FieldReading where Value == Int64 {
  @inlinable
  public static func parse(_ reader: inout FormatReader) throws -> Int64? { try reader.int64() }
  @inlinable
  public static func write(_ value: Int64, to writer: inout FormatWriter) { writer.integer(value) }
  @inlinable
  public static func writeKey(_ value: Int64, to writer: inout FormatWriter) { writer.key(value) }
}

extension FieldReading where Value == UInt32 {
  @inlinable
  public static func parse(_ reader: inout FormatReader) throws -> UInt32? { try reader.uint32() }
  @inlinable
  public static func write(_ value: UInt32, to writer: inout FormatWriter) {
    writer.integer(value)
  }
  @inlinable
  public static func writeKey(_ value: UInt32, to writer: inout FormatWriter) {
    writer.key(UInt64(value))
  }
}

extension FieldReading where Value == UInt64 {
  @inlinable
  public static func parse(_ reader: inout FormatReader) throws -> UInt64? { try reader.uint64() }
  @inlinable
  public static func write(_ value: UInt64, to writer: inout FormatWriter) {
    writer.integer(value)
  }
  @inlinable
  public static func writeKey(_ value: UInt64, to writer: inout FormatWriter) {
    writer.key(value)
  }
}

extension FieldReading where Value == Float {
  @inlinable
  public static func parse(_ reader: inout FormatReader) throws -> Float? { try reader.float() }
  @inlinable
  public static func write(_ value: Float, to writer: inout FormatWriter) { writer.number(value) }
}

extension FieldReading where Value == Double {
  @inlinable
  public static func parse(_ reader: inout FormatReader) throws -> Double? { try reader.double() }
  @inlinable
  public static func write(_ value: Double, to writer: inout FormatWriter) { writer.number(value) }
}

extension FieldReading where Value == Bool {
  @inlinable
  public static func parse(_ reader: inout FormatReader) throws -> Bool? { try reader.bool() }
  @inlinable
  public static func parseKey(_ reader: inout FormatReader) throws -> Bool? {
    try reader.boolKey()
  }
  @inlinable
  public static func write(_ value: Bool, to writer: inout FormatWriter) { writer.bool(value) }
  @inlinable
  public static func writeKey(_ value: Bool, to writer: inout FormatWriter) { writer.key(value) }
}

extension FieldReading where Value == String {
  @inlinable
  public static func parse(_ reader: inout FormatReader) throws -> String? { try reader.string() }
  @inlinable
  public static func write(_ value: String, to writer: inout FormatWriter) { writer.string(value) }
}

extension FieldReading where Value == [UInt8] {
  @inlinable
  public static func parse(_ reader: inout FormatReader) throws -> [UInt8]? { try reader.bytes() }
  @inlinable
  public static func write(_ value: [UInt8], to writer: inout FormatWriter) { writer.bytes(value) }
}

extension FieldReading where Value: Enum {
  @inlinable
  public static var takesNull: Bool { Value.self == Google_Protobuf_NullValue.self }
  @inlinable
  public static func parse(_ reader: inout FormatReader) throws -> Value? {
    try reader.enumeration()
  }
  @inlinable
  public static func write(_ value: Value, to writer: inout FormatWriter) {
    writer.enumeration(value)
  }
}

extension FieldReading where Value: Message {
  @inlinable
  public static var takesNull: Bool { Value.self == Google_Protobuf_Value.self }
  @inlinable
  public static func parse(_ reader: inout FormatReader) throws -> Value? { try reader.message() }
  @inlinable
  public static func write(_ value: Value, to writer: inout FormatWriter) {
    writer.message(value)
  }
}
