/// Numbers in decimal digits, as JSON has them: `-12.5e3`.
enum DecimalNumber {
  // Sound throughout: offsets are held against the number of the bytes.

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// The number of bytes at the beginning that are a number of JSON's; 0 if there is none.
  static func length(_ bytes: UnsafeRawBufferPointer) -> Int {
    var offset = 0
    if byte(bytes, 0) == UInt8(ascii: "-") { offset = 1 }
    if byte(bytes, offset) == UInt8(ascii: "0") {
      offset += 1
      if isDigit(byte(bytes, offset)) { return 0 }
    } else if !skipDigits(bytes, &offset) {
      return 0
    }
    if byte(bytes, offset) == UInt8(ascii: ".") {
      offset += 1
      if !skipDigits(bytes, &offset) { return 0 }
    }
    if byte(bytes, offset) | 0x20 == UInt8(ascii: "e") {
      offset += 1
      let sign = byte(bytes, offset)
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset += 1 }
      if !skipDigits(bytes, &offset) { return 0 }
    }
    return offset
  }

  // Functions within the one above would share its variables, and each access would be checked.

  @inline(__always)
  private static func byte(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt8 {
    offset < bytes.count ? bytes[offset] : 0
  }

  /// Passes over digits; `false` if there are none.
  @inline(__always)
  private static func skipDigits(_ bytes: UnsafeRawBufferPointer, _ offset: inout Int) -> Bool {
    let start = offset
    while isDigit(byte(bytes, offset)) { offset += 1 }
    return offset > start
  }

  /// The integer at the beginning of the bytes, if it is one of few digits, without a point or an
  /// exponent; `nil` says nothing.
  ///
  /// - Parameter taken: Is told the number of bytes.
  @inline(__always)
  static func prefix<Value: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, _ taken: (Int) -> Void
  ) -> Value? {
    var offset = 0
    let isNegative = bytes.count > 0 && bytes[0] == UInt8(ascii: "-")
    if isNegative { offset = 1 }
    let start = offset
    var magnitude: UInt64 = 0
    while offset < bytes.count, isDigit(bytes[offset]), offset - start < 20 {
      magnitude = magnitude &* 10 &+ UInt64(bytes[offset] &- UInt8(ascii: "0"))
      offset += 1
    }
    let count = offset - start
    // As many digits as 64 bits hold, whatever they are.
    guard count > 0, count < 20, count == 1 || bytes[start] != UInt8(ascii: "0") else {
      return nil
    }
    if offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") { return nil }
    }
    if isNegative {
      guard magnitude <= 1 << 63,
        let value = Value(exactly: Int64(truncatingIfNeeded: 0 &- magnitude))
      else { return nil }
      taken(offset)
      return value
    }
    guard let value = Value(exactly: magnitude) else { return nil }
    taken(offset)
    return value
  }

  /// The integer that all of the bytes are, which may have a point and an exponent if it is whole.
  static func integer<Value: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer) -> Value? {
    var taken = 0
    if let value: Value = prefix(bytes, { taken = $0 }), taken == bytes.count { return value }
    guard !bytes.isEmpty, length(bytes) == bytes.count else { return nil }
    var parts = Parts(bytes)
    parts.dropTrailingZeros()
    if parts.digits.isEmpty { return 0 }
    guard parts.exponent >= 0, parts.digits.count + parts.exponent <= 20 else { return nil }
    var magnitude: UInt64 = 0
    for digit in parts.digits + [UInt8](repeating: 0, count: parts.exponent) {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      if overflow || carry { return nil }
      magnitude = sum
    }
    guard parts.isNegative else { return Value(exactly: magnitude) }
    if magnitude == 1 << 63 { return Value(exactly: Int64.min) }
    return Int64(exactly: magnitude).flatMap { Value(exactly: -$0) }
  }

  /// The digits of a number and the power of ten behind them.
  private struct Parts {
    var isNegative = false
    var digits: [UInt8] = []
    var exponent = 0

    /// The largest exponent that is told from larger ones.
    private static let exponentLimit = 100_000

    init(_ bytes: UnsafeRawBufferPointer) {
      var isFraction = false
      var (isExponent, isExponentNegative, power) = (false, false, 0)
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "-"):
          if isExponent { isExponentNegative = true } else { isNegative = true }
        case UInt8(ascii: "."): isFraction = true
        case UInt8(ascii: "e"), UInt8(ascii: "E"): isExponent = true
        case UInt8(ascii: "+"): break
        default:
          let digit = byte &- UInt8(ascii: "0")
          if isExponent {
            power = min(power * 10 + Int(digit), Self.exponentLimit)
          } else {
            if !digits.isEmpty || digit != 0 { digits.append(digit) }
            if isFraction { exponent -= 1 }
          }
        }
      }
      exponent += isExponentNegative ? -power : power
    }

    mutating func dropTrailingZeros() {
      while digits.last == 0 {
        digits.removeLast()
        exponent += 1
      }
    }
  }

  // MARK: Numbers with a point

  /// The powers of ten that a `Double` has exactly.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// Digits as a whole number with a power of ten: what most numbers are.
  private static func short(
    _ bytes: UnsafeRawBufferPointer
  ) -> (isNegative: Bool, digits: UInt64, power: Int)? {
    var (digits, power, count, offset): (UInt64, Int, Int, Int) = (0, 0, 0, 0)
    let isNegative = bytes.count > 0 && bytes[0] == UInt8(ascii: "-")
    if isNegative { offset = 1 }
    var isFraction = false
    while offset < bytes.count {
      let byte = bytes[offset]
      if isDigit(byte) {
        count += 1
        digits = digits &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
        if isFraction { power -= 1 }
      } else if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else {
        break
      }
      offset += 1
    }
    guard count > 0, count <= 19 else { return nil }
    if offset < bytes.count {
      guard let exponent: Int32 = exponent(bytes, offset) else { return nil }
      power += Int(exponent)
    }
    return (isNegative, digits, power)
  }

  private static func exponent(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int32? {
    var offset = start + 1
    guard bytes[start] | 0x20 == UInt8(ascii: "e"), offset < bytes.count else { return nil }
    let isNegative = bytes[offset] == UInt8(ascii: "-")
    if isNegative || bytes[offset] == UInt8(ascii: "+") { offset += 1 }
    guard offset < bytes.count, bytes.count - offset <= 4 else { return nil }
    var value: Int32 = 0
    while offset < bytes.count {
      guard isDigit(bytes[offset]) else { return nil }
      value = value * 10 + Int32(bytes[offset] &- UInt8(ascii: "0"))
      offset += 1
    }
    return isNegative ? -value : value
  }

  /// The number nearest to whole digits divided by a power of ten of at most 27, whose factor of
  /// fives has less than 64 bits.
  private static func quotient(_ digits: UInt64, power: Int) -> Double {
    var fives: UInt64 = 1
    for _ in 0..<power { fives *= 5 }
    // Both with their highest bit set, so that the quotient has at least 63 bits; the last of them
    // stands for all that follow, which rounding to 53 bits needs to know no more of.
    let (up, divisorUp) = (digits.leadingZeroBitCount, fives.leadingZeroBitCount)
    let (dividend, divisor) = (digits << up, fives << divisorUp)
    let (whole, rest) = divisor.dividingFullWidth((dividend >> 1, dividend << 63))
    let scale = Double(sign: .plus, exponent: divisorUp - up - power - 63, significand: 1)
    return Double(whole | (rest == 0 ? 0 : 1)) * scale
  }

  /// The number nearest to the digits; `nil` if they are none.
  static func double(_ bytes: UnsafeRawBufferPointer) -> Double? {
    // Both factors are exact, so that their product or quotient is rounded once, and rightly
    // (Clinger, "How to read floating point numbers accurately").
    if let (isNegative, digits, power) = short(bytes), digits <= 1 << 53, -22...22 ~= power {
      let whole = Double(digits)
      let value = power < 0 ? whole / powers[-power] : whole * powers[power]
      return isNegative ? -value : value
    }
    if let (isNegative, digits, power) = short(bytes), digits > 0, -27 ... -1 ~= power {
      let value = quotient(digits, power: -power)
      return isNegative ? -value : value
    }
    return Double(String(decoding: bytes, as: UTF8.self))
  }

  /// The number nearest to the digits; `nil` if they are none.
  static func float(_ bytes: UnsafeRawBufferPointer) -> Float? {
    if let (isNegative, digits, power) = short(bytes), digits <= 1 << 24, -10...10 ~= power {
      let whole = Float(digits)
      let value = power < 0 ? whole / Float(powers[-power]) : whole * Float(powers[power])
      return isNegative ? -value : value
    }
    return Float(String(decoding: bytes, as: UTF8.self))
  }
}

extension [UInt8] {
  /// Lends the bytes.
  func withDecimalBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withUnsafeBytes(body)
  }
}
