internal import MartletProtobuf
internal import ProtoSyntax

/// Checks that the fields of a message can be told apart in JSON.
struct JSONNameValidator {
  let checks: Checks

  private struct User {
    let field: String
    let isCustom: Bool
  }

  func validate(
    _ message: MessageNode, _ descriptor: Google_Protobuf_DescriptorProto, _ path: [Int32]
  ) {
    for field in message.fields { validateOption(of: field) }
    if descriptor.options.deprecatedLegacyJsonFieldConflicts { return }
    let isStrict = checks.file.features(at: path).jsonFormat == .allow
    // By the names that fields have unless an option says otherwise, then by those that they have:
    // readers know both.
    var defaults: [String: User] = [:]
    var names: [String: User] = [:]
    for (field, node) in zip(descriptor.field, message.fields) {
      let usual = GeneratedNames.json(field.name)
      let isReported = claim(
        usual, User(field: field.name, isCustom: false), node, isStrict, &defaults)
      let custom = field.jsonName
      let user = User(field: field.name, isCustom: node.jsonName != nil && custom != usual)
      if let other = names[custom] {
        // Two names that nobody chose have been compared.
        if user.isCustom || other.isCustom, !isReported {
          report(custom, user, other, node, isStrict || user.isCustom && other.isCustom)
        }
      } else {
        names[custom] = user
      }
    }
  }

  /// - Returns: Whether the name is another's, which is reported.
  private func claim(
    _ name: String, _ user: User, _ node: FieldNode, _ isStrict: Bool,
    _ names: inout [String: User]
  ) -> Bool {
    guard let other = names[name] else {
      names[name] = user
      return false
    }
    report(name, user, other, node, isStrict)
    return true
  }

  private func report(
    _ name: String, _ user: User, _ other: User, _ node: FieldNode, _ isError: Bool
  ) {
    // Two fields of one name are reported as such.
    if user.field == other.field { return }
    let message = "'\(user.field)' and '\(other.field)' are both '\(name)' in JSON; rename one"
    if isError {
      checks.error(message, node.name.range)
    } else {
      checks.warning(message, node.name.range)
    }
  }

  private func validateOption(of field: FieldNode) {
    guard let option = field.jsonName, case .string(let bytes) = option.value else { return }
    if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") {
      checks.error("names in brackets are kept for extensions; use another", option.valueRange)
    }
    if bytes.contains(0) { checks.error("a name cannot have a zero byte", option.valueRange) }
  }
}
