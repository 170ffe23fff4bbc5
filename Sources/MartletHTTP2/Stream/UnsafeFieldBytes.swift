internal import MartletCore

// What the names and values of header fields may consist of (RFC 9110 §5.5 and §5.6.2, RFC 9113
// §8.2.1).
extension UnsafeRawBufferPointer {
  /// Whether the value of a field may be this: no control characters but tabs.
  @inline(__always)
  var isFieldValue: Bool { hasOnly(from: 0x20) || isFieldValueWithTabs }

  @inline(never)
  private var isFieldValueWithTabs: Bool {
    allSatisfy { $0 == UInt8(ascii: "\t") || $0 >= 0x20 && $0 != Self.delete }
  }

  /// Whether there are bytes, and neither spaces nor control characters among them.
  @inline(__always)
  var isVisible: Bool { !isEmpty && hasOnly(from: 0x21) }

  /// Whether each byte is `least` or above, and none is DEL: by the word, since it is asked of
  /// everything that comes; and one copy for all who ask, which is warm for the second of them.
  @inline(never)
  private func hasOnly(from least: UInt64) -> Bool {
    guard count >= 8 else { return Self.marks(below: least, in: fewBytes) == 0 }
    var offset = 0
    // Sound: each word lies within the bytes. The last may cover some of the one before.
    while offset < count &- 8 {
      let word = loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if Self.marks(below: least, in: word) != 0 { return false }
      offset &+= 8
    }
    let last = loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    return Self.marks(below: least, in: last) == 0
  }

  /// Fewer than eight bytes, some of them twice, and digits beside them.
  @inline(__always)
  private var fewBytes: UInt64 {
    // Sound: both halves lie within the bytes.
    if count >= 4 {
      return UInt64(loadUnaligned(as: UInt32.self))
        | UInt64(loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)) << 32
    }
    var word = Self.each &* 0x30
    for byte in self { word = word << 8 | UInt64(byte) }
    return word
  }

  /// Not zero exactly if a byte of the word is below `least` or DEL. What is borrowed from a byte
  /// is borrowed by one that is marked.
  @inline(__always)
  private static func marks(below least: UInt64, in word: UInt64) -> UInt64 {
    let unlikeDelete = word ^ (each &* UInt64(delete))
    let low = (word &- each &* least) & ~word
    return (low | ((unlikeDelete &- each) & ~unlikeDelete)) & (each &* 0x80)
  }

  private static var each: UInt64 { 0x0101_0101_0101_0101 }
  private static var delete: UInt8 { 0x7f }

  /// Whether a field can have this name (RFC 9113 §8.2.1).
  var isFieldName: Bool {
    for byte in self where !byte.isOfFieldName { return false }
    return !isEmpty
  }

  /// Whether a method can be this (RFC 9110 §5.6.2).
  var isToken: Bool { !isEmpty && allSatisfy(\.asciiLowercased.isOfFieldName) }

  /// Whether a scheme can be this (RFC 3986 §3.1).
  var isScheme: Bool {
    if equals("http") || equals("https") { return true }
    guard let first, first.isLetter else { return false }
    return allSatisfy { byte in
      byte.isLetter || byte.isDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".")
    }
  }

  /// Whether the bytes are those of the constant, which is in lower case, but for the case.
  func equals(ignoringCase constant: StaticString) -> Bool {
    constant.withUTF8Buffer { elementsEqual($0) { $0.asciiLowercased == $1 } }
  }

  /// The number that the digits are; `nil` if they are not only digits, or more than 18.
  var number: Int? {
    guard !isEmpty, count <= 18 else { return nil }
    var number = 0
    for digit in self {
      guard digit.isDigit else { return nil }
      number = number &* 10 &+ Int(digit &- UInt8(ascii: "0"))
    }
    return number
  }

  /// The bytes without spaces and tabs at either end.
  @inline(__always)
  var trimmed: UnsafeRawBufferPointer {
    guard let first, let last, first.isBlank || last.isBlank else { return self }
    return withoutBlanks
  }

  @inline(never)
  private var withoutBlanks: UnsafeRawBufferPointer {
    let start = firstIndex { !$0.isBlank } ?? count
    let end = lastIndex { !$0.isBlank }.map { $0 + 1 } ?? start
    // Sound: a part of the same bytes, no longer there than they are.
    return UnsafeRawBufferPointer(rebasing: self[start..<end])
  }
}

extension UInt8 {
  @inline(__always)
  fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  fileprivate var isLetter: Bool {
    asciiLowercased >= UInt8(ascii: "a") && asciiLowercased <= UInt8(ascii: "z")
  }

  @inline(__always)
  fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

  /// Whether the name of a field can have the byte in it: a digit, a small letter, or one of the
  /// signs of RFC 9110 §5.6.2. Each has its bit in one of two words.
  @inline(__always)
  fileprivate var isOfFieldName: Bool {
    let characters: UInt64 = self < 64 ? 0x03ff_6cfa_0000_0000 : 0x57ff_ffff_c000_0000
    return self < 128 && characters >> (self & 63) & 1 == 1
  }
}
