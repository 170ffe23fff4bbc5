/// A value of a JSON text, as configurations need them.
package indirect enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  /// As it is written.
  case number(String)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// Reads a text.
  ///
  /// - Throws: ``JSONError`` if it is none.
  package init(_ bytes: [UInt8]) throws {
    var reader = JSONReader(bytes: bytes)
    self = try reader.readValue(depth: 0)
    reader.skipSpace()
    if !reader.isAtEnd { throw reader.unexpected() }
  }
}

/// Why a text is not JSON.
package struct JSONError: Error, CustomStringConvertible {
  /// Where, counted from 1.
  package let line: Int
  /// What is wrong there.
  package let description: String
}

/// Reads JSON from bytes.
private struct JSONReader {
  /// Deeper than any configuration, and no danger to the stack.
  static let depthLimit = 100

  let bytes: [UInt8]
  var position = 0

  var isAtEnd: Bool { position == bytes.count }
  private var next: UInt8? { isAtEnd ? nil : bytes[position] }

  func error(_ text: String) -> JSONError {
    let line = bytes[..<position].count { $0 == UInt8(ascii: "\n") } + 1
    return JSONError(line: line, description: text)
  }

  func unexpected() -> JSONError {
    guard let next else { return error("the text ends too early") }
    return error("'\(Character(Unicode.Scalar(next)))' is not expected here")
  }

  mutating func skipSpace() {
    while let next, [0x20, 0x09, 0x0A, 0x0D].contains(next) { position += 1 }
  }

  /// Goes over a character, and space before it, if it comes next.
  private mutating func skip(_ character: Character) -> Bool {
    skipSpace()
    guard let next, next == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Character) throws {
    if !skip(character) { throw unexpected() }
  }

  mutating func readValue(depth: Int) throws -> JSON {
    if depth > Self.depthLimit { throw error("values are nested too deeply") }
    if skip("{") { return .object(try readMembers(depth: depth)) }
    if skip("[") { return .array(try readElements(depth: depth)) }
    if skip("\"") { return .string(try readString()) }
    let start = position
    while let next, isOfWord(next) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      if let first = word.first, first == "-" || first.isNumber, Double(word) != nil {
        return .number(word)
      }
      position = start
      throw unexpected()
    }
  }

  private func isOfWord(_ byte: UInt8) -> Bool {
    let character = Character(Unicode.Scalar(byte))
    return character.isASCII && (character.isLetter || character.isNumber)
      || "+-.".contains(character)
  }

  private mutating func readMembers(depth: Int) throws -> [String: JSON] {
    var members: [String: JSON] = [:]
    if skip("}") { return members }
    repeat {
      try expect("\"")
      let name = try readString()
      try expect(":")
      let value = try readValue(depth: depth + 1)
      if members.updateValue(value, forKey: name) != nil { throw error("'\(name)' is there twice") }
    } while skip(",")
    try expect("}")
    return members
  }

  private mutating func readElements(depth: Int) throws -> [JSON] {
    var elements: [JSON] = []
    if skip("]") { return elements }
    repeat { elements.append(try readValue(depth: depth + 1)) } while skip(",")
    try expect("]")
    return elements
  }

  /// What stands between quotation marks, the first of which has been read.
  private mutating func readString() throws -> String {
    var text: [UInt8] = []
    while let byte = next {
      if byte < 0x20 { throw error("a string does not end on its line") }
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try readEscape()
      default: text.append(byte)
      }
    }
    throw unexpected()
  }

  private mutating func readEscape() throws -> [UInt8] {
    guard let byte = next else { throw unexpected() }
    position += 1
    switch Character(Unicode.Scalar(byte)) {
    case "b": return [0x08]
    case "f": return [0x0C]
    case "n": return [0x0A]
    case "r": return [0x0D]
    case "t": return [0x09]
    case "\"", "\\", "/": return [byte]
    case "u":
      var unit = try readUnit()
      // Two units for what does not fit into one.
      if 0xD800..<0xDC00 ~= unit, position + 1 < bytes.count,
        bytes[position...].starts(with: "\\u".utf8)
      {
        position += 2
        let low = try readUnit()
        if 0xDC00..<0xE000 ~= low { unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00) }
      }
      guard let scalar = Unicode.Scalar(unit) else { throw error("\\u names no character") }
      return Array(String(Character(scalar)).utf8)
    default: throw error("'\\\(Character(Unicode.Scalar(byte)))' is no escape")
    }
  }

  private mutating func readUnit() throws -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw error("\\u takes four digits") }
    position += 4
    return unit
  }
}
