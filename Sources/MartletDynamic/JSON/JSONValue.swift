/// A value of JSON text.
package enum JSONValue {
  /// A member of an object.
  package struct Member {
    package let name: String
    package let value: JSONValue
  }

  case null
  case bool(Bool)
  /// The digits as they stand: what a number may be depends on the field.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// The members in their order; no name stands twice.
  case object([Member])

  /// What errors call it.
  var shown: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let digits): digits
    case .string(let text): "\"\(text)\""
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// Reads JSON as RFC 8259 has it, and nothing else.
package struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0

  /// The deepest nesting of arrays and objects.
  private static let maximumDepth = 200

  /// The value that a text is.
  ///
  /// - Throws: ``DynamicMessageError`` that begins with the line and the column.
  package static func read(_ text: String) throws -> JSONValue {
    var reader = JSONReader(bytes: Array(text.utf8))
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == reader.bytes.count else {
      throw reader.error("there is more after the value")
    }
    return value
  }

  private func error(_ what: String) -> DynamicMessageError {
    let before = bytes[..<min(position, bytes.count)]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let column = before.count - (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1)
    return DynamicMessageError("\(line):\(column): \(what)")
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x9, 0xa, 0xd].contains(bytes[position]) {
      position += 1
    }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: Character) -> Bool {
    skipSpace()
    guard next == byte.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws -> JSONValue {
    guard depth <= Self.maximumDepth else {
      throw error("values are nested more than \(Self.maximumDepth) deep")
    }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw error("a value was expected") }
    position += word.utf8.count
    return value
  }

  private mutating func object(_ depth: Int) throws -> JSONValue {
    position += 1
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error("a name in quotes was expected") }
      let name = try string()
      guard names.insert(name).inserted else { throw error("\"\(name)\" stands twice") }
      guard take(":") else { throw error("':' was expected") }
      members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw error("',' or '}' was expected") }
    return .object(members)
  }

  private mutating func array(_ depth: Int) throws -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    if take("]") { return .array([]) }
    repeat { elements.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw error("',' or ']' was expected") }
    return .array(elements)
  }

  private mutating func number() throws -> String {
    let start = position
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "0") {
      position += 1
    } else {
      guard isDigit(next) else { throw error("a value was expected") }
      while isDigit(next) { position += 1 }
    }
    if next == UInt8(ascii: ".") {
      position += 1
      guard isDigit(next) else { throw error("a digit was expected") }
      while isDigit(next) { position += 1 }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      guard isDigit(next) else { throw error("a digit was expected") }
      while isDigit(next) { position += 1 }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func string() throws -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw error("the text is not Unicode")
        }
        return string
      case UInt8(ascii: "\\"): try escape(&text)
      case ..<0x20: throw error("a control character must be escaped")
      default: text.append(byte)
      }
    }
    throw error("the text does not end")
  }

  private mutating func escape(_ text: inout [UInt8]) throws {
    guard let byte = next else { throw error("the text does not end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x8)
    case UInt8(ascii: "f"): text.append(0xc)
    case UInt8(ascii: "n"): text.append(0xa)
    case UInt8(ascii: "r"): text.append(0xd)
    case UInt8(ascii: "t"): text.append(0x9)
    case UInt8(ascii: "u"): text += try Array(String(unicode()).utf8)
    default: throw error("there is no such escape")
    }
  }

  private mutating func unicode() throws -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    // The upper half of a pair; the lower must follow.
    guard first < 0xdc00, take2("\\u") else { throw error("half of a character stands alone") }
    let second = try hexadecimal()
    guard (0xdc00...0xdfff).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else { throw error("half of a character stands alone") }
    return scalar
  }

  private mutating func take2(_ text: String) -> Bool {
    guard bytes[position...].starts(with: text.utf8) else { return false }
    position += 2
    return true
  }

  private mutating func hexadecimal() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("four hexadecimal digits were expected")
      }
      position += 1
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
