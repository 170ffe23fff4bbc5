internal import MartletProtobuf
internal import ProtoSyntax

/// Checks what only files of an edition can have, or cannot have any more.
struct EditionValidator {
  let checks: Checks

  func validateFile() {
    for option in checks.file.node.options where option.plainName == "java_string_check_utf8" {
      checks.error(
        "editions do not have this option; set features.(pb.java).utf8_validation",
        option.nameRange)
    }
    if let set = checks.file.proto.options.hasFeatures ? checks.file.proto.options.features : nil,
      set.fieldPresence == .legacyRequired
    {
      checks.error(
        "not all fields of a file can be required", place(of: checks.file.node.options))
    }
    for site in checks.file.optionSites { validateFeatures(site) }
  }

  /// Features must be set to something.
  private func validateFeatures(_ site: OptionSite) {
    for option in site.options {
      guard option.isFeature, case .identifier(let word) = option.value,
        word.hasSuffix("_UNKNOWN")
      else { continue }
      checks.error("'\(word)' stands for no choice; choose one", option.valueRange)
    }
  }

  func validate(
    _ node: FieldNode, _ field: Google_Protobuf_FieldDescriptorProto, _ path: [Int32]
  ) {
    validateWords(node)
    let features = checks.file.features(at: path)
    let range = place(of: node.options, otherwise: node.name.range)
    let isOfMessage = field.type == .message || field.type == .group
    if features.fieldPresence == .implicit, field.label != .repeated {
      if node.defaultValue != nil, !field.hasExtendee, node.oneof == nil {
        checks.error("a field of implicit presence has no default", node.name.range)
      }
    }
    guard field.options.hasFeatures else { return }
    let own = field.options.features
    if own.hasFieldPresence { validatePresence(own, field, node, range) }
    if own.hasRepeatedFieldEncoding {
      if field.label != .repeated {
        checks.error("only repeated fields have an encoding of repeated fields", range)
      } else if own.repeatedFieldEncoding == .packed, field.isUnpackable {
        checks.error("only a repeated field of numbers can be packed", range)
      }
    }
    if own.hasUtf8Validation, field.type != .string, !isMapOfStrings(node, field) {
      checks.error("only strings are checked to be UTF-8", range)
    }
    if own.hasMessageEncoding {
      let isMap = if case .map = node.type { true } else { false }
      if !isOfMessage || isMap {
        checks.error("only messages, other than maps, have an encoding of messages", range)
      }
    }
  }

  private func validatePresence(
    _ own: Google_Protobuf_FeatureSet, _ field: Google_Protobuf_FieldDescriptorProto,
    _ node: FieldNode, _ range: Range<Int>
  ) {
    if field.label == .repeated {
      checks.error("a repeated field has no presence to choose", range)
    } else if node.oneof != nil {
      checks.error("a field of a oneof has no presence to choose", range)
    } else if field.hasExtendee {
      checks.error("an extension has no presence to choose: it is explicit", range)
    } else if field.type == .message || field.type == .group, own.fieldPresence == .implicit {
      checks.error("a message's presence cannot be implicit", range)
    }
  }

  /// Words of proto2 and proto3 that features have taken the place of.
  private func validateWords(_ node: FieldNode) {
    switch node.label {
    case .optional:
      checks.error(
        "editions have no 'optional': remove it, and set features.field_presence where it matters",
        node.labelRange)
    case .required:
      checks.error(
        "editions have no 'required': set features.field_presence = LEGACY_REQUIRED",
        node.labelRange)
    default: break
    }
    for option in node.options where option.plainName == "packed" {
      checks.error(
        "editions do not have this option; set features.repeated_field_encoding",
        option.nameRange)
    }
  }

  private func isMapOfStrings(
    _ node: FieldNode, _ field: Google_Protobuf_FieldDescriptorProto
  ) -> Bool {
    guard case .map = node.type,
      let entry = checks.schema.message(String(field.typeName.dropFirst()))
    else { return false }
    return entry.fields.contains { $0.type == .string }
  }

  /// Where features are set.
  private func place(of options: [OptionNode], otherwise range: Range<Int> = 0..<0) -> Range<Int> {
    options.first(where: \.isFeature)?.nameRange ?? range
  }
}
