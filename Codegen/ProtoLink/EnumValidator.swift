internal import ProtoSyntax

/// Checks enumerations.
struct EnumValidator {
  private let source: SourceFile
  private let diagnostics: Diagnostics
  private let isProto3: Bool

  init(_ source: SourceFile, _ diagnostics: Diagnostics, isProto3: Bool) {
    self.source = source
    self.diagnostics = diagnostics
    self.isProto3 = isProto3
  }

  private func error(_ message: String, _ range: Range<Int>) {
    diagnostics.error(message, in: source, at: range)
  }

  func validate(_ each: EnumNode) {
    guard let first = each.values.first else {
      error("an enumeration must have at least one value", each.name.range)
      return
    }
    if isProto3, first.number != 0 {
      error(
        "the first value of a proto3 enumeration must be 0: it is the default",
        first.numberRange)
    }
    diagnostics.validateReserved(
      each.reservedRanges, each.reservedNames, within: Int64(Int32.min)...Int64(Int32.max),
      in: source)
    validateNumbers(of: each)
    validateNames(of: each)
  }

  private func validateNumbers(of each: EnumNode) {
    let allowsAlias = each.options.has("allow_alias", "true")
    var hasAlias = false
    var users: [Int64: String] = [:]
    for value in each.values {
      if Int32(exactly: value.number) == nil {
        error("the number does not fit in 32 bits", value.numberRange)
      }
      if let other = users[value.number] {
        hasAlias = true
        if !allowsAlias {
          error(
            """
            the number \(value.number) is '\(other)''s already; \
            'option allow_alias = true;' allows two names for one
            """, value.numberRange)
        }
      }
      users[value.number] = value.name.text
      if each.reservedRanges.contains(where: { $0.contains(value.number) }) {
        error("the number \(value.number) is reserved; use another", value.numberRange)
      }
    }
    if let option = each.options.first(where: { $0.plainName == "allow_alias" }), !hasAlias {
      error("no number has two names here: remove the option", option.nameRange)
    }
  }

  private func validateNames(of each: EnumNode) {
    let reserved = Set(each.reservedNames.map(\.text))
    let allowsConflicts = each.options.has("deprecated_legacy_json_field_conflicts", "true")
    var users: [String: EnumNode.Value] = [:]
    for value in each.values {
      if reserved.contains(value.name.text) {
        error("the name '\(value.name.text)' is reserved; use another", value.name.range)
      }
      let short = Self.shortName(value.name.text, of: each.name.text)
      if let other = users[short], isProto3, !allowsConflicts,
        other.number != value.number, other.name.text != value.name.text
      {
        error(
          """
          '\(value.name.text)' and '\(other.name.text)' are the same without \
          '\(each.name.text)' in front, capitals and underscores; rename one
          """, value.name.range)
      }
      if users[short] == nil { users[short] = value }
    }
  }

  /// What generators make of a value's name: without the enumeration's name in front, in camel
  /// case.
  private static func shortName(_ value: String, of name: String) -> String {
    var wanted = name.lowercased().filter { $0 != "_" }[...]
    var rest = value[...]
    while let next = wanted.first, let character = rest.first {
      if character != "_" {
        guard character.lowercased() == String(next) else { break }
        wanted = wanted.dropFirst()
      }
      rest = rest.dropFirst()
    }
    rest = rest.drop { $0 == "_" }
    let stripped = wanted.isEmpty && !rest.isEmpty ? String(rest) : value
    return stripped.split(separator: "_").map { part in
      part.prefix(1).uppercased() + part.dropFirst().lowercased()
    }.joined()
  }
}
