internal import MartletProtobuf
internal import ProtoSyntax

/// Checks enumerations.
struct EnumValidator {
  let checks: Checks

  func validate(_ each: EnumNode, _ path: [Int32]) {
    guard let first = each.values.first else {
      if !each.isUnreadable {
        checks.error("an enumeration must have at least one value", each.name.range)
      }
      return
    }
    let features = checks.file.features(at: path)
    if features.enumType == .open, first.number != 0 {
      let kind = checks.isProto3 ? "a proto3" : "an open"
      checks.error(
        "the first value of \(kind) enumeration must be 0: it is the default", first.numberRange)
    }
    checks.validate(
      each.reserved, within: Int64(Int32.min)...Int64(Int32.max), max: Int64(Int32.max))
    validateNumbers(of: each)
    validateNames(of: each)
  }

  private func validateNumbers(of each: EnumNode) {
    let allowsAlias = each.options.has("allow_alias", "true")
    var hasAlias = false
    var users: [Int64: String] = [:]
    for value in each.values {
      if Int32(exactly: value.number) == nil {
        checks.error("the number does not fit in 32 bits", value.numberRange)
      }
      if let other = users[value.number] {
        hasAlias = true
        if !allowsAlias {
          checks.error(
            """
            the number \(value.number) is '\(other)''s already; \
            'option allow_alias = true;' allows two names for one
            """, value.numberRange)
        }
      }
      users[value.number] = value.name.text
      if each.reserved.ranges.contains(where: { $0.contains(value.number) }) {
        checks.error("the number \(value.number) is reserved; use another", value.numberRange)
      }
    }
    if let option = each.options.first(where: { $0.plainName == "allow_alias" }) {
      if !allowsAlias {
        checks.error("the option says what is so anyway: remove it", option.nameRange)
      } else if !hasAlias {
        checks.error("no number has two names here: remove the option", option.nameRange)
      }
    }
  }

  private func validateNames(of each: EnumNode) {
    let reserved = Set(each.reserved.names.map(\.text))
    var users: [String: EnumNode.Value] = [:]
    for value in each.values {
      if reserved.contains(value.name.text) {
        checks.error("the name '\(value.name.text)' is reserved; use another", value.name.range)
      }
      let short = Self.shortName(value.name.text, of: each.name.text)
      if let other = users[short], other.number != value.number,
        other.name.text != value.name.text
      {
        var message = """
          '\(value.name.text)' and '\(other.name.text)' are the same without \
          '\(each.name.text)' in front, capitals and underscores; rename one
          """
        // proto2 was without the rule for long: an enumeration can be excepted.
        if checks.file.edition == .proto2,
          each.options.has("deprecated_legacy_json_field_conflicts", "true")
        {
          checks.warning(message, value.name.range)
        } else {
          if checks.file.edition == .proto2 {
            message += ", or set 'option deprecated_legacy_json_field_conflicts = true;'"
          }
          checks.error(message, value.name.range)
        }
      }
      if users[short] == nil { users[short] = value }
    }
  }

  /// What generators make of a value's name: without the enumeration's name in front, in camel
  /// case.
  private static func shortName(_ value: String, of name: String) -> String {
    var wanted = name.lowercased().utf8.filter { $0 != 95 }[...]
    var rest = Array(value.utf8)[...]
    while let next = wanted.first, let byte = rest.first {
      if byte != 95 {
        let lower = byte >= 65 && byte <= 90 ? byte | 0x20 : byte
        guard lower == next else { break }
        wanted = wanted.dropFirst()
      }
      rest = rest.dropFirst()
    }
    rest = rest.drop { $0 == 95 }
    let stripped = wanted.isEmpty && !rest.isEmpty ? String(decoding: rest, as: UTF8.self) : value
    return stripped.split(separator: "_").map { part in
      part.prefix(1).uppercased() + part.dropFirst().lowercased()
    }.joined()
  }
}
