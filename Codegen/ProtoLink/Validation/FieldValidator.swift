internal import MartletProtobuf
internal import ProtoSyntax

/// Checks fields and extensions.
struct FieldValidator {
  let checks: Checks

  /// - Parameter isInEntry: Whether the field is the key or the value of a map's entry.
  func validate(
    _ node: FieldNode, _ field: Google_Protobuf_FieldDescriptorProto, _ path: [Int32],
    isInEntry: Bool = false
  ) {
    if isInEntry {
      validateMapPart(node, field)
      return
    }
    validateLabel(node, field)
    validateType(node, field, path)
    validateDefault(node, field)
    for option in node.options where option.plainName != nil { validate(option, field) }
    if checks.file.isEdition {
      EditionValidator(checks: checks).validate(node, field, path)
    }
  }

  // MARK: Labels and types

  private func validateLabel(_ node: FieldNode, _ field: Google_Protobuf_FieldDescriptorProto) {
    if case .map = node.type {
      if node.label != nil {
        checks.error("a map has no label: remove it", node.labelRange)
      }
      if node.oneof != nil {
        checks.error("a map cannot be in a oneof; put it in a message", node.typeRange)
      }
      if node.extendee != nil {
        checks.error("a map cannot be an extension; put it in a message", node.typeRange)
      }
      return
    }
    switch node.label {
    case .required where checks.isProto3:
      checks.error("proto3 has no required fields; remove 'required'", node.labelRange)
    case .required where node.extendee != nil:
      checks.error("an extension cannot be required; say 'optional'", node.labelRange)
    case nil where checks.file.edition == .proto2 && node.oneof == nil:
      checks.error(
        "a field of proto2 needs 'optional', 'required' or 'repeated'", node.name.range)
    default: break
    }
  }

  private func validateType(
    _ node: FieldNode, _ field: Google_Protobuf_FieldDescriptorProto, _ path: [Int32]
  ) {
    if case .group = node.type {
      if checks.isProto3 {
        checks.error("proto3 has no groups; use a message within the message", node.typeRange)
      } else if checks.file.isEdition {
        checks.error(
          "editions have no groups; use a message, with features.message_encoding = DELIMITED",
          node.typeRange)
      }
    }
    guard field.type == .enum,
      let type = checks.schema.enumeration(String(field.typeName.dropFirst())), type.isClosed
    else { return }
    if checks.isProto3 {
      checks.error(
        "'\(type.name)' is a proto2 enumeration, which proto3 messages cannot use", node.typeRange)
    } else if !field.hasExtendee, field.label != .repeated, node.oneof == nil,
      checks.file.features(at: path).fieldPresence == .implicit
    {
      checks.error(
        "'\(type.name)' is closed: a field of it cannot have implicit presence", node.typeRange)
    }
  }

  private func validateMapPart(
    _ node: FieldNode, _ field: Google_Protobuf_FieldDescriptorProto
  ) {
    guard field.name == "key" else {
      validateMapValue(node, field)
      return
    }
    switch field.type {
    case .double, .float, .bytes:
      checks.error(
        """
        '\(field.type == .double ? "double" : field.type == .float ? "float" : "bytes")' cannot be \
        a key: use a string, a bool or a whole number
        """, node.typeRange)
    case .message, .enum, .group:
      checks.error("only a string, a bool or a whole number can be a key", node.typeRange)
    default: break
    }
  }

  private func validateMapValue(
    _ node: FieldNode, _ field: Google_Protobuf_FieldDescriptorProto
  ) {
    guard field.type == .enum,
      let type = checks.schema.enumeration(String(field.typeName.dropFirst()))
    else { return }
    if checks.isProto3, type.isClosed {
      checks.error(
        "'\(type.name)' is a proto2 enumeration, which proto3 messages cannot use", node.typeRange)
    }
    if let first = type.valueNames.first, type.number(of: first) != 0 {
      checks.error(
        "the first value of '\(type.name)' must be 0 for a map to have it", node.typeRange)
    }
  }

  // MARK: Defaults

  private func validateDefault(_ node: FieldNode, _ field: Google_Protobuf_FieldDescriptorProto) {
    guard let option = node.defaultValue else { return }
    if checks.isProto3 {
      checks.error("proto3 has no explicit defaults; remove this", option.nameRange)
    } else if field.label == .repeated {
      checks.error("a repeated field has no default; remove this", option.nameRange)
    } else if field.type == .enum, case .identifier(let word) = option.value,
      let type = checks.schema.enumeration(String(field.typeName.dropFirst())),
      type.number(of: word) == nil
    {
      let near = Spelling.nearest(to: word, among: type.valueNames)
      let hint = near.map { "; did you mean '\($0)'?" } ?? ""
      checks.error("'\(type.name)' has no value '\(word)'\(hint)", option.valueRange)
    }
  }

  // MARK: Options

  private func validate(_ option: OptionNode, _ field: Google_Protobuf_FieldDescriptorProto) {
    switch option.plainName {
    case "packed" where field.options.packed:
      if field.label != .repeated || field.isUnpackable {
        checks.error("only a repeated field of numbers can be packed", option.nameRange)
      }
    case "jstype" where field.options.jstype != .jsNormal:
      if ![.int64, .uint64, .sint64, .fixed64, .sfixed64].contains(field.type) {
        checks.error("'jstype' is for numbers of 64 bits", option.nameRange)
      }
    case "lazy" where field.options.lazy, "unverified_lazy" where field.options.unverifiedLazy:
      if field.type != .message {
        checks.error("only a message can be read later, as this option says", option.nameRange)
      }
    default: break
    }
  }
}

extension Google_Protobuf_FieldDescriptorProto {
  /// Whether values of the type cannot stand one after the other in one field.
  var isUnpackable: Bool {
    type == .string || type == .bytes || type == .message || type == .group
  }
}
