extension Lexer {
  /// Passes over a number; what is wrong with it is reported.
  mutating func scanNumber() -> Token.Kind {
    let start = offset
    if byte == UInt8(ascii: "0"), peek(1).map({ $0 | 0x20 }) == UInt8(ascii: "x") {
      offset += 2
      let digits = offset
      while byte?.digitValue != nil { offset += 1 }
      finishNumber(from: start, isGood: offset > digits)
      return .integer
    }
    skipDigits()
    if bytes[start] == UInt8(ascii: "0"), offset > start + 1 {
      // Octal numbers have neither fractions nor exponents.
      let isOctal = !bytes[start..<offset].contains { $0 > UInt8(ascii: "7") }
      finishNumber(from: start, isGood: isOctal)
      return .integer
    }
    var isFloat = false
    var isGood = true
    if byte == UInt8(ascii: ".") {
      isFloat = true
      offset += 1
      skipDigits()
    }
    if let byte, byte | 0x20 == UInt8(ascii: "e") {
      isFloat = true
      offset += 1
      if self.byte == UInt8(ascii: "+") || self.byte == UInt8(ascii: "-") { offset += 1 }
      let digits = offset
      skipDigits()
      isGood = offset > digits
    }
    finishNumber(from: start, isGood: isGood)
    return isFloat ? .float : .integer
  }

  private mutating func skipDigits() {
    while offset < bytes.count, bytes[offset].isDigit { offset += 1 }
  }

  private mutating func finishNumber(from start: Int, isGood: Bool) {
    var isGood = isGood
    while let byte, byte.isLetterOrDigit || byte == UInt8(ascii: ".") {
      isGood = false
      offset += 1
    }
    guard !isGood else { return }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    error("'\(text)' is not a number", start..<offset)
  }
}
