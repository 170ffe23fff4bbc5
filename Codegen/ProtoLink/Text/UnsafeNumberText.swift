internal import Glibc

/// Numbers as C's `printf` writes them, which is what descriptors have.
enum NumberText {
  /// The shortest of `%.15g` and `%.17g` that reads back as the same number.
  static func of(_ value: Double) -> String {
    if let special = special(value) { return special }
    let short = format(value, digits: 15)
    return Double(short) == value ? short : format(value, digits: 17)
  }

  /// The shortest of `%.6g` and `%.9g` that reads back as the same number.
  static func of(_ value: Float) -> String {
    if let special = special(Double(value)) { return special }
    let short = format(Double(value), digits: 6)
    return Float(short) == value ? short : format(Double(value), digits: 9)
  }

  private static func special(_ value: Double) -> String? {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    return nil
  }

  private static func format(_ value: Double, digits: Int32) -> String {
    // Sound: the buffer is larger than any text of so few digits, vsnprintf is told its size and
    // ends what it writes with a zero; the list of arguments is what the format asks for.
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      let count = withVaList([digits, value]) { vsnprintf(start, buffer.count, "%.*g", $0) }
      let text = buffer[..<max(0, min(Int(count), 63))]
      return String(decoding: text.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
