// Sound throughout: bytes are lent for the call only, from what the reader reads or from an array.
extension FormatReader {
  /// Reads a string and lends its bytes, escapes resolved.
  @inline(__always)
  mutating func stringBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    guard takeByte(UInt8(ascii: "\"")) else { throw failure("a string was expected") }
    let start = offset
    skip(JSONStrings.plainEnd(rest, from: 0))
    if next == UInt8(ascii: "\"") {
      let bytes = slice(from: start)
      skip(1)
      return try body(bytes)
    }
    let unescaped = try unescaped(from: start)
    return try unescaped.withUnsafeBytes { try body($0) }
  }

  /// A string that has escapes, of which a part has been passed over.
  private mutating func unescaped(from start: Int) throws -> [UInt8] {
    var bytes = [UInt8](slice(from: start))
    while true {
      if isAtEnd { throw failure("the string does not end") }
      switch next {
      case UInt8(ascii: "\""):
        skip(1)
        return bytes
      case UInt8(ascii: "\\"):
        skip(1)
        try escape(&bytes)
      case ..<0x20: throw failure("a control character must be escaped")
      default:
        let count = JSONStrings.plainEnd(rest, from: 0)
        bytes.append(contentsOf: rest[..<count])
        skip(count)
      }
    }
  }

  private mutating func escape(_ bytes: inout [UInt8]) throws {
    let byte = next
    skip(1)
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
    case UInt8(ascii: "b"): bytes.append(0x8)
    case UInt8(ascii: "f"): bytes.append(0xc)
    case UInt8(ascii: "n"): bytes.append(0xa)
    case UInt8(ascii: "r"): bytes.append(0xd)
    case UInt8(ascii: "t"): bytes.append(0x9)
    case UInt8(ascii: "u"): bytes.append(contentsOf: try escapedScalar().utf8)
    default: throw failure("there is no such escape", at: offset - 1)
    }
  }

  private mutating func escapedScalar() throws -> Character {
    let first = try hexadecimal(4)
    if let scalar = Unicode.Scalar(first) { return Character(scalar) }
    // The upper half of a pair; the lower must follow.
    guard first < 0xdc00, takeWord("\\u"), case let second = try hexadecimal(4),
      (0xdc00...0xdfff).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else { throw failure("half of a character stands alone") }
    return Character(scalar)
  }

  /// A number of exactly so many hexadecimal digits.
  mutating func hexadecimal(_ count: Int) throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = Self.digit(next), digit < 16 else {
        throw failure("\(count) hexadecimal digits were expected")
      }
      value = value << 4 | UInt32(digit)
      skip(1)
    }
    return value
  }

  /// The value of a digit of up to base 16; `nil` if the byte is none.
  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  // MARK: Values that are strings

  mutating func jsonString() throws -> String? {
    if try takeNull() { return nil }
    let start = offset
    // Not by `self`, which is being changed while the bytes are lent.
    let text = try stringBytes { FormatReader.unicode($0) }
    guard let text else { throw failure("the text is not valid UTF-8", at: start) }
    return text
  }

  mutating func jsonBytes() throws -> [UInt8]? {
    if try takeNull() { return nil }
    let start = offset
    guard let bytes = try stringBytes({ Base64.decode($0) }) else {
      throw failure("this is no Base64", at: start)
    }
    return bytes
  }
}
