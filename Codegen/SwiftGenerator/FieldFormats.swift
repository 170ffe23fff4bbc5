internal import MartletProtobuf

/// The statements by which a message's fields are written as and read from JSON and the text
/// format.
struct FieldFormats {
  private let field: Field

  init(_ field: Field) { self.field = field }

  /// A line of the table of names: what JSON and the text format call the field only if that does
  /// not follow from its name. The text format calls a group by its type.
  var tableLine: String {
    let descriptor = field.descriptor
    let usual = String(decoding: JSONName.usual(descriptor.name.utf8), as: UTF8.self)
    let json = descriptor.hasJsonName ? descriptor.jsonName : usual
    let line = "\(descriptor.number) \(descriptor.name)"
    let type = descriptor.typeName.split(separator: ".").last.map(String.init) ?? ""
    if field.isGroup, type.lowercased() == descriptor.name { return "\(line) \(json) \(type)" }
    return json == usual ? line : "\(line) \(json)"
  }

  private var coding: String { "\(field.coding).self" }

  /// Writes the field, which need not be set.
  var write: String {
    let value = field.storage
    switch field.shape {
    case .implicit: return "writer.implicit\(field.kind)(\(field.number), \(value))"
    case .explicit:
      return field.isMessage
        ? "writer.message(\(field.number), \(value))"
        : "if let value = \(value) { \(writeChoice("value")) }"
    case .repeated:
      return field.isMessage
        ? "writer.messages(\(field.number), \(value))"
        : "writer.list(\(field.number), \(value), \(coding))"
    case .map(let key, let content, _, _):
      return "writer.map(\(field.number), \(value), \(key).self, \(content).self)"
    case .oneof: return ""
    }
  }

  /// Writes the value of the field of a oneof.
  func writeChoice(_ value: String) -> String {
    field.isMessage
      ? "writer.field(\(field.number), \(value), \(coding))"
      : "writer.\(field.lowerKind)(\(field.number), \(value))"
  }

  /// Reads the field.
  ///
  /// - Parameter oneof: The property of the oneof that the field belongs to.
  func emitRead(_ oneof: String, _ printer: inout CodePrinter) {
    let target = field.storage
    let read: String
    switch field.shape {
    case .implicit: read = "try reader.\(field.lowerKind)(into: &\(target))"
    case .explicit:
      read =
        field.isMessage
        ? "try reader.message(&\(target))"
        : "try reader.optional\(field.kind)(into: &\(target))"
    case .repeated:
      read =
        field.isMessage
        ? "try reader.messages(&\(target))" : "try reader.list(&\(target), \(coding))"
    case .map(let key, let value, _, _):
      read = "try reader.map(&\(target), \(key).self, \(value).self)"
    case .oneof:
      let name = SwiftNames.unquoted(field.names.name)
      printer.print(
        "case \(field.number):",
        "  if let value = try reader.chosen(self.\(oneof) == nil, \(coding)) "
          + "{ self.\(oneof) = .\(name)(value) }")
      return
    }
    printer.print("case \(field.number): \(read)")
  }
}
