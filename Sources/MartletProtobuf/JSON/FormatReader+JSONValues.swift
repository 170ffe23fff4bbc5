// Values that are no objects.
extension FormatReader {
  mutating func jsonBool() throws -> Bool? {
    if takeWord("true") { return true }
    if takeWord("false") { return false }
    if try takeNull() { return nil }
    throw failure("true or false was expected")
  }

  mutating func jsonBoolKey() throws -> Bool? {
    let start = offset
    let value: Bool? = try stringBytes { name in
      if name.elementsEqual("true".utf8) { return true }
      return name.elementsEqual("false".utf8) ? false : nil
    }
    guard let value else { throw failure("\"true\" or \"false\" was expected", at: start) }
    return value
  }

  /// An enumeration's value, by its name or its number; `nil` for one that is passed over.
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func jsonEnumeration<E: Enum>() throws -> E? {
    let start = offset
    if next == UInt8(ascii: "n") {
      _ = try takeNull()
      return E.self == Google_Protobuf_NullValue.self ? E() : nil
    }
    if next != UInt8(ascii: "\"") {
      guard let number: Int32 = try jsonInteger() else { return nil }
      if let value = E(rawValue: Int(number)) { return value }
      if json.ignoreUnknownFields { return nil }
      throw failure("the enumeration has no value \(number)", at: start)
    }
    let names = E.protoValues.names
    let index = try stringBytes { names.index(of: $0, .declared) }
    if let index, let value = E(rawValue: names.entries[index].number) { return value }
    if json.ignoreUnknownFields { return nil }
    offset = start
    let name = try stringBytes { String(decoding: $0, as: UTF8.self) }
    throw failure("the enumeration has no value '\(name)'", at: start)
  }

  // MARK: Numbers

  mutating func jsonInteger<Value: FixedWidthInteger>() throws -> Value? {
    let start = offset
    if next == UInt8(ascii: "\"") {
      let value: Value? = try stringBytes { DecimalNumber.integer($0) }
      if let value { return value }
    } else {
      if try takeNull() { return nil }
      if let value: Value = DecimalNumber.prefix(rest, { skip($0) }) { return value }
      if let value: Value = DecimalNumber.integer(try numberBytes()) { return value }
    }
    throw failure("a whole number from \(Value.min) to \(Value.max) was expected", at: start)
  }

  /// Passes over a number and lends its bytes.
  mutating func numberBytes() throws -> UnsafeRawBufferPointer {
    let start = offset
    let count = DecimalNumber.length(rest)
    guard count > 0 else { throw failure("a value was expected") }
    skip(count)
    return slice(from: start)
  }

  mutating func jsonDouble() throws -> Double? {
    try jsonFloating { DecimalNumber.double($0) }
  }

  mutating func jsonFloat() throws -> Float? {
    try jsonFloating { DecimalNumber.float($0) }
  }

  private mutating func jsonFloating<Value: BinaryFloatingPoint>(
    _ parse: (UnsafeRawBufferPointer) -> Value?
  ) throws -> Value? {
    let start = offset
    let value: Value?
    if next == UInt8(ascii: "\"") {
      let word: Value? = try stringBytes { Self.notFinite($0) }
      if let word { return word }
      offset = start
      value = try stringBytes { DecimalNumber.length($0) == $0.count ? parse($0) : nil }
    } else {
      if try takeNull() { return nil }
      value = parse(try numberBytes())
    }
    guard let value else { throw failure("a number was expected", at: start) }
    guard value.isFinite else { throw failure("the number is too large", at: start) }
    return value
  }

  private static func notFinite<Value: BinaryFloatingPoint>(
    _ bytes: UnsafeRawBufferPointer
  ) -> Value? {
    if bytes.elementsEqual("NaN".utf8) { return .nan }
    if bytes.elementsEqual("Infinity".utf8) { return .infinity }
    if bytes.elementsEqual("-Infinity".utf8) { return -.infinity }
    return nil
  }
}
