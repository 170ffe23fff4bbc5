internal import MartletProtobuf

/// Makes the types of a pool out of descriptors: first every message and enumeration by its name,
/// then the fields, which name them.
struct PoolBuilder {
  private var messages: [String: DynamicMessageType] = [:]
  private var enums: [String: DynamicEnum] = [:]
  private var pending: [Pending] = []

  /// A message whose fields have yet to be made.
  private struct Pending {
    let type: DynamicMessageType
    let descriptor: Google_Protobuf_DescriptorProto
    let choices: FieldChoices
  }

  mutating func add(_ file: Google_Protobuf_FileDescriptorProto) {
    let choices = FieldChoices(file)
    for each in file.enumType { add(each, in: file.package) }
    for message in file.messageType { add(message, in: file.package, choices) }
  }

  private mutating func add(
    _ message: Google_Protobuf_DescriptorProto, in scope: String, _ outer: FieldChoices
  ) {
    let name = scope.isEmpty ? message.name : "\(scope).\(message.name)"
    let choices = outer.changed(by: message.options.hasFeatures ? message.options.features : nil)
    let type = DynamicMessageType(
      name, oneofs: message.oneofDecl.map(\.name), isMapEntry: message.options.mapEntry)
    messages[name] = type
    pending.append(Pending(type: type, descriptor: message, choices: choices))
    for each in message.enumType { add(each, in: name) }
    for nested in message.nestedType { add(nested, in: name, choices) }
  }

  private mutating func add(_ descriptor: Google_Protobuf_EnumDescriptorProto, in scope: String) {
    let name = scope.isEmpty ? descriptor.name : "\(scope).\(descriptor.name)"
    enums[name] = DynamicEnum(name, descriptor.value.map { ($0.name, $0.number) })
  }

  /// Makes the fields, then the tables for libprotobuf-c.
  func finish() throws -> ([String: DynamicMessageType], [String: DynamicEnum]) {
    for each in pending {
      try check(each.descriptor)
      each.type.setFields(
        try each.descriptor.field.map { try field($0, of: each.descriptor, each.choices) })
    }
    for each in pending { each.type.setTables(MessageTables(each.type)) }
    for each in pending { each.type.tables?.connect() }
    return (messages, enums)
  }

  /// Refuses what no compiler writes, and what libprotobuf-c would take for something else: a
  /// descriptor may come from a stranger.
  private func check(_ message: Google_Protobuf_DescriptorProto) throws {
    var numbers: Set<Int32> = []
    for field in message.field {
      func refuse(_ what: String) -> DynamicMessageError {
        DynamicMessageError("\(message.name).\(field.name) \(what)")
      }
      guard (1..<1 << 29).contains(field.number) else {
        throw refuse("has the number \(field.number), which no field can have")
      }
      guard numbers.insert(field.number).inserted else {
        throw refuse("has the number \(field.number), as another field has")
      }
      if field.hasOneofIndex {
        guard message.oneofDecl.indices.contains(Int(field.oneofIndex)) else {
          throw refuse("is in a oneof that is not there")
        }
        guard field.label != .repeated else { throw refuse("is repeated, but in a oneof") }
      }
    }
    guard message.options.mapEntry else { return }
    guard numbers == [1, 2],
      message.field.allSatisfy({ $0.label != .repeated && !$0.hasOneofIndex })
    else {
      throw DynamicMessageError("\(message.name) is no entry of a map: it needs a key and a value")
    }
  }

  private func field(
    _ field: Google_Protobuf_FieldDescriptorProto, of message: Google_Protobuf_DescriptorProto,
    _ outer: FieldChoices
  ) throws -> DynamicField {
    let choices = outer.changed(by: field.options.hasFeatures ? field.options.features : nil)
    let isRepeated = field.label == .repeated
    let kind = try kind(of: field, choices, in: message)
    let isMessage = if case .message = kind { true } else { false }
    let oneof = field.hasOneofIndex && !field.proto3Optional ? Int(field.oneofIndex) : nil
    return DynamicField(
      name: field.name, jsonName: field.hasJsonName ? field.jsonName : field.name,
      number: UInt32(bitPattern: field.number), kind: kind, isRepeated: isRepeated,
      hasPresence: !isRepeated && (isMessage || field.hasOneofIndex || choices.hasPresence),
      oneof: oneof,
      isRequired: field.label == .required || choices.isRequired,
      isPacked: isRepeated && kind.isPackable
        && (field.options.hasPacked ? field.options.packed : choices.isPacked))
  }

  private func kind(
    of field: Google_Protobuf_FieldDescriptorProto, _ choices: FieldChoices,
    in message: Google_Protobuf_DescriptorProto
  ) throws -> DynamicField.Kind {
    switch field.type {
    case .double: return .double
    case .float: return .float
    case .int32: return .int32
    case .int64: return .int64
    case .uint32: return .uint32
    case .uint64: return .uint64
    case .sint32: return .sint32
    case .sint64: return .sint64
    case .fixed32: return .fixed32
    case .fixed64: return .fixed64
    case .sfixed32: return .sfixed32
    case .sfixed64: return .sfixed64
    case .bool: return .bool
    case .string: return .string
    case .bytes: return .bytes
    case .enum:
      guard let type = enums[String(field.typeName.drop { $0 == "." })] else { break }
      return .enum(type)
    case .message where !choices.isDelimited || message.options.mapEntry:
      guard let type = messages[String(field.typeName.drop { $0 == "." })] else { break }
      return .message(type)
    case .message, .group:
      throw DynamicMessageError(
        """
        \(message.name).\(field.name) is a group, which libprotobuf-c cannot read; \
        use generated code for it
        """)
    }
    throw DynamicMessageError(
      """
      \(message.name).\(field.name) is of the type '\(field.typeName)', which no file declares; \
      are all imports there?
      """)
  }
}

/// What a file's syntax or edition, and the features around a field, choose for it.
struct FieldChoices {
  var hasPresence: Bool
  var isRequired = false
  var isPacked: Bool
  var isDelimited = false

  init(_ file: Google_Protobuf_FileDescriptorProto) {
    hasPresence = file.syntax != "proto3"
    isPacked = file.syntax == "proto3" || file.syntax == "editions"
    self = changed(by: file.options.hasFeatures ? file.options.features : nil)
  }

  func changed(by set: Google_Protobuf_FeatureSet?) -> FieldChoices {
    guard let set else { return self }
    var choices = self
    if set.hasFieldPresence {
      choices.hasPresence = set.fieldPresence != .implicit
      choices.isRequired = set.fieldPresence == .legacyRequired
    }
    if set.hasRepeatedFieldEncoding { choices.isPacked = set.repeatedFieldEncoding == .packed }
    if set.hasMessageEncoding { choices.isDelimited = set.messageEncoding == .delimited }
    return choices
  }
}
