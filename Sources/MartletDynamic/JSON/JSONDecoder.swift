internal import MartletProtobuf

extension DynamicMessage {
  /// Reads a message from JSON (the ProtoJSON format of protobuf's documentation).
  ///
  /// - Throws: ``DynamicMessageError`` that names the path of the field, or the line and column, of
  ///   what is wrong.
  public init(
    _ type: DynamicMessageType, jsonString: String,
    options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws {
    let value = try JSONReader.read(jsonString)
    self = try JSONDecoder(options: options).message(type, value, at: [])
    try checkRequired()
  }
}

/// Makes messages of JSON values.
struct JSONDecoder {
  let options: JSONDecodingOptions

  /// Where a value stands: names of members, and indices in brackets.
  typealias Path = [String]

  func error(_ what: String, at path: Path) -> DynamicMessageError {
    DynamicMessageError(path.isEmpty ? what : "\(path.joined()): \(what)")
  }

  func message(
    _ type: DynamicMessageType, _ value: JSONValue, at path: Path
  ) throws -> DynamicMessage {
    if let kind = type.wellKnown { return try wellKnown(kind, type, value, at: path) }
    guard case .object(let members) = value else {
      throw error("\(type) is an object, not \(value.shown)", at: path)
    }
    return try message(type, members, at: path)
  }

  /// A message of an object's members.
  func message(
    _ type: DynamicMessageType, _ members: [JSONValue.Member],
    at path: Path
  ) throws -> DynamicMessage {
    var message = DynamicMessage(type)
    var seen: Set<UInt32> = []
    var seenOneofs: Set<Int> = []
    for member in members {
      let (name, value) = (member.name, member.value)
      let place = path + [path.isEmpty ? name : ".\(name)"]
      guard let field = type.field(named: name) else {
        if options.ignoreUnknownFields { continue }
        throw error("\(type) has no such field", at: place)
      }
      guard seen.insert(field.number).inserted else {
        throw error("the field is there twice, by both of its names", at: place)
      }
      if case .null = value, !field.takesNull { continue }
      if let oneof = field.oneof, !seenOneofs.insert(oneof).inserted {
        throw error("another field of the oneof '\(type.oneofs[oneof])' is there", at: place)
      }
      if let content = try content(field, value, at: place) { message.store(content, in: field) }
    }
    return message
  }

  func content(
    _ field: DynamicField, _ value: JSONValue, at path: Path
  ) throws -> DynamicContent? {
    if let entry = field.entry { return try map(entry, value, at: path) }
    guard field.isRepeated else {
      return try single(field, value, at: path).map { .single($0) }
    }
    guard case .array(let elements) = value else {
      throw error("the field is repeated: an array was expected, not \(value.shown)", at: path)
    }
    var values: [DynamicValue] = []
    for (index, element) in elements.enumerated() {
      let place = path + ["[\(index)]"]
      if case .null = element, !field.takesNull {
        throw error("null cannot be an element", at: place)
      }
      if let value = try single(field, element, at: place) { values.append(value) }
    }
    return .list(values)
  }

  private func map(
    _ entry: DynamicMessageType, _ value: JSONValue, at path: Path
  ) throws -> DynamicContent? {
    guard let keyField = entry.field(1), let valueField = entry.field(2) else { return nil }
    guard case .object(let members) = value else {
      throw error("the field is a map: an object was expected, not \(value.shown)", at: path)
    }
    var entries: [DynamicValue: DynamicValue] = [:]
    for member in members {
      let (name, value) = (member.name, member.value)
      let place = path + ["[\"\(name)\"]"]
      if case .null = value, !valueField.takesNull {
        throw error("null cannot be a value of a map", at: place)
      }
      let key = try key(keyField, name, at: place)
      guard let value = try single(valueField, value, at: place) else { continue }
      guard entries.updateValue(value, forKey: key) == nil else {
        throw error("the key is there twice", at: place)
      }
    }
    return .map(entries)
  }

  private func key(_ field: DynamicField, _ name: String, at path: Path) throws -> DynamicValue {
    switch field.kind {
    case .string: return .string(name)
    case .bool:
      guard let value = Bool(name) else { throw error("the key is no boolean", at: path) }
      return .bool(value)
    default: return try integer(field.kind, name, at: path)
    }
  }

  /// One value; `nil` for a value of an enumeration that is skipped as unknown.
  private func single(
    _ field: DynamicField, _ value: JSONValue, at path: Path
  ) throws -> DynamicValue? {
    switch (field.kind, value) {
    case (.bool, .bool(let value)): return .bool(value)
    case (.string, .string(let text)): return .string(text)
    case (.bytes, .string(let text)):
      guard let bytes = Base64.decode(text) else { throw error("this is no Base64", at: path) }
      return .bytes(bytes)
    case (.double, .number(let text)), (.double, .string(let text)):
      return .double(try floating(text, value, at: path))
    case (.float, .number(let text)), (.float, .string(let text)):
      return .float(try floating(text, value, at: path))
    case (.enum(let type), _): return try enumeration(type, value, at: path)
    case (.message(let type), _): return .message(try message(type, value, at: path))
    case (.bool, _), (.string, _), (.bytes, _): break
    case (_, .number(let text)), (_, .string(let text)):
      return try integer(field.kind, text, at: path)
    default: break
    }
    throw error("\(value.shown) is not of the field's type, \(field.kind.shown)", at: path)
  }

  private func enumeration(
    _ type: DynamicEnum, _ value: JSONValue, at path: Path
  ) throws -> DynamicValue? {
    switch value {
    case .null where type.fullName == "google.protobuf.NullValue": return .enum(0)
    case .string(let name):
      if let number = type.number(of: name) { return .enum(number) }
      if options.ignoreUnknownFields { return nil }
      throw error("\(type.fullName) has no value '\(name)'", at: path)
    case .number(let text):
      if case .int32(let number) = try integer(.int32, text, at: path) { return .enum(number) }
    default: break
    }
    throw error("\(value.shown) is no value of \(type.fullName)", at: path)
  }
}

extension DynamicField {
  /// Whether `null` is a value of the field rather than none.
  fileprivate var takesNull: Bool {
    switch kind {
    case .message(let type): type.wellKnown == .value && !isMap
    case .enum(let type): type.fullName == "google.protobuf.NullValue"
    default: false
    }
  }
}
