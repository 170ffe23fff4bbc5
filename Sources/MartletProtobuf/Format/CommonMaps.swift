// Maps of the types that most have, so that generated code calls what is compiled already: these
// methods go before the generic ones, which do the same more slowly for any other types.

extension WireReader {
  /// Reads one entry of a map.
  public mutating func entry(
    _ map: inout [String: String], _ key: ProtoString.Type, _ value: ProtoString.Type
  ) throws {
    try readEntry(into: &map, key, value)
  }

  /// Reads one entry of a map.
  public mutating func entry(
    _ map: inout [String: Int64], _ key: ProtoString.Type, _ value: ProtoInt64.Type
  ) throws {
    try readEntry(into: &map, key, value)
  }

  /// Reads one entry of a map.
  public mutating func entry(
    _ map: inout [String: Int32], _ key: ProtoString.Type, _ value: ProtoInt32.Type
  ) throws {
    try readEntry(into: &map, key, value)
  }

  /// Reads one entry of a map.
  public mutating func entry(
    _ map: inout [String: Double], _ key: ProtoString.Type, _ value: ProtoDouble.Type
  ) throws {
    try readEntry(into: &map, key, value)
  }

  /// Reads one entry of a map.
  public mutating func entry(
    _ map: inout [String: Bool], _ key: ProtoString.Type, _ value: ProtoBool.Type
  ) throws {
    try readEntry(into: &map, key, value)
  }

  /// Reads one entry of a map.
  public mutating func entry(
    _ map: inout [Int64: String], _ key: ProtoInt64.Type, _ value: ProtoString.Type
  ) throws {
    try readEntry(into: &map, key, value)
  }
}

extension WireSize {
  /// The size of a map's fields.
  public static func map(
    _ tagSize: Int, _ map: [String: String], _ key: ProtoString.Type, _ value: ProtoString.Type
  ) -> Int { size(tagSize, map, key, value) }

  /// The size of a map's fields.
  public static func map(
    _ tagSize: Int, _ map: [String: Int64], _ key: ProtoString.Type, _ value: ProtoInt64.Type
  ) -> Int { size(tagSize, map, key, value) }

  /// The size of a map's fields.
  public static func map(
    _ tagSize: Int, _ map: [String: Int32], _ key: ProtoString.Type, _ value: ProtoInt32.Type
  ) -> Int { size(tagSize, map, key, value) }

  /// The size of a map's fields.
  public static func map(
    _ tagSize: Int, _ map: [String: Double], _ key: ProtoString.Type, _ value: ProtoDouble.Type
  ) -> Int { size(tagSize, map, key, value) }

  /// The size of a map's fields.
  public static func map(
    _ tagSize: Int, _ map: [String: Bool], _ key: ProtoString.Type, _ value: ProtoBool.Type
  ) -> Int { size(tagSize, map, key, value) }

  /// The size of a map's fields.
  public static func map(
    _ tagSize: Int, _ map: [Int64: String], _ key: ProtoInt64.Type, _ value: ProtoString.Type
  ) -> Int { size(tagSize, map, key, value) }
}

extension WireWriter {
  /// Writes a map's fields, an entry each.
  public mutating func map(
    _ tag: UInt32, _ map: [String: String], _ key: ProtoString.Type, _ value: ProtoString.Type
  ) {
    writeMap(tag, map, key, value)
  }

  /// Writes a map's fields, an entry each.
  public mutating func map(
    _ tag: UInt32, _ map: [String: Int64], _ key: ProtoString.Type, _ value: ProtoInt64.Type
  ) {
    writeMap(tag, map, key, value)
  }

  /// Writes a map's fields, an entry each.
  public mutating func map(
    _ tag: UInt32, _ map: [String: Int32], _ key: ProtoString.Type, _ value: ProtoInt32.Type
  ) {
    writeMap(tag, map, key, value)
  }

  /// Writes a map's fields, an entry each.
  public mutating func map(
    _ tag: UInt32, _ map: [String: Double], _ key: ProtoString.Type, _ value: ProtoDouble.Type
  ) {
    writeMap(tag, map, key, value)
  }

  /// Writes a map's fields, an entry each.
  public mutating func map(
    _ tag: UInt32, _ map: [String: Bool], _ key: ProtoString.Type, _ value: ProtoBool.Type
  ) {
    writeMap(tag, map, key, value)
  }

  /// Writes a map's fields, an entry each.
  public mutating func map(
    _ tag: UInt32, _ map: [Int64: String], _ key: ProtoInt64.Type, _ value: ProtoString.Type
  ) {
    writeMap(tag, map, key, value)
  }
}

extension FormatReader {
  /// Reads the entries of a map.
  public mutating func map(
    _ map: inout [String: String], _ key: ProtoString.Type, _ value: ProtoString.Type
  ) throws {
    try readMap(&map, key, value)
  }

  /// Reads the entries of a map.
  public mutating func map(
    _ map: inout [String: Int64], _ key: ProtoString.Type, _ value: ProtoInt64.Type
  ) throws {
    try readMap(&map, key, value)
  }

  /// Reads the entries of a map.
  public mutating func map(
    _ map: inout [String: Int32], _ key: ProtoString.Type, _ value: ProtoInt32.Type
  ) throws {
    try readMap(&map, key, value)
  }

  /// Reads the entries of a map.
  public mutating func map(
    _ map: inout [String: Double], _ key: ProtoString.Type, _ value: ProtoDouble.Type
  ) throws {
    try readMap(&map, key, value)
  }

  /// Reads the entries of a map.
  public mutating func map(
    _ map: inout [String: Bool], _ key: ProtoString.Type, _ value: ProtoBool.Type
  ) throws {
    try readMap(&map, key, value)
  }

  /// Reads the entries of a map.
  public mutating func map(
    _ map: inout [Int64: String], _ key: ProtoInt64.Type, _ value: ProtoString.Type
  ) throws {
    try readMap(&map, key, value)
  }
}

extension FormatWriter {
  /// Writes the entries of a map.
  public mutating func map(
    _ number: UInt32, _ map: [String: String], _ key: ProtoString.Type, _ value: ProtoString.Type
  ) {
    writeMap(number, map, key, value)
  }

  /// Writes the entries of a map.
  public mutating func map(
    _ number: UInt32, _ map: [String: Int64], _ key: ProtoString.Type, _ value: ProtoInt64.Type
  ) {
    writeMap(number, map, key, value)
  }

  /// Writes the entries of a map.
  public mutating func map(
    _ number: UInt32, _ map: [String: Int32], _ key: ProtoString.Type, _ value: ProtoInt32.Type
  ) {
    writeMap(number, map, key, value)
  }

  /// Writes the entries of a map.
  public mutating func map(
    _ number: UInt32, _ map: [String: Double], _ key: ProtoString.Type, _ value: ProtoDouble.Type
  ) {
    writeMap(number, map, key, value)
  }

  /// Writes the entries of a map.
  public mutating func map(
    _ number: UInt32, _ map: [String: Bool], _ key: ProtoString.Type, _ value: ProtoBool.Type
  ) {
    writeMap(number, map, key, value)
  }

  /// Writes the entries of a map.
  public mutating func map(
    _ number: UInt32, _ map: [Int64: String], _ key: ProtoInt64.Type, _ value: ProtoString.Type
  ) {
    writeMap(number, map, key, value)
  }
}
