internal import MartletProtobuf
internal import ProtoSyntax

/// Checks that options are used where they may be: on the declarations, and in the editions, that
/// they are meant for.
struct OptionUse {
  let file: LinkedFile
  let scope: FileScope

  /// Checks the fields that lead to what an option sets.
  func check(_ fields: [FieldSchema], _ option: OptionNode, _ kind: OptionKind) {
    for field in fields { check(field, option.nameRange, kind) }
  }

  /// Checks the fields of a message that an option sets.
  func check(_ message: MessageValue, _ option: OptionNode, _ kind: OptionKind) {
    for (field, values) in message.fields.values.sorted(by: { $0.field.number < $1.field.number }) {
      check(field, option.valueRange, kind)
      for case .message(let inner) in values { check(inner, option, kind) }
    }
  }

  private func check(_ field: FieldSchema, _ range: Range<Int>, _ kind: OptionKind) {
    let options = field.options
    if !options.targets.isEmpty, !options.targets.contains(kind.target) {
      scope.error("the option '\(field.name)' cannot be set for \(kind.shown)", range)
    }
    guard options.hasFeatureSupport else { return }
    let support = options.featureSupport
    let edition = file.edition.rawValue
    if support.hasEditionIntroduced, edition < support.editionIntroduced.rawValue, file.isEdition {
      scope.error(
        """
        '\(field.name)' is only known from \(support.editionIntroduced.shown) on; this file is of \
        \(file.edition.shown)
        """, range)
    }
    if support.hasEditionRemoved, edition >= support.editionRemoved.rawValue {
      scope.error(
        "'\(field.name)' is no longer known since \(support.editionRemoved.shown)", range)
    }
    if support.hasEditionDeprecated, edition >= support.editionDeprecated.rawValue {
      scope.diagnostics.warning(
        "'\(field.name)' is out of use since \(support.editionDeprecated.shown)",
        in: scope.source, at: range)
    }
  }
}
