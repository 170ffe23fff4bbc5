/// Emits the cases in which a message's decoder takes a field.
struct FieldDecoding {
  private let field: Field

  init(_ field: Field) { self.field = field }

  /// - Parameter oneof: The property of the oneof that the field belongs to.
  func emit(_ oneof: String, _ printer: inout CodePrinter) {
    let target = field.storage
    switch field.shape {
    case .implicit: emitValue(field.lowerKind, &printer)
    case .explicit:
      if field.isMessage {
        printer.print("case \(field.tag): try reader.\(messageMethod)(&\(target))")
      } else if field.isClosedEnum {
        printer.print("case \(field.tag): try reader.closed(&\(target), &self.unknownFields)")
      } else {
        emitValue("optional\(field.kind)", &printer)
      }
    case .repeated: emitRepeated(&printer)
    case .map(let key, let value, _, let ofClosed):
      let unknown = ofClosed ? ", closed: &self.unknownFields" : ""
      printer.print(
        "case \(field.tag):",
        "  try reader.entry(&\(target), \(key).self, \(value).self\(unknown))")
    case .oneof: emitOneof("self.\(oneof)", &printer)
    }
  }

  /// - Parameter method: What the reader's method for strings or bytes is called.
  private func emitValue(_ method: String, _ printer: inout CodePrinter) {
    let target = field.storage
    printer.print(
      field.isText
        ? "case \(field.tag): try reader.\(method)(into: &\(target))"
        : "case \(field.tag): \(target) = try \(field.coding).read(&reader)")
  }

  private var messageMethod: String { field.isGroup ? "group" : "message" }

  private func emitRepeated(_ printer: inout CodePrinter) {
    let target = field.storage
    if field.isMessage {
      printer.print("case \(field.tag): try reader.\(messageMethod)(&\(target))")
      return
    }
    if field.isString {
      printer.print("case \(field.tag): try reader.strings(into: &\(target))")
      return
    }
    let append =
      field.isClosedEnum
      ? "(closed: &\(target), &self.unknownFields)"
      : field.isEnum ? "(enumerations: &\(target))" : "(&\(target), \(field.coding).self)"
    printer.print("case \(field.tag): try reader.append\(append)")
    // Both forms are accepted, whichever the field is written in.
    if field.wireType != 2 { printer.print("case \(field.packedTag): try reader.packed\(append)") }
  }

  private func emitOneof(_ target: String, _ printer: inout CodePrinter) {
    let name = SwiftNames.unquoted(field.names.name)
    printer.print("case \(field.tag):")
    printer.indented { printer in
      if field.isMessage {
        printer.print(
          "var value = \(field.type)()",
          "if case .\(name)(let present)? = \(target) { value = present }",
          "try reader.\(messageMethod)(&value)",
          "\(target) = .\(name)(value)")
      } else if field.isClosedEnum {
        printer.print(
          "var value: \(field.type)?",
          "try reader.closed(&value, &self.unknownFields)",
          "if let value { \(target) = .\(name)(value) }")
      } else {
        printer.print("\(target) = .\(name)(try \(field.coding).read(&reader))")
      }
    }
  }
}
