/// What the words for numbers and strings stand for.
package enum Literal {
  /// A whole number, decimal, octal or hexadecimal; `nil` if it does not fit in 64 bits. What is no
  /// number has been reported, and is taken for 0.
  package static func integer(_ text: some Collection<UInt8>) -> UInt64? {
    var radix: UInt64 = 10
    var digits = text[...]
    if digits.first == UInt8(ascii: "0"), digits.count > 1 {
      digits = digits.dropFirst()
      radix = 8
      if let mark = digits.first, mark | 0x20 == UInt8(ascii: "x") {
        digits = digits.dropFirst()
        radix = 16
      }
    }
    var value: UInt64 = 0
    for byte in digits {
      guard let digit = byte.digitValue, digit < radix else { return 0 }
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  /// A number with a fraction or an exponent, or a whole one that does not fit in 64 bits.
  package static func float(_ text: some Collection<UInt8>) -> Double {
    Double(String(decoding: text, as: UTF8.self)) ?? 0
  }

  /// The bytes that a string, with its quotes, stands for.
  package static func string(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var value: [UInt8] = []
    value.reserveCapacity(text.count)
    guard let quote = text.first else { return [] }
    if text.count > 1, text.last == quote, !text.contains(UInt8(ascii: "\\")) {
      return Array(text.dropFirst().dropLast())
    }
    let bytes = Array(text)
    var cursor = 1
    while cursor < bytes.count, bytes[cursor] != quote {
      if bytes[cursor] == UInt8(ascii: "\\") {
        guard let escaped = escape(in: bytes, at: &cursor) else { return value }
        value += escaped
      } else {
        value.append(bytes[cursor])
        cursor += 1
      }
    }
    return value
  }

  private static let simpleEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
    UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): 92,
    UInt8(ascii: "'"): 39, UInt8(ascii: "\""): 34, UInt8(ascii: "?"): 63,
  ]

  /// The bytes that an escape stands for, and moves behind it; `nil` if it is none.
  static func escape(in bytes: [UInt8], at cursor: inout Int) -> [UInt8]? {
    let first = cursor + 1
    guard first < bytes.count else { return nil }
    let kind = bytes[first]
    if let simple = simpleEscapes[kind] {
      cursor = first + 1
      return [simple]
    }
    switch kind {
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      cursor = first
      return digits(in: bytes, at: &cursor, 1...3, radix: 8).map { [UInt8(truncatingIfNeeded: $0)] }
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      cursor = first + 1
      return digits(in: bytes, at: &cursor, 1...2, radix: 16)
        .map { [UInt8(truncatingIfNeeded: $0)] }
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      return character(in: bytes, at: &cursor)
    default: return nil
    }
  }

  /// The UTF-8 of a character by its number; those beyond 16 bits may be two halves, as in UTF-16.
  /// What is no character is written all the same, as protoc does.
  private static func character(in bytes: [UInt8], at cursor: inout Int) -> [UInt8]? {
    let isLong = bytes[cursor + 1] == UInt8(ascii: "U")
    cursor += 2
    let count = isLong ? 8 : 4
    guard var code = digits(in: bytes, at: &cursor, count...count, radix: 16), code < 0x20_0000
    else { return nil }
    if code & 0xffff_fc00 == 0xd800, let low = lowHalf(in: bytes, at: &cursor) {
      code = 0x10000 + (code & 0x3ff) << 10 + low & 0x3ff
    }
    if code > 0x10_ffff {
      let digits = String(code, radix: 16)
      return Array("\\U\(String(repeating: "0", count: 8 - digits.count))\(digits)".utf8)
    }
    return encode(code)
  }

  /// The other half of a character, if one follows.
  private static func lowHalf(in bytes: [UInt8], at cursor: inout Int) -> UInt32? {
    guard cursor + 1 < bytes.count, bytes[cursor] == UInt8(ascii: "\\"),
      bytes[cursor + 1] == UInt8(ascii: "u")
    else { return nil }
    var end = cursor + 2
    guard let low = digits(in: bytes, at: &end, 4...4, radix: 16), low & 0xffff_fc00 == 0xdc00
    else { return nil }
    cursor = end
    return low
  }

  private static func encode(_ code: UInt32) -> [UInt8] {
    func rest(_ shift: UInt32) -> UInt8 { UInt8(0x80 | code >> shift & 0x3f) }
    return switch code {
    case ..<0x80: [UInt8(code)]
    case ..<0x800: [UInt8(0xc0 | code >> 6), rest(0)]
    case ..<0x10000: [UInt8(0xe0 | code >> 12), rest(6), rest(0)]
    default: [UInt8(0xf0 | code >> 18), rest(12), rest(6), rest(0)]
    }
  }

  private static func digits(
    in bytes: [UInt8], at cursor: inout Int, _ count: ClosedRange<Int>, radix: UInt32
  ) -> UInt32? {
    var value: UInt32 = 0
    var taken = 0
    while taken < count.upperBound, cursor < bytes.count, let digit = bytes[cursor].digitValue,
      digit < radix
    {
      value = value &* radix &+ digit
      cursor += 1
      taken += 1
    }
    return taken >= count.lowerBound ? value : nil
  }
}
