// A message that comes in pieces is to be merged, which is to say that its bytes are the pieces'
// one behind the other (protobuf "Encoding", "Last One Wins"). libprotobuf-c gives up on some,
// and so sees none.
extension InputGuard {
  private enum Part {
    /// Bytes that stay as they are.
    case plain(Range<Int>)
    /// A message, of a field that has this tag.
    case message(DynamicMessageType, tag: UInt64, [UInt8])
  }

  /// Bytes that have been checked, with every message in one piece.
  static func joined(_ bytes: [UInt8], as type: DynamicMessageType) throws -> [UInt8] {
    var result: [UInt8] = []
    for part in try parts(of: bytes, as: type) {
      switch part {
      case .plain(let range): result += bytes[range]
      case .message(let nested, let tag, let pieces):
        let content = try joined(pieces, as: nested)
        append(tag, to: &result)
        append(UInt64(content.count), to: &result)
        result += content
      }
    }
    return result
  }

  private static func parts(of bytes: [UInt8], as type: DynamicMessageType) throws -> [Part] {
    var input = InputGuard(bytes: bytes)
    var parts: [Part] = []
    /// Where the message of a field is.
    var places: [UInt32: Int] = [:]
    /// The field of each oneof that came last.
    var members: [Int: UInt32] = [:]
    while input.position < bytes.count {
      let start = input.position
      let tag = try input.varint(bytes.count, nil, type)
      let number = UInt32(truncatingIfNeeded: tag >> 3)
      let field = type.field(number)
      if let oneof = field?.oneof {
        // What another field of the oneof has replaced is not added to.
        if members[oneof] != number { places[number] = nil }
        members[oneof] = number
      }
      let value = try input.value(tag, type)
      guard let field, tag & 7 == 2, case .message(let nested) = field.kind else {
        if case .plain(let before) = parts.last {
          parts[parts.count - 1] = .plain(before.lowerBound..<value.upperBound)
        } else {
          parts.append(.plain(start..<value.upperBound))
        }
        continue
      }
      if let place = places[number], case .message(_, _, var pieces) = parts[place] {
        // Not held twice, so that what is added to is not copied.
        parts[place] = .plain(0..<0)
        pieces += bytes[value]
        parts[place] = .message(nested, tag: tag, pieces)
      } else {
        if !field.isRepeated { places[number] = parts.count }
        parts.append(.message(nested, tag: tag, Array(bytes[value])))
      }
    }
    return parts
  }

  /// Passes over the value behind a tag; where it stands, without its length.
  private mutating func value(_ tag: UInt64, _ type: DynamicMessageType) throws -> Range<Int> {
    var start = position
    switch tag & 7 {
    case 0: _ = try varint(bytes.count, nil, type)
    case 1: try skip(8, bytes.count, nil, type)
    case 5: try skip(4, bytes.count, nil, type)
    default:
      let length = try varint(bytes.count, nil, type)
      start = position
      try skip(Int(truncatingIfNeeded: length), bytes.count, nil, type)
    }
    return start..<position
  }

  private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
