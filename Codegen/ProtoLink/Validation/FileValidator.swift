internal import MartletProtobuf
internal import ProtoSyntax

/// Checks what the grammar allows and protobuf does not.
struct FileValidator {
  private let file: LinkedFile
  private let checks: Checks
  private let imports: [String: LinkedFile]

  /// - Parameter imports: The files that have been linked, by name.
  init(
    _ file: LinkedFile, _ scope: FileScope, _ schema: Schema, imports: [String: LinkedFile]
  ) {
    self.file = file
    self.imports = imports
    checks = Checks(file: file, scope: scope, schema: schema)
  }

  /// - Parameter numbers: The numbers of extensions that are taken.
  func validate(_ numbers: inout ExtensionNumbers) {
    let node = file.node
    validateImports()
    if file.isEdition {
      EditionValidator(checks: checks).validateFile()
    } else {
      validateFeatures()
    }
    let messages = MessageValidator(checks: checks)
    for (index, message) in node.messages.enumerated() {
      messages.validate(
        message, file.proto.messageType[index], in: file.package, [4, Int32(index)], &numbers)
    }
    let enums = EnumValidator(checks: checks)
    for (index, each) in node.enums.enumerated() { enums.validate(each, [5, Int32(index)]) }
    let fields = FieldValidator(checks: checks)
    for (index, field) in node.extensions.enumerated() {
      fields.validate(field, file.proto.extension[index], [7, Int32(index)])
      ExtensionValidator(checks: checks).validate(
        field, file.proto.extension[index], in: file.package, &numbers)
    }
  }

  private func validateImports() {
    var imported: Set<String> = []
    for each in file.node.imports {
      if !imported.insert(each.path).inserted {
        checks.error("'\(each.path)' is imported twice", each.range)
      }
      // Files of the lite runtime have no descriptors, which others ask their imports for.
      if let other = imports[each.path], other.isLite, !file.isLite {
        checks.error(
          """
          '\(each.path)' is of the lite runtime, and this file is not: set \
          'option optimize_for = LITE_RUNTIME;' in both or in none
          """, each.range)
      }
    }
  }

  /// Only editions have features.
  private func validateFeatures() {
    for site in file.optionSites {
      for option in site.options where option.isFeature {
        checks.error(
          "\(file.edition.shown) has no features; say 'edition = \"2023\";' for them",
          option.nameRange)
      }
    }
  }
}

extension LinkedFile {
  var isLite: Bool { proto.options.optimizeFor == .liteRuntime }
}
