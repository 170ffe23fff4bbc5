/// Writes fields as protobuf's wire format has them, one after the other.
struct WireBytes {
  private(set) var bytes: [UInt8] = []

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func tag(_ number: Int32, _ type: WireKind) {
    varint(UInt64(UInt32(bitPattern: number)) << 3 | UInt64(type.rawValue))
  }

  mutating func fixed(_ value: some FixedWidthInteger) {
    var rest = value
    for _ in 0..<(value.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  mutating func raw(_ bytes: [UInt8]) { self.bytes += bytes }

  mutating func field(_ number: Int32, _ content: [UInt8]) {
    tag(number, .bytes)
    varint(UInt64(content.count))
    raw(content)
  }

  mutating func group(_ number: Int32, _ content: [UInt8]) {
    tag(number, .startGroup)
    raw(content)
    tag(number, .endGroup)
  }

  mutating func field(_ number: Int32, _ value: WireValue) {
    switch value {
    case .varint(let value):
      tag(number, .varint)
      varint(value)
    case .fixed32(let value):
      tag(number, .fixed32)
      fixed(value)
    case .fixed64(let value):
      tag(number, .fixed64)
      fixed(value)
    case .bytes(let content): field(number, content)
    }
  }

  /// Writes a value without its tag, as packed fields have it.
  mutating func packed(_ value: WireValue) {
    switch value {
    case .varint(let value): varint(value)
    case .fixed32(let value): fixed(value)
    case .fixed64(let value): fixed(value)
    case .bytes(let content): raw(content)
    }
  }
}

/// The kinds of fields on the wire.
enum WireKind: UInt32 {
  case varint, fixed64, bytes, startGroup, endGroup, fixed32
}

/// A value that is no message, as the wire has it.
enum WireValue: Hashable {
  case varint(UInt64)
  case fixed32(UInt32)
  case fixed64(UInt64)
  case bytes([UInt8])

  /// Whether it is the default of its type, which fields without presence do not write.
  var isZero: Bool {
    switch self {
    case .varint(let value): value == 0
    case .fixed32(let value): value == 0
    case .fixed64(let value): value == 0
    case .bytes(let content): content.isEmpty
    }
  }
}

/// Reads fields again that ``WireBytes`` wrote, to see which are there.
struct WireFields: Sequence, IteratorProtocol {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: some Sequence<UInt8>) { rest = ArraySlice(Array(bytes)) }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = rest.popFirst() {
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// The number of the next field, and what is in it if it may be a message.
  mutating func next() -> (number: Int32, content: ArraySlice<UInt8>)? {
    guard let tag = varint() else { return nil }
    let number = Int32(truncatingIfNeeded: tag >> 3)
    switch WireKind(rawValue: UInt32(tag & 7)) {
    case .varint: _ = varint()
    case .fixed32: rest = rest.dropFirst(4)
    case .fixed64: rest = rest.dropFirst(8)
    case .bytes:
      let count = Int(truncatingIfNeeded: varint() ?? 0)
      let content = rest.prefix(count)
      rest = rest.dropFirst(count)
      return (number, content)
    case .startGroup:
      let start = rest
      skipGroup()
      return (number, start.prefix(Swift.max(0, start.count - rest.count - 1)))
    case .endGroup, nil: break
    }
    return (number, [])
  }

  /// The fields with their tags.
  var whole: [[UInt8]] {
    var reader = self
    var fields: [[UInt8]] = []
    while true {
      let start = reader.rest
      guard reader.next() != nil else { return fields }
      fields.append(Array(start.prefix(start.count - reader.rest.count)))
    }
  }

  private mutating func skipGroup() {
    var depth = 1
    while depth > 0, let tag = varint() {
      switch WireKind(rawValue: UInt32(tag & 7)) {
      case .varint: _ = varint()
      case .fixed32: rest = rest.dropFirst(4)
      case .fixed64: rest = rest.dropFirst(8)
      case .bytes:
        let count = Int(truncatingIfNeeded: varint() ?? 0)
        rest = rest.dropFirst(count)
      case .startGroup: depth += 1
      case .endGroup, nil: depth -= 1
      }
    }
  }

  /// Whether a field is set, by its path through messages.
  static func has(_ path: ArraySlice<Int32>, in bytes: some Sequence<UInt8>) -> Bool {
    guard let first = path.first else { return true }
    return WireFields(bytes).contains { field in
      field.number == first && (path.count == 1 || has(path.dropFirst(), in: field.content))
    }
  }
}
