/// What the words for numbers and strings stand for.
package enum Literal {
  /// A whole number, decimal, octal or hexadecimal; `nil` if it does not fit in 64 bits.
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
      guard let digit = byte.digitValue, digit < radix else { return nil }
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
    let bytes = Array(text)
    guard let quote = bytes.first else { return [] }
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
      return scalar(in: bytes, at: &cursor).map { Array(String(Character($0)).utf8) }
    default: return nil
    }
  }

  /// A scalar by its number; those beyond 16 bits may be two halves, as in UTF-16.
  private static func scalar(in bytes: [UInt8], at cursor: inout Int) -> Unicode.Scalar? {
    func half(_ cursor: inout Int) -> UInt32? {
      guard cursor + 1 < bytes.count, bytes[cursor] == UInt8(ascii: "\\") else { return nil }
      let kind = bytes[cursor + 1]
      guard kind | 0x20 == UInt8(ascii: "u") else { return nil }
      cursor += 2
      let count = kind == UInt8(ascii: "u") ? 4 : 8
      return digits(in: bytes, at: &cursor, count...count, radix: 16)
    }
    guard let code = half(&cursor) else { return nil }
    guard code & 0xffff_fc00 == 0xd800 else { return Unicode.Scalar(code) }
    guard let low = half(&cursor), low & 0xffff_fc00 == 0xdc00 else { return nil }
    return Unicode.Scalar(0x10000 + (code & 0x3ff) << 10 + low & 0x3ff)
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
