internal import MartletProtobuf
internal import ProtoSyntax

/// Makes the descriptors of fields and extensions.
struct FieldBuilder {
  let file: LinkedFile
  let scope: FileScope
  let sites: OptionSites

  /// - Parameters:
  ///   - message: The full name of the message, or the package, that the field stands in.
  ///   - isInEntry: Whether that is the message of a map's entries.
  func build(
    _ node: FieldNode, in message: String, path: [Int32], isInEntry: Bool = false
  ) -> Google_Protobuf_FieldDescriptorProto {
    var field = Google_Protobuf_FieldDescriptorProto()
    field.name = node.name.text
    field.number = Int32(clamping: node.number)
    field.label = label(node)
    var raw = RawText()
    field.jsonName = jsonName(node, &raw)
    if let extendee = node.extendee, ScalarType(extendee.text) == nil,
      let type = scope.resolveType(extendee, in: message, .anything)
    {
      field.extendee = "." + type.name
      if type.kind == .enum {
        scope.error(
          "'\(extendee.text)' is an enumeration; only messages can be extended", extendee.range)
      }
    }
    switch node.type {
    case .scalar(let type): field.type = .init(rawValue: Int(type.rawValue)) ?? .int32
    case .named(let name):
      // The types of a map's entries are looked up from the message that has the map.
      let from = isInEntry ? message.dropLastPart : message
      if let type = scope.resolveType(name, in: from) {
        field.type = type.kind == .enum ? .enum : .message
        field.typeName = "." + type.name
      }
    case .group(let name):
      field.type = .group
      field.typeName = "." + name.full(in: message)
    case .map(let name):
      field.type = .message
      field.typeName = "." + name.full(in: message)
    }
    if let oneof = node.oneof { field.oneofIndex = Int32(oneof) }
    if file.isProto3, node.label == .optional, !isInEntry { field.proto3Optional = true }
    if let option = node.defaultValue, let text = defaultText(option, of: field, &raw) {
      field.defaultValue = text
    }
    field.unknownFields.data += raw.fields
    sites.add(.field, path, message, node.options)
    return field
  }

  private func label(_ node: FieldNode) -> Google_Protobuf_FieldDescriptorProto.Label {
    if case .map = node.type { return .repeated }
    return switch node.label {
    case .required: .required
    case .repeated: .repeated
    case .optional, nil: .optional
    }
  }

  private func jsonName(_ node: FieldNode, _ raw: inout RawText) -> String {
    guard let option = node.jsonName, case .string(let bytes) = option.value else {
      return GeneratedNames.json(node.name.text)
    }
    return raw.text(of: bytes, field: 10)
  }

  /// The text that a descriptor has for a default; what cannot be one is reported.
  private func defaultText(
    _ option: OptionNode, of field: Google_Protobuf_FieldDescriptorProto, _ raw: inout RawText
  ) -> String? {
    if field.type == .string, case .string(let bytes) = option.value {
      return raw.text(of: bytes, field: 7)
    }
    switch DefaultText.of(option.value, field.type) {
    case .success(let text): return text
    case .failure(let error):
      scope.error(error.description, option.valueRange)
      return nil
    }
  }
}

extension String {
  /// The name of what a name is in: without the last part.
  var dropLastPart: String {
    utf8.lastIndex(of: UInt8(ascii: ".")).map { String(self[..<$0]) } ?? ""
  }
}
