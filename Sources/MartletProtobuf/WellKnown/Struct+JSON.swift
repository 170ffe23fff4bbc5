// Values of any kind: JSON as it is.

extension Google_Protobuf_Struct: WrittenAsJSONValue {
  /// Writes an object.
  public func writeJSON(to writer: inout FormatWriter) {
    writer.output.append(UInt8(ascii: "{"))
    if writer.sortsMaps {
      for (key, value) in fields.sorted(by: { MapKeys.isOrdered($0.key, $1.key) }) {
        writer.member(key, value)
      }
    } else {
      for (key, value) in fields { writer.member(key, value) }
    }
    writer.output.append(UInt8(ascii: "}"))
  }

  /// Reads an object.
  public mutating func readJSON(from reader: inout FormatReader) throws {
    if reader.next == UInt8(ascii: "n") { throw reader.failure("an object was expected") }
    try reader.map(
      &fields, ProtoString.self, ProtoMessage<Google_Protobuf_Value>.self)
  }
}

extension FormatWriter {
  fileprivate mutating func member(_ key: String, _ value: Google_Protobuf_Value) {
    separate()
    jsonString(key)
    output.append(UInt8(ascii: ":"))
    message(value)
  }
}

extension Google_Protobuf_ListValue: WrittenAsJSONValue {
  /// Writes an array.
  public func writeJSON(to writer: inout FormatWriter) {
    writer.output.append(UInt8(ascii: "["))
    for value in values {
      writer.separate()
      writer.message(value)
    }
    writer.output.append(UInt8(ascii: "]"))
  }

  /// Reads an array.
  public mutating func readJSON(from reader: inout FormatReader) throws {
    if reader.next == UInt8(ascii: "n") { throw reader.failure("an array was expected") }
    try reader.messages(&values)
  }
}

extension Google_Protobuf_Value: WrittenAsJSONValue {
  /// Writes the value.
  public func writeJSON(to writer: inout FormatWriter) {
    switch kind {
    case .nullValue?: writer.output.append("null")
    case .numberValue(let number)?:
      if !number.isFinite { writer.fail("\(number) in a google.protobuf.Value has no JSON") }
      writer.number(number)
    case .stringValue(let text)?: writer.jsonString(text)
    case .boolValue(let value)?: writer.bool(value)
    case .structValue(let fields)?: writer.message(fields)
    case .listValue(let list)?: writer.message(list)
    case nil: writer.fail("a google.protobuf.Value without a value has no JSON")
    }
  }

  /// Reads a value of whatever kind comes.
  public mutating func readJSON(from reader: inout FormatReader) throws {
    switch reader.next {
    case UInt8(ascii: "n"):
      if try reader.takeNull() { kind = .nullValue(.nullValue) }
    case UInt8(ascii: "t"), UInt8(ascii: "f"): kind = try reader.jsonBool().map { .boolValue($0) }
    case UInt8(ascii: "\""): kind = try reader.jsonString().map { .stringValue($0) }
    case UInt8(ascii: "{"):
      var fields = Google_Protobuf_Struct()
      try fields.readJSON(from: &reader)
      kind = .structValue(fields)
    case UInt8(ascii: "["):
      var list = Google_Protobuf_ListValue()
      try list.readJSON(from: &reader)
      kind = .listValue(list)
    default: kind = try reader.jsonDouble().map { .numberValue($0) }
    }
  }
}
