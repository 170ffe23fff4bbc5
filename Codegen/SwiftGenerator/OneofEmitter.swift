/// Emits a oneof: an enumeration with a case for each field, and what is done with its value.
struct OneofEmitter {
  let index: Int
  let propertyName: String

  let typeName: String
  private let fields: [Field]
  private let isIndirect: Bool
  let documentation: [String]

  init(name: String, fields: [Field], isIndirect: Bool, documentation: [String]) {
    index =
      fields.first.flatMap { if case .oneof(let index) = $0.shape { index } else { nil } } ?? 0
    propertyName = SwiftNames.property(name).name
    typeName = SwiftNames.oneof(name)
    self.fields = fields
    self.isIndirect = isIndirect
    self.documentation = documentation
  }

  func caseName(_ field: Field) -> String { SwiftNames.unquoted(field.names.name) }

  func emitType(_ visibility: String, _ printer: inout CodePrinter) {
    let indirect = isIndirect ? "indirect " : ""
    printer.print("")
    for line in documentation { printer.print(line) }
    printer.block("\(visibility)\(indirect)enum \(typeName): Hashable, Sendable {") { printer in
      for field in fields {
        for line in field.documentation { printer.print(line) }
        let name =
          SwiftKeywords.quotable.contains(caseName(field))
          ? "`\(caseName(field))`" : caseName(field)
        printer.print("case \(name)(\(field.type))")
      }
    }
  }

  /// Emits a check that nothing required is missing.
  func emitCheck(_ printer: inout CodePrinter) {
    for field in fields where field.isChecked {
      printer.print(
        "if case .\(caseName(field))(let value)? = self.\(propertyName), !value.isInitialized {",
        "  return false", "}")
    }
  }

  /// Emits a switch over what is set, with what `statement` makes of the value.
  func emitSwitch(_ printer: inout CodePrinter, _ statement: (Field) -> (String) -> String) {
    printer.print("switch self.\(propertyName) {")
    for field in fields {
      let value = FieldEncoding.uses(statement(field)) ? "(let value)" : ""
      printer.print("case .\(caseName(field))\(value)?: \(statement(field)("value"))")
    }
    printer.print("case nil: break", "}")
  }
}
