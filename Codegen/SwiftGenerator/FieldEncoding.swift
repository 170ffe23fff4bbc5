/// The statements that size up and write a field, given the Swift for its value.
struct FieldEncoding {
  private let field: Field

  init(_ field: Field) { self.field = field }

  private var coding: String { "\(field.coding).self" }

  func size(_ value: String) -> String {
    let tag = field.tagSize
    switch field.shape {
    case .implicit where field.isString:
      return "total += MartletProtobuf.WireSize.implicit(\(tag), \(value))"
    case .map(let keyCoding, _, ofMessages: true, _):
      return "total += sizes.messages(\(tag), \(value), \(keyCoding).self)"
    case .map(let keyCoding, let valueCoding, ofMessages: false, _):
      return "total += MartletProtobuf.WireSize.map(\(tag), \(value), "
        + "\(keyCoding).self, \(valueCoding).self)"
    case .repeated(let isPacked):
      if field.isGroup {
        return "total += \(2 * tag) * \(value).count + sizes.groups(\(value))"
      }
      if field.isMessage {
        return "total += \(tag) * \(value).count + sizes.messages(\(value))"
      }
      let sizes =
        field.isEnum
        ? "MartletProtobuf.WireSize.enumerations(\(value))"
        : "MartletProtobuf.WireSize.packed(\(value), \(coding))"
      if isPacked {
        return "total += \(tag) + MartletProtobuf.WireSize.delimited(\(sizes))"
      }
      if field.isEnum { return "total += \(tag) * \(value).count + \(sizes)" }
      return "total += MartletProtobuf.WireSize.fields(\(tag), \(value), \(coding))"
    case .implicit, .explicit, .oneof:
      if field.isGroup { return "total += \(2 * tag) + sizes.group(\(value))" }
      if field.isMessage {
        return "total += \(tag) + sizes.\(field.isLeaf ? "leaf" : "message")(\(value))"
      }
      if let size = field.fixedSize { return "total += \(tag + size)" }
      return "total += \(tag) + \(field.coding).size(\(value))"
    }
  }

  func write(_ value: String) -> String {
    switch field.shape {
    case .implicit where field.isString:
      return "writer.implicit(\(field.tag), \(value))"
    case .map(let keyCoding, _, ofMessages: true, _):
      return "writer.messages(\(field.tag), \(value), \(keyCoding).self)"
    case .map(let keyCoding, let valueCoding, ofMessages: false, _):
      return "writer.map(\(field.tag), \(value), \(keyCoding).self, \(valueCoding).self)"
    case .repeated(let isPacked):
      if field.isGroup { return "writer.groups(\(field.tag), \(value))" }
      if field.isMessage {
        return "writer.messages(\(field.tag), \(value))"
      }
      let values = field.isEnum ? "enumerations: \(value)" : "\(value), \(coding)"
      return isPacked
        ? "writer.packed(\(field.packedTag), \(values))"
        : "writer.fields(\(field.tag), \(values))"
    case .implicit, .explicit, .oneof:
      if field.isGroup { return "writer.group(\(field.tag), \(value))" }
      if field.isMessage {
        return "writer.\(field.isLeaf ? "leaf" : "message")(\(field.tag), \(value))"
      }
      return "\(field.coding).writeField(\(field.tag), \(value), &writer)"
    }
  }

  /// Emits a check that nothing required is missing.
  func emitCheck(_ printer: inout CodePrinter) {
    let target = field.storage
    if field.isRequired { printer.print("if \(target) == nil { return false }") }
    guard field.isChecked else { return }
    switch field.shape {
    case .repeated:
      printer.print("for value in \(target) where !value.isInitialized { return false }")
    case .map(_, _, ofMessages: true, _):
      printer.print("for value in \(target).values where !value.isInitialized { return false }")
    case .explicit:
      let value = field.isBoxed ? "value.value" : "value"
      printer.print("if let value = \(target), !\(value).isInitialized { return false }")
    case .implicit, .map, .oneof: break
    }
  }

  /// Whether a statement is about the value: the size of some fields is not.
  static func uses(_ statement: (String) -> String) -> Bool { statement("a") != statement("b") }

  /// Emits `statement` for the field's value, if it is set.
  func emitCondition(_ printer: inout CodePrinter, _ statement: (String) -> String) {
    let target = field.storage
    switch field.shape {
    case .implicit where field.isString: printer.print(statement(target))
    case .implicit:
      printer.print("if \(field.isSet(target)) { \(statement(target)) }")
    case .repeated, .map:
      printer.print("if !\(target).isEmpty { \(statement(target)) }")
    case .explicit:
      let isUsed = Self.uses(statement)
      printer.print(
        "if \(isUsed ? "let value = \(target)" : "\(target) != nil") { \(statement("value")) }")
    case .oneof: break
    }
  }
}
