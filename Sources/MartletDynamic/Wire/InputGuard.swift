/// Looks at bytes before libprotobuf-c does, which recurses as deep as they say, takes any bytes
/// for text, and knows no groups.
struct InputGuard {
  /// The deepest nesting of messages.
  static let maximumDepth = 100
  /// The most bytes that a tag may have: as many as the largest needs.
  private static let longestTag = 5

  let bytes: [UInt8]
  private(set) var position = 0
  /// Whether a message has come in pieces.
  private var isInPieces = false

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// - Returns: The bytes, in which no message is in pieces.
  /// - Throws: ``DynamicMessageError`` that says at which byte, and in which field, what is wrong.
  static func check(_ bytes: [UInt8], as type: DynamicMessageType) throws -> [UInt8] {
    var input = InputGuard(bytes: bytes)
    try input.message(type, end: bytes.count, depth: 1)
    return input.isInPieces ? try joined(bytes, as: type) : bytes
  }

  private func error(_ what: String, _ field: DynamicField?, _ type: DynamicMessageType)
    -> any Error
  {
    let place = field.map { "\(type).\($0.name)" } ?? "\(type)"
    return DynamicMessageError("at byte \(position), in \(place): \(what)")
  }

  private mutating func message(_ type: DynamicMessageType, end: Int, depth: Int) throws {
    guard depth <= Self.maximumDepth else {
      throw error("messages are nested more than \(Self.maximumDepth) deep", nil, type)
    }
    var messages: Set<UInt32> = []
    while position < end {
      let start = position
      let tag = try varint(end, nil, type)
      let number = UInt32(truncatingIfNeeded: tag >> 3)
      guard number > 0, tag >> 3 < 1 << 29, position - start <= Self.longestTag else {
        throw error("no field has this tag", nil, type)
      }
      let field = type.field(number)
      if let field, [0, 1, 2, 5].contains(tag & 7), !field.accepts(wireType: tag & 7) {
        throw error(
          "the value is of wire type \(tag & 7), which libprotobuf-c cannot read here", field, type)
      }
      switch tag & 7 {
      case 0: _ = try varint(end, field, type)
      case 1: try skip(8, end, field, type)
      case 5: try skip(4, end, field, type)
      case 2:
        if let field, !field.isRepeated, case .message = field.kind,
          !messages.insert(number).inserted
        {
          isInPieces = true
        }
        try content(field, type, end: end, depth: depth)
      case 3, 4:
        throw error("there is a group, which libprotobuf-c cannot read", field, type)
      default: throw error("there is no wire type \(tag & 7)", field, type)
      }
    }
  }

  private mutating func content(
    _ field: DynamicField?, _ type: DynamicMessageType, end: Int, depth: Int
  ) throws {
    let length = try varint(end, field, type)
    guard length <= UInt64(end - position) else {
      throw error("\(length) bytes are announced, \(end - position) are there", field, type)
    }
    let stop = position + Int(length)
    switch field?.kind {
    case .message(let nested): try message(nested, end: stop, depth: depth + 1)
    case .string:
      guard String(validating: bytes[position..<stop], as: UTF8.self) != nil else {
        throw error("the text is not UTF-8", field, type)
      }
    default: break
    }
    position = stop
  }

  mutating func skip(
    _ count: Int, _ end: Int, _ field: DynamicField?, _ type: DynamicMessageType
  ) throws {
    guard end - position >= count else { throw error("the bytes end in a number", field, type) }
    position += count
  }

  mutating func varint(
    _ end: Int, _ field: DynamicField?, _ type: DynamicMessageType
  ) throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard position < end else { throw error("the bytes end in a number", field, type) }
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
    }
    throw error("a number has more than ten bytes", field, type)
  }
}

extension DynamicField {
  /// Whether libprotobuf-c takes a value of this wire type; generated code has any other among the
  /// unknown fields.
  fileprivate func accepts(wireType: UInt64) -> Bool {
    let own: UInt64 =
      switch kind {
      case .double, .fixed64, .sfixed64: 1
      case .float, .fixed32, .sfixed32: 5
      case .string, .bytes, .message: 2
      case .int32, .int64, .uint32, .uint64, .sint32, .sint64, .bool, .enum: 0
      }
    return wireType == own || (isRepeated && wireType == 2)
  }
}
