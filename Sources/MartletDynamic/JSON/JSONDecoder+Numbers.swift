// Numbers of JSON, which may be in quotes too.
extension JSONDecoder {
  func integer(
    _ kind: DynamicField.Kind, _ text: String, at path: Path
  ) throws -> DynamicValue {
    switch kind {
    case .int32, .sint32, .sfixed32: .int32(try whole(text, at: path))
    case .int64, .sint64, .sfixed64: .int64(try whole(text, at: path))
    case .uint32, .fixed32: .uint32(try whole(text, at: path))
    case .uint64, .fixed64: .uint64(try whole(text, at: path))
    default: throw error("\(text) is not of the field's type, \(kind.shown)", at: path)
    }
  }

  /// An integer, which may be written with a point or an exponent if it is whole.
  private func whole<Value: FixedWidthInteger>(_ text: String, at path: Path) throws -> Value {
    guard text.isJSONNumber else { throw error("'\(text)' is no number", at: path) }
    if let value = Value(text) { return value }
    if text.contains(where: { ".eE".contains($0) }), let value = Double(text),
      let exact = Value(exactly: value)
    {
      return exact
    }
    throw error("\(text) is no whole number from \(Value.min) to \(Value.max)", at: path)
  }

  func floating<Value: BinaryFloatingPoint & LosslessStringConvertible>(
    _ text: String, _ value: JSONValue, at path: Path
  ) throws -> Value {
    if case .string = value {
      switch text {
      case "NaN": return .nan
      case "Infinity": return .infinity
      case "-Infinity": return -.infinity
      default: break
      }
    }
    guard text.isJSONNumber, let number = Value(text) else {
      throw error("'\(text)' is no number", at: path)
    }
    guard number.isFinite else { throw error("\(text) is too large", at: path) }
    return number
  }
}

extension String {
  /// Whether the text is a number as JSON has it.
  fileprivate var isJSONNumber: Bool {
    if case .number(let digits) = try? JSONReader.read(self) { digits == self } else { false }
  }
}

extension DynamicField.Kind {
  /// What errors call it.
  var shown: String {
    switch self {
    case .enum(let type): type.fullName
    case .message(let type): type.fullName
    default: "\(self)"
    }
  }
}
