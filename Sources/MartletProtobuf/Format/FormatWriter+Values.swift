// Values as JSON and the text format have them. In the text format a colon goes before each that
// is no message.
extension FormatWriter {
  @inline(__always)
  private mutating func colon() {
    if !isJSON { output.append(": ") }
  }

  @usableFromInline
  mutating func bool(_ value: Bool) {
    colon()
    output.append(value ? "true" : "false")
  }

  @usableFromInline
  mutating func integer(_ value: Int32) {
    colon()
    output.append(Int64(value))
  }

  @usableFromInline
  mutating func integer(_ value: UInt32) {
    colon()
    output.append(UInt64(value))
  }

  /// In JSON, numbers beyond what a JavaScript number holds exactly are quoted, and so all of 64
  /// bits are.
  @usableFromInline
  mutating func integer(_ value: Int64) {
    colon()
    let isQuoted = isJSON && !json.alwaysPrintInt64sAsNumbers
    if isQuoted { output.append(UInt8(ascii: "\"")) }
    output.append(value)
    if isQuoted { output.append(UInt8(ascii: "\"")) }
  }

  @usableFromInline
  mutating func integer(_ value: UInt64) {
    colon()
    let isQuoted = isJSON && !json.alwaysPrintInt64sAsNumbers
    if isQuoted { output.append(UInt8(ascii: "\"")) }
    output.append(value)
    if isQuoted { output.append(UInt8(ascii: "\"")) }
  }

  @usableFromInline
  mutating func number(_ value: Double) {
    colon()
    if value.isFinite {
      finite(value, value)
    } else {
      notFinite(isNaN: value.isNaN, isNegative: value < 0)
    }
  }

  @usableFromInline
  mutating func number(_ value: Float) {
    colon()
    if value.isFinite {
      finite(Double(value), value)
    } else {
      notFinite(isNaN: value.isNaN, isNegative: value < 0)
    }
  }

  /// Writes a number with as many digits as tell it from its neighbours; a whole one without a
  /// point, but for -0, whose sign readers that take it for an integer would lose.
  private mutating func finite(_ value: Double, _ digits: some TextOutputStreamable) {
    if abs(value) < 1e15, let whole = Int64(exactly: value), whole != 0 || value.sign == .plus {
      output.append(whole)
    } else {
      digits.write(to: &output)
    }
  }

  private mutating func notFinite(isNaN: Bool, isNegative: Bool) {
    if isJSON {
      output.append(isNaN ? "\"NaN\"" : isNegative ? "\"-Infinity\"" : "\"Infinity\"")
    } else {
      output.append(isNaN ? "nan" : isNegative ? "-inf" : "inf")
    }
  }

  @usableFromInline
  mutating func string(_ value: String) {
    if isJSON { jsonString(value) } else { textString(value) }
  }

  @usableFromInline
  mutating func bytes(_ value: [UInt8]) {
    if isJSON { base64(value) } else { textBytes(value) }
  }

  @usableFromInline
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func enumeration<E: Enum>(_ value: E) {
    if isJSON, E.self == Google_Protobuf_NullValue.self {
      output.append("null")
      return
    }
    colon()
    let number = value.rawValue
    let names = E.protoValues.names
    guard !isJSON || !json.alwaysPrintEnumsAsInts, let index = names.index(of: number) else {
      output.append(Int64(number))
      return
    }
    if isJSON { output.append(UInt8(ascii: "\"")) }
    names.withBytes(of: names.entries[index].name) { output.append($0) }
    if isJSON { output.append(UInt8(ascii: "\"")) }
  }

  // MARK: Keys of JSON's objects

  @usableFromInline
  mutating func key(_ value: Int64) {
    if isJSON { output.append(UInt8(ascii: "\"")) } else { colon() }
    output.append(value)
    if isJSON { output.append(UInt8(ascii: "\"")) }
  }

  @usableFromInline
  mutating func key(_ value: UInt64) {
    if isJSON { output.append(UInt8(ascii: "\"")) } else { colon() }
    output.append(value)
    if isJSON { output.append(UInt8(ascii: "\"")) }
  }

  @usableFromInline
  mutating func key(_ value: Bool) {
    if isJSON { output.append(UInt8(ascii: "\"")) } else { colon() }
    output.append(value ? "true" : "false")
    if isJSON { output.append(UInt8(ascii: "\"")) }
  }
}
