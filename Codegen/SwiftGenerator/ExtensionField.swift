internal import MartletProtobuf

/// An extension as its emitter sees it: names and types.
struct ExtensionField {
  let number: Int32
  /// The name that text formats give it.
  let protoName: String
  /// The Swift type that is extended.
  let extendedType: String
  /// The Swift type that the extension is declared in; `nil` for a file's own.
  let scopeType: String?
  /// The name where it is declared.
  let relativeName: String
  /// The type of what holds the value, such as `OptionalExtensionField<ProtoInt32>`.
  let fieldType: String
  let valueType: String
  let defaultValue: String
  let isRepeated: Bool
  let documentation: [String]
  let propertyNames: (value: String, has: String, clear: String)

  /// The name from anywhere.
  var fullName: String {
    scopeType.map { "\($0).Extensions.\(SwiftNames.unquoted(relativeName))" } ?? relativeName
  }

  init(
    _ descriptor: Google_Protobuf_FieldDescriptorProto, scope: String, path: [Int32],
    _ context: FileContext
  ) {
    let index = context.index
    let outer = index.messages[scope]
    let features = outer?.features ?? Features(context.file)
    let own = features.of(descriptor)
    number = descriptor.number
    extendedType = index.messages[descriptor.extendee]?.swiftName ?? descriptor.extendee
    scopeType = outer?.swiftName
    isRepeated = descriptor.label == .repeated
    documentation = context.comments.documentation(path)

    let scalar = ScalarType(descriptor.type)
    let isPacked = isRepeated && own.isPacked && !FieldFactory.unpackable.contains(descriptor.type)
    let quantity = isPacked ? "Packed" : isRepeated ? "Repeated" : "Optional"
    let type =
      scalar?.swiftName ?? index.messages[descriptor.typeName]?.swiftName
      ?? index.enums[descriptor.typeName]?.swiftName ?? descriptor.typeName
    let kind =
      !descriptor.isMessage
      ? (descriptor.type == .enum ? "Enum" : "") : own.isDelimited ? "Group" : "Message"
    let coding = scalar.map { "MartletProtobuf.\($0.coding)" } ?? type
    fieldType = "MartletProtobuf.\(quantity)\(kind)ExtensionField<\(coding)>"
    valueType = isRepeated ? "[\(type)]" : type
    defaultValue =
      DefaultValue(descriptor, valueType, enumType: index.enums[descriptor.typeName]).text

    let base = index.nameBase(descriptor, in: scope, features)
    let prefix = SwiftNames.prefix(of: context.file)
    relativeName =
      outer == nil ? "\(prefix)Extensions_\(base)" : SwiftNames.enumCase(base)
    propertyNames = SwiftNames.extensionProperty(base, prefix: prefix, scope: outer?.swiftName)
    let isMessageSet = index.messages[descriptor.extendee]?.descriptor.options.messageSetWireFormat
    let isNamedByType =
      isMessageSet == true && descriptor.typeName == scope && !isRepeated
    protoName = String(
      (isNamedByType ? descriptor.typeName : "\(scope).\(descriptor.name)").dropFirst())
  }
}
