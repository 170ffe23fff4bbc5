internal import MartletProtobuf
internal import ProtoSyntax

/// Turns what is written into the value of a field that is no message.
struct ScalarValue {
  /// Why it is not a value of the field: what the field takes.
  struct Mismatch: Error {
    let expectation: String
  }

  let schema: Schema
  /// Whether the value stands in text format, where more is allowed.
  let isText: Bool

  func of(_ value: OptionNode.Value, _ field: FieldSchema) throws(Mismatch) -> WireValue {
    switch field.type {
    case .int32: return .varint(UInt64(bitPattern: Int64(try integer(value, Int32.self))))
    case .int64: return .varint(UInt64(bitPattern: try integer(value, Int64.self)))
    case .sint32: return .varint(UInt64(ZigZag.encode(try integer(value, Int32.self))))
    case .sint64: return .varint(ZigZag.encode(try integer(value, Int64.self)))
    case .uint32: return .varint(UInt64(try integer(value, UInt32.self)))
    case .uint64: return .varint(try integer(value, UInt64.self))
    case .fixed32: return .fixed32(try integer(value, UInt32.self))
    case .fixed64: return .fixed64(try integer(value, UInt64.self))
    case .sfixed32: return .fixed32(UInt32(bitPattern: try integer(value, Int32.self)))
    case .sfixed64: return .fixed64(UInt64(bitPattern: try integer(value, Int64.self)))
    case .float:
      let number = try number(value)
      return .fixed32((isText ? Float(nearest: number) : Float(number)).bitPattern)
    case .double: return .fixed64(try number(value).bitPattern)
    case .bool: return .varint(try bool(value) ? 1 : 0)
    case .enum: return .varint(UInt64(bitPattern: Int64(try enumeration(value, field))))
    case .string, .bytes:
      guard case .string(let bytes) = value else { throw Mismatch(expectation: "a string") }
      return .bytes(bytes)
    case .message, .group:
      throw Mismatch(expectation: "a message, in braces")
    }
  }

  private func integer<Number: FixedWidthInteger>(
    _ value: OptionNode.Value, _ type: Number.Type
  ) throws(Mismatch) -> Number {
    let number: Number? =
      switch value {
      case .positive(let number): Number(exactly: number)
      // -0 is a number too, though not of types without a sign.
      case .negative(let number) where Number.isSigned: Number(exactly: number)
      default: nil
      }
    guard let number else {
      throw Mismatch(expectation: "a whole number from \(Number.min) to \(Number.max)")
    }
    return number
  }

  private func number(_ value: OptionNode.Value) throws(Mismatch) -> Double {
    switch value {
    case .positive(let number): return Double(number)
    // Only text format knows a zero with a sign from one without.
    case .negative(let number): return number == 0 && isText ? -0.0 : Double(number)
    case .float(let number): return number
    case .identifier(let word):
      switch isText ? word.lowercased() : word {
      case "inf": return .infinity
      case "infinity" where isText: return .infinity
      case "nan": return .nan
      default: break
      }
    default: break
    }
    throw Mismatch(expectation: "a number")
  }

  private func bool(_ value: OptionNode.Value) throws(Mismatch) -> Bool {
    switch value {
    case .identifier("true"): return true
    case .identifier("false"): return false
    case .identifier("True") where isText, .identifier("t") where isText: return true
    case .identifier("False") where isText, .identifier("f") where isText: return false
    case .positive(0) where isText: return false
    case .positive(1) where isText: return true
    default: throw Mismatch(expectation: "true or false")
    }
  }

  private func enumeration(
    _ value: OptionNode.Value, _ field: FieldSchema
  ) throws(Mismatch) -> Int32 {
    guard let type = schema.enumeration(field.typeName) else {
      throw Mismatch(expectation: "a value of \(field.typeName), which is not known")
    }
    var number: Int32?
    switch value {
    case .identifier(let word): number = type.number(of: word)
    case .positive(let value) where isText: number = Int32(exactly: value)
    case .negative(let value) where isText: number = Int32(exactly: value)
    default: break
    }
    if let given = number, isText, type.isClosed, !type.has(given) { number = nil }
    guard let number else {
      throw Mismatch(expectation: Self.list(type.valueNames, of: value))
    }
    return number
  }

  /// The values that there are, or of many the one that is most like what is written.
  private static func list(_ names: [String], of value: OptionNode.Value) -> String {
    if names.count <= 8 { return names.sorted().joined(separator: " or ") }
    if case .identifier(let word) = value, let near = Spelling.nearest(to: word, among: names) {
      return "one of the enumeration's values; did you mean '\(near)'?"
    }
    return "one of the enumeration's values"
  }
}
