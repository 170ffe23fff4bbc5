internal import MartletProtobuf

// The types of google.protobuf that have a form of their own in JSON.
extension JSONDecoder {
  func wellKnown(
    _ kind: WellKnownType, _ type: DynamicMessageType, _ value: JSONValue, at path: Path
  ) throws -> DynamicMessage {
    var message = DynamicMessage(type)
    switch kind {
    case .timestamp:
      guard case .string(let text) = value, let time = TimeText.timestamp(text) else {
        throw error("\(value.shown) is no timestamp, such as \"1970-01-01T00:00:00Z\"", at: path)
      }
      message.set(time)
    case .duration:
      guard case .string(let text) = value, let time = TimeText.duration(text) else {
        throw error("\(value.shown) is no duration, such as \"1.5s\"", at: path)
      }
      message.set(time)
    case .fieldMask:
      guard case .string(let text) = value else {
        throw error("\(value.shown) is no field mask, such as \"name,address.city\"", at: path)
      }
      let paths = try wellKnownText { try FieldMaskText.paths(text) }
      message.set(1, .list(paths.map { .string($0) }))
    case .wrapper, .structure, .list:
      guard let field = type.field(1) else { return message }
      if let content = try content(field, value, at: path) { message.set(1, content) }
    case .value: try set(&message, to: value, at: path)
    case .any: message = try any(type, value, at: path)
    }
    return message
  }

  /// Fills in a `google.protobuf.Value`.
  private func set(_ message: inout DynamicMessage, to value: JSONValue, at path: Path) throws {
    let number: UInt32 =
      switch value {
      case .null: 1
      case .number: 2
      case .string: 3
      case .bool: 4
      case .object: 5
      case .array: 6
      }
    guard let field = message.type.field(number) else { return }
    if let content = try content(field, value, at: path) { message.set(number, content) }
  }

  private func any(
    _ type: DynamicMessageType, _ value: JSONValue, at path: Path
  ) throws -> DynamicMessage {
    var message = DynamicMessage(type)
    guard case .object(var members) = value else {
      throw error("\(value.shown) is no object with an \"@type\"", at: path)
    }
    if members.isEmpty { return message }
    guard let index = members.firstIndex(where: { $0.name == "@type" }),
      case .string(let url) = members.remove(at: index).value
    else { throw error("an Any needs an \"@type\"", at: path) }
    let inner: DynamicMessage
    let innerType = try AnyTypes.type(url, options.pool)
    if innerType.wellKnown != nil {
      guard let value = members.first(where: { $0.name == "value" })?.value else {
        throw error("an Any of \(innerType) needs a \"value\"", at: path)
      }
      inner = try self.message(innerType, value, at: path + [".value"])
    } else {
      inner = try self.message(innerType, members, at: path)
    }
    message.set(1, .single(.string(url)))
    message.set(2, .single(.bytes(try inner.serializedBytes())))
    return message
  }
}

extension DynamicMessage {
  fileprivate mutating func set(_ number: UInt32, _ content: DynamicContent) {
    if let field = type.field(number) { store(content, in: field) }
  }

  fileprivate mutating func set(_ time: (seconds: Int64, nanos: Int32)) {
    set(1, .single(.int64(time.seconds)))
    set(2, .single(.int32(time.nanos)))
  }
}
