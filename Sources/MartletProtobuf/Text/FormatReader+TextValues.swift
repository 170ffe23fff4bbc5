// Values in the text format.
extension FormatReader {
  /// Wants the colon that stands before values that are no messages.
  private mutating func expectColon() throws {
    guard hasColon else { throw failure("':' was expected") }
    skipSpace()
  }

  /// Passes over a word or a number.
  mutating func literal() -> UnsafeRawBufferPointer {
    let start = offset
    var last: UInt8 = 0
    // A sign belongs to a number behind an `e` only, which hexadecimal numbers may have too.
    let isDecimal =
      !(next == UInt8(ascii: "0") && afterNext | 0x20 == UInt8(ascii: "x"))
      && (Self.isDigit(next) || next == UInt8(ascii: "."))
    while true {
      let isSign = next == UInt8(ascii: "+") || next == UInt8(ascii: "-")
      let isPart =
        Self.isLetter(next) || Self.isDigit(next) || next == UInt8(ascii: ".")
        || (isSign && isDecimal && last | 0x20 == UInt8(ascii: "e"))
      guard isPart else { return slice(from: start) }
      last = next
      skip(1)
    }
  }

  // MARK: Numbers

  mutating func textInteger<Value: FixedWidthInteger>() throws -> Value? {
    try expectColon()
    let start = offset
    let isNegative = takeByte(UInt8(ascii: "-"))
    skipSpace()
    if let magnitude = Self.magnitude(literal()), !isNegative || Value.isSigned {
      if let value = Value(exactly: magnitude), !isNegative { return value }
      if isNegative, magnitude <= Value.min.magnitude {
        return Value(truncatingIfNeeded: 0 &- magnitude)
      }
    }
    throw failure("a whole number from \(Value.min) to \(Value.max) was expected", at: start)
  }

  /// A number in decimal, octal or hexadecimal digits.
  private static func magnitude(_ literal: UnsafeRawBufferPointer) -> UInt64? {
    var digits = literal[...]
    var radix: UInt64 = 10
    if digits.first == UInt8(ascii: "0"), digits.count > 1 {
      let isHexadecimal = digits[1] | 0x20 == UInt8(ascii: "x")
      digits = digits.dropFirst(isHexadecimal ? 2 : 1)
      radix = isHexadecimal ? 16 : 8
    }
    guard !digits.isEmpty else { return nil }
    var value: UInt64 = 0
    for byte in digits {
      guard let digit = digit(byte), digit < radix else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  mutating func textDouble() throws -> Double {
    try expectColon()
    let start = offset
    let isNegative = takeByte(UInt8(ascii: "-"))
    skipSpace()
    guard let value = Self.floating(literal()) else {
      throw failure("a number was expected", at: start)
    }
    // There is one way to write what is no number, without a sign.
    return isNegative && !value.isNaN ? -value : value
  }

  /// A number in decimal digits, which may begin or end with its point and have an `f` behind it,
  /// or one of the words for what is no number.
  private static func floating(_ literal: UnsafeRawBufferPointer) -> Double? {
    var word = String(decoding: literal, as: UTF8.self).lowercased()
    switch word {
    case "inf", "infinity": return .infinity
    case "nan": return .nan
    default: break
    }
    if word.hasSuffix("f") { word.removeLast() }
    if word.hasPrefix(".") {
      guard word.dropFirst().startsWithDigit else { return nil }
      word = "0" + word
    }
    if let point = word.firstIndex(of: "."), !word[word.index(after: point)...].startsWithDigit {
      word.insert("0", at: word.index(after: point))
    }
    return Array(word.utf8).withDecimalBytes { bytes in
      DecimalNumber.length(bytes) == bytes.count ? DecimalNumber.double(bytes) : nil
    }
  }

  // MARK: Words

  mutating func textBool() throws -> Bool? {
    try expectColon()
    let start = offset
    let word = literal()
    switch String(decoding: word, as: UTF8.self) {
    case "true", "True", "t": return true
    case "false", "False", "f": return false
    default:
      if let number = Self.magnitude(word), number <= 1 { return number == 1 }
      throw failure("true or false was expected", at: start)
    }
  }

  @_semantics("optimize.sil.specialize.generic.never")
  mutating func textEnumeration<E: Enum>() throws -> E? {
    try expectColon()
    let start = offset
    if Self.isLetter(next) {
      let names = E.protoValues.names
      let name = try identifier()
      if let index = names.index(of: name, .declared),
        let value = E(rawValue: names.entries[index].number)
      {
        return value
      }
      throw failure(
        "the enumeration has no value '\(String(decoding: name, as: UTF8.self))'", at: start)
    }
    if let number: Int32 = try textInteger(), let value = E(rawValue: Int(number)) { return value }
    throw failure("the enumeration has no such value", at: start)
  }

  // MARK: Strings

  mutating func textString() throws -> String? {
    try expectColon()
    let start = offset
    let bytes = try quotedBytes()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure("the text is not valid UTF-8", at: start)
    }
    return text
  }

  mutating func textBytes() throws -> [UInt8]? {
    try expectColon()
    return try quotedBytes()
  }

  /// Strings in quotes, one behind the other.
  mutating func quotedBytes() throws -> [UInt8] {
    guard next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") else {
      throw failure("a string in quotes was expected")
    }
    var bytes: [UInt8] = []
    while next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") {
      let quote = next
      skip(1)
      while !takeByte(quote) {
        if isAtEnd || next == 0x0a { throw failure("the string does not end") }
        let byte = next
        skip(1)
        if byte == UInt8(ascii: "\\") { try textEscape(&bytes) } else { bytes.append(byte) }
      }
      skipSpace()
    }
    return bytes
  }

  private mutating func textEscape(_ bytes: inout [UInt8]) throws {
    let start = offset - 1
    let byte = next
    if isAtEnd { throw failure("the string does not end") }
    if byte &- UInt8(ascii: "0") < 8 { return bytes.append(try octalEscape()) }
    skip(1)
    switch byte {
    case UInt8(ascii: "a"): bytes.append(0x07)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "n"): bytes.append(0x0a)
    case UInt8(ascii: "v"): bytes.append(0x0b)
    case UInt8(ascii: "f"): bytes.append(0x0c)
    case UInt8(ascii: "r"): bytes.append(0x0d)
    case UInt8(ascii: "?"), UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""):
      bytes.append(byte)
    case UInt8(ascii: "x"), UInt8(ascii: "X"): bytes.append(try hexadecimalEscape())
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let number = try hexadecimal(byte == UInt8(ascii: "u") ? 4 : 8)
      guard let scalar = Unicode.Scalar(number) else {
        throw failure("the escape is no character of Unicode", at: start)
      }
      bytes.append(contentsOf: Character(scalar).utf8)
    default: throw failure("there is no such escape", at: start)
    }
  }

  private mutating func octalEscape() throws -> UInt8 {
    let start = offset
    var value = 0
    while offset - start < 3, case let digit = next &- UInt8(ascii: "0"), digit < 8 {
      value = value * 8 + Int(digit)
      skip(1)
    }
    guard let byte = UInt8(exactly: value) else {
      throw failure("the escape is larger than a byte", at: start)
    }
    return byte
  }

  private mutating func hexadecimalEscape() throws -> UInt8 {
    var value: UInt8 = 0
    var count = 0
    while count < 2, let digit = Self.digit(next) {
      value = value << 4 | digit
      count += 1
      skip(1)
    }
    guard count > 0 else { throw failure("a hexadecimal digit was expected") }
    return value
  }
}

extension Substring {
  fileprivate var startsWithDigit: Bool { first.map { ("0"..."9").contains($0) } ?? false }
}
