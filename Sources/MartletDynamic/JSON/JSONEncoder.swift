internal import MartletProtobuf

extension DynamicMessage {
  /// The message as canonical JSON (the ProtoJSON format of protobuf's documentation).
  ///
  /// - Throws: ``DynamicMessageError`` if a value has no form in JSON: a timestamp beyond the year
  ///   9999, an `Any` of a type that is not in the pool.
  public func jsonString(options: JSONEncodingOptions = JSONEncodingOptions()) throws -> String {
    var encoder = JSONEncoder(options: options)
    try encoder.message(self)
    return encoder.text.text
  }
}

/// Writes messages as JSON.
struct JSONEncoder {
  var text: JSONText
  /// The number of `Any` that are being written, each in the one before.
  var anyDepth = 0
  let options: JSONEncodingOptions

  init(options: JSONEncodingOptions) {
    self.options = options
    text = JSONText(isPretty: options.isPretty)
  }

  mutating func message(_ message: DynamicMessage) throws {
    if try wellKnown(message) { return }
    text.begin("{")
    try members(of: message)
    text.end("}")
  }

  mutating func members(of message: DynamicMessage) throws {
    for field in message.type.fields {
      guard let content = message.contents[field.number] ?? defaultContent(of: field) else {
        continue
      }
      text.key(options.preserveProtoFieldNames ? field.name : field.jsonName)
      try self.content(content, of: field)
    }
  }

  /// What is written for a field that is not set, if anything.
  private func defaultContent(of field: DynamicField) -> DynamicContent? {
    guard options.alwaysPrintDefaultValues, !field.hasPresence else { return nil }
    if field.isMap { return .map([:]) }
    return field.isRepeated ? .list([]) : .single(field.defaultValue)
  }

  mutating func content(_ content: DynamicContent, of field: DynamicField) throws {
    switch content {
    case .single(let value): try self.value(value, field)
    case .list(let values):
      text.begin("[")
      for value in values {
        text.element()
        try self.value(value, field)
      }
      text.end("]")
    case .map(let entries):
      guard let valueField = field.entry?.field(2) else { return }
      text.begin("{")
      for (key, value) in entries.sorted(by: { $0.key.isOrdered(before: $1.key) }) {
        text.key(Self.key(key))
        try self.value(value, valueField)
      }
      text.end("}")
    }
  }

  private static func key(_ value: DynamicValue) -> String {
    switch value {
    case .string(let text): text
    case .bool(let value): "\(value)"
    case .int32(let value): "\(value)"
    case .int64(let value): "\(value)"
    case .uint32(let value): "\(value)"
    case .uint64(let value): "\(value)"
    default: ""
    }
  }

  mutating func value(_ value: DynamicValue, _ field: DynamicField) throws {
    switch value {
    case .double(let value): number(value, "\(value)")
    case .float(let value): number(Double(value), "\(value)")
    case .int32(let value): text.raw("\(value)")
    case .uint32(let value): text.raw("\(value)")
    // Beyond what a JavaScript number holds exactly, and so text always.
    case .int64(let value): text.string("\(value)")
    case .uint64(let value): text.string("\(value)")
    case .bool(let value): text.raw("\(value)")
    case .string(let value): text.string(value)
    case .bytes(let value): text.string(Base64.encode(value))
    case .enum(let number): enumeration(number, field)
    case .message(let value): try message(value)
    }
  }

  private mutating func number(_ value: Double, _ digits: String) {
    if value.isNaN {
      text.string("NaN")
    } else if value.isInfinite {
      text.string(value < 0 ? "-Infinity" : "Infinity")
    } else {
      // Readers that take whole numbers for integers would lose the sign of "-0".
      let isWhole = digits.hasSuffix(".0") && digits != "-0.0"
      text.raw(isWhole ? String(digits.dropLast(2)) : digits)
    }
  }

  private mutating func enumeration(_ number: Int32, _ field: DynamicField) {
    guard case .enum(let type) = field.kind else { return }
    if type.fullName == "google.protobuf.NullValue" {
      text.raw("null")
    } else if !options.alwaysPrintEnumsAsInts, let name = type.name(of: number) {
      text.string(name)
    } else {
      text.raw("\(number)")
    }
  }
}
