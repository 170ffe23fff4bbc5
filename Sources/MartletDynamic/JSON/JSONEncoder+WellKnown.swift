internal import MartletProtobuf

// The types of google.protobuf that have a form of their own in JSON.
extension JSONEncoder {
  /// Writes a message of such a type; `false` if it is of another.
  mutating func wellKnown(_ message: DynamicMessage) throws -> Bool {
    switch message.type.wellKnown {
    case .timestamp:
      text.string(try wellKnownText { try TimeText.timestamp(message.seconds, message.nanos) })
    case .duration:
      text.string(try wellKnownText { try TimeText.duration(message.seconds, message.nanos) })
    case .fieldMask: text.string(try wellKnownText { try FieldMaskText.json(message.texts(1)) })
    case .wrapper:
      guard let field = message.type.field(1) else { return false }
      try value(message.single(field), field)
    case .structure:
      guard let field = message.type.field(1) else { return false }
      try content(message.contents[1] ?? .map([:]), of: field)
    case .list:
      guard let field = message.type.field(1) else { return false }
      try content(message.contents[1] ?? .list([]), of: field)
    case .value: try dynamicValue(message)
    case .any: try any(message)
    case nil: return false
    }
    return true
  }

  private mutating func dynamicValue(_ message: DynamicMessage) throws {
    guard let field = message.type.fields.first(where: { message.contents[$0.number] != nil })
    else { throw DynamicMessageError("a google.protobuf.Value without a value has no JSON") }
    let value = message.single(field)
    if case .double(let number) = value, !number.isFinite {
      throw DynamicMessageError("\(number) in a google.protobuf.Value has no JSON")
    }
    try self.value(value, field)
  }

  private mutating func any(_ message: DynamicMessage) throws {
    guard case .single(.string(let url)) = message.contents[1] else {
      text.raw("{}")
      return
    }
    // The bytes of each are read anew, so that the guard of the wire format does not see how deep
    // they are.
    guard anyDepth < InputGuard.maximumDepth else {
      throw DynamicMessageError(
        "google.protobuf.Any are nested more than \(InputGuard.maximumDepth) deep")
    }
    anyDepth += 1
    defer { anyDepth -= 1 }
    var inner = DynamicMessage(try AnyTypes.type(url, options.pool))
    if case .single(.bytes(let bytes)) = message.contents[2] {
      inner = try DynamicMessage(inner.type, serializedBytes: bytes)
    }
    text.begin("{")
    text.key("@type")
    text.string(url)
    if inner.type.wellKnown != nil {
      text.key("value")
      try self.message(inner)
    } else {
      try members(of: inner)
    }
    text.end("}")
  }
}

/// Calls what is shared with generated messages, and throws this module's error for that one's.
func wellKnownText<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as WellKnownError {
    throw DynamicMessageError(error.description)
  }
}

/// The types that have a form of their own in JSON.
enum WellKnownType {
  case timestamp, duration, fieldMask, wrapper, structure, value, list, any
}

extension DynamicMessageType {
  /// Which of the types with a form of their own this is; `nil` for all others.
  var wellKnown: WellKnownType? {
    guard fullName.hasPrefix("google.protobuf.") else { return nil }
    switch fullName.dropFirst("google.protobuf.".count) {
    case "Timestamp": return .timestamp
    case "Duration": return .duration
    case "FieldMask": return .fieldMask
    case "Struct": return .structure
    case "Value": return .value
    case "ListValue": return .list
    case "Any": return .any
    case "DoubleValue", "FloatValue", "Int64Value", "UInt64Value", "Int32Value", "UInt32Value",
      "BoolValue", "StringValue", "BytesValue":
      return .wrapper
    default: return nil
    }
  }
}

extension DynamicMessage {
  fileprivate var seconds: Int64 {
    if case .single(.int64(let value)) = contents[1] { value } else { 0 }
  }

  fileprivate var nanos: Int32 {
    if case .single(.int32(let value)) = contents[2] { value } else { 0 }
  }

  fileprivate func texts(_ number: UInt32) -> [String] {
    guard case .list(let values) = contents[number] else { return [] }
    return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }
}

/// The types that a `google.protobuf.Any` names.
enum AnyTypes {
  static func type(_ url: String, _ pool: DescriptorPool?) throws -> DynamicMessageType {
    guard let slash = url.lastIndex(of: "/") else {
      throw DynamicMessageError("'\(url)' names no type: it has no '/'")
    }
    let name = String(url[url.index(after: slash)...])
    if let type = pool?.messageType(name) { return type }
    throw DynamicMessageError("the type '\(name)' of an Any is not known; is its file there?")
  }
}
