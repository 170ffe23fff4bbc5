internal import MartletProtobuf

/// Makes the fields of one message.
struct FieldFactory {
  let index: TypeIndex
  let comments: Comments
  /// The features of the message.
  let features: Features
  /// The full name of the message.
  let message: String
  /// The names of properties that more than one of the message's fields and oneofs would have.
  let ambiguousNames: Set<String>

  init(
    _ descriptor: Google_Protobuf_DescriptorProto, name: String, context: FileContext
  ) {
    index = context.index
    comments = context.comments
    let features = context.index.messages[name]?.features ?? Features(context.file)
    self.features = features
    message = name
    let synthetic = Set(descriptor.field.filter(\.proto3Optional).map(\.oneofIndex))
    let oneofs = descriptor.oneofDecl.enumerated()
      .filter { !synthetic.contains(Int32($0.offset)) }.map(\.element.name)
    var seen: Set<String> = []
    var ambiguous: Set<String> = []
    for name in descriptor.field.map({ context.index.nameBase($0, in: name, features) }) + oneofs {
      let property = SwiftNames.property(name).name
      if !seen.insert(property).inserted { ambiguous.insert(property) }
    }
    ambiguousNames = ambiguous
  }

  /// The names of a field's property, with its number behind them if another has the same.
  private func names(_ descriptor: Google_Protobuf_FieldDescriptorProto) -> SwiftNames.Property {
    let base = index.nameBase(descriptor, in: message, features)
    let names = SwiftNames.property(base)
    if !ambiguousNames.contains(names.name) { return names }
    return SwiftNames.property(base, suffix: "_\(descriptor.number)")
  }

  func field(
    _ descriptor: Google_Protobuf_FieldDescriptorProto, path: [Int32]
  ) -> Field {
    let entry = mapEntry(descriptor)
    let scalar = ScalarType(descriptor.type)
    let type = entry.map { "[\($0.key.type): \($0.value.type)]" } ?? swiftType(descriptor, scalar)
    return Field(
      descriptor: descriptor, names: names(descriptor), type: type,
      coding: coding(descriptor, scalar), shape: shape(descriptor, entry),
      defaultValue: DefaultValue(descriptor, type, enumType: index.enums[descriptor.typeName]).text,
      isMessage: descriptor.isMessage && entry == nil,
      isGroup: descriptor.isMessage && entry == nil && !index.isMapEntry(message)
        && features.of(descriptor).isDelimited,
      isRequired: features.of(descriptor).presence == .legacyRequired,
      isChecked: index.isChecked(descriptor.typeName),
      isLeaf: index.isLeaf(descriptor.typeName),
      isBoxed: isBoxed(descriptor), isLarge: index.isLarge(descriptor.typeName),
      isClosedEnum: isClosed(descriptor),
      documentation: comments.documentation(path))
  }

  private func swiftType(
    _ descriptor: Google_Protobuf_FieldDescriptorProto, _ scalar: ScalarType?
  ) -> String {
    if let scalar { return scalar.swiftName }
    return index.messages[descriptor.typeName]?.swiftName
      ?? index.enums[descriptor.typeName]?.swiftName ?? descriptor.typeName
  }

  private func coding(
    _ descriptor: Google_Protobuf_FieldDescriptorProto, _ scalar: ScalarType?
  ) -> String {
    if let scalar { return "MartletProtobuf.\(scalar.coding)" }
    let kind = descriptor.type == .enum ? "ProtoEnum" : "ProtoMessage"
    return "MartletProtobuf.\(kind)<\(swiftType(descriptor, nil))>"
  }

  private func isBoxed(_ descriptor: Google_Protobuf_FieldDescriptorProto) -> Bool {
    descriptor.isMessage && descriptor.label != .repeated && !isOneof(descriptor)
      && index.isRecursive(descriptor.typeName) && index.isRecursive(message)
  }

  private func isClosed(_ descriptor: Google_Protobuf_FieldDescriptorProto) -> Bool {
    descriptor.type == .enum && (index.enums[descriptor.typeName]?.isClosed ?? false)
  }

  private func isOneof(_ descriptor: Google_Protobuf_FieldDescriptorProto) -> Bool {
    descriptor.hasOneofIndex && !descriptor.proto3Optional
  }

  private typealias Entry = (key: Field, value: Field)

  private func mapEntry(_ descriptor: Google_Protobuf_FieldDescriptorProto) -> Entry? {
    guard descriptor.type == .message, descriptor.label == .repeated,
      let type = index.messages[descriptor.typeName], type.isMapEntry,
      let key = type.descriptor.field.first(where: { $0.number == 1 }),
      let value = type.descriptor.field.first(where: { $0.number == 2 })
    else { return nil }
    return (field(key, path: []), field(value, path: []))
  }

  private func shape(
    _ descriptor: Google_Protobuf_FieldDescriptorProto, _ entry: Entry?
  ) -> Field.Shape {
    if let entry {
      return .map(
        keyCoding: entry.key.coding, valueCoding: entry.value.coding,
        ofMessages: entry.value.isMessage, ofClosed: entry.value.isClosedEnum)
    }
    if descriptor.label == .repeated {
      let isPackable = !Self.unpackable.contains(descriptor.type)
      return .repeated(isPacked: isPackable && features.of(descriptor).isPacked)
    }
    if isOneof(descriptor) { return .oneof(Int(descriptor.oneofIndex)) }
    if descriptor.isMessage { return .explicit }
    return features.of(descriptor).presence == .implicit ? .implicit : .explicit
  }

  static let unpackable: Set<Google_Protobuf_FieldDescriptorProto.TypeEnum> = [
    .string, .bytes, .message, .group,
  ]
}

/// A type of protobuf that is neither a message nor an enumeration.
struct ScalarType {
  let swiftName: String
  let coding: String

  init?(_ type: Google_Protobuf_FieldDescriptorProto.TypeEnum) {
    guard let pair = Self.table[type] else { return nil }
    (swiftName, coding) = pair
  }

  private static let table: [Google_Protobuf_FieldDescriptorProto.TypeEnum: (String, String)] = [
    .double: ("Double", "ProtoDouble"), .float: ("Float", "ProtoFloat"),
    .int64: ("Int64", "ProtoInt64"), .uint64: ("UInt64", "ProtoUInt64"),
    .int32: ("Int32", "ProtoInt32"), .fixed64: ("UInt64", "ProtoFixed64"),
    .fixed32: ("UInt32", "ProtoFixed32"), .bool: ("Bool", "ProtoBool"),
    .string: ("String", "ProtoString"), .bytes: ("[UInt8]", "ProtoBytes"),
    .uint32: ("UInt32", "ProtoUInt32"), .sfixed32: ("Int32", "ProtoSFixed32"),
    .sfixed64: ("Int64", "ProtoSFixed64"), .sint32: ("Int32", "ProtoSInt32"),
    .sint64: ("Int64", "ProtoSInt64"),
  ]
}
