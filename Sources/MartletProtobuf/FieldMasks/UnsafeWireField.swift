/// A field of an encoded message, as the bytes it is.
struct WireField {
  let tag: UInt32
  /// All of it, with its tag.
  let bytes: [UInt8]
  /// What is within, if it is length-delimited or a group.
  let content: [UInt8]

  var number: Int { Int(tag >> 3) }

  /// The fields of an encoded message, in the order in which they stand.
  ///
  /// - Throws: ``BinaryDecodingError``.
  static func fields(of message: [UInt8]) throws -> [WireField] {
    // Sound: the reader stays within the bytes, which are lent until the closure returns, and what
    // it finds is copied.
    try message.withUnsafeBytes { bytes in
      var reader = WireReader(bytes, options: BinaryDecodingOptions())
      var fields: [WireField] = []
      while case let tag = try reader.nextTag(), tag != 0 {
        let start = reader.fieldStart
        let content = try content(tag, &reader)
        let whole = UnsafeRawBufferPointer(start: start, count: reader.position - start)
        fields.append(WireField(tag: tag, bytes: Array(whole), content: content))
      }
      return fields
    }
  }

  private static func content(_ tag: UInt32, _ reader: inout WireReader) throws -> [UInt8] {
    switch tag & 7 {
    case WireType.lengthDelimited: return Array(try reader.delimited())
    case WireType.startGroup:
      let outer = try reader.enterGroup()
      let start = reader.position
      var end = start
      while case let inner = try reader.nextTag(), inner != 0 {
        try reader.skip(inner)
        end = reader.position
      }
      reader.leave(to: outer)
      // Sound: both lie within what the reader reads.
      return Array(UnsafeRawBufferPointer(start: start, count: end - start))
    default:
      try reader.skip(tag)
      return []
    }
  }

  /// What all fields with a number hold: to protobuf, a message in pieces is their concatenation.
  static func content(of number: Int, in fields: [WireField]) -> [UInt8] {
    fields.reduce(into: []) { if $1.number == number { $0 += $1.content } }
  }

  /// A field with the tag of this one that holds something else.
  func bytes(around content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendVarint(UInt64(tag))
    if tag & 7 == WireType.startGroup {
      bytes += content
      bytes.appendVarint(UInt64(tag & ~7 | WireType.endGroup))
    } else {
      bytes.appendVarint(UInt64(content.count))
      bytes += content
    }
    return bytes
  }
}

extension [UInt8] {
  /// Adds a number of one to ten bytes.
  mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }
}
