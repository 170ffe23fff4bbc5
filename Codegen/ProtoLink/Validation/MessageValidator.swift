internal import MartletProtobuf
internal import ProtoSyntax

/// Checks messages, and what is in them.
struct MessageValidator {
  let checks: Checks

  func validate(
    _ message: MessageNode, _ descriptor: Google_Protobuf_DescriptorProto, in scope: String,
    _ path: [Int32], _ numbers: inout ExtensionNumbers
  ) {
    let name = message.name.full(in: scope)
    if message.kind != .mapEntry { validateOwn(message, descriptor, path) }
    let fields = FieldValidator(checks: checks)
    for (index, field) in message.fields.enumerated() {
      fields.validate(
        field, descriptor.field[index], path + [2, Int32(index)],
        isInEntry: message.kind == .mapEntry)
    }
    for (index, field) in message.extensions.enumerated() {
      fields.validate(field, descriptor.extension[index], path + [6, Int32(index)])
      ExtensionValidator(checks: checks).validate(
        field, descriptor.extension[index], in: name, &numbers)
    }
    for (index, nested) in message.messages.enumerated() {
      validate(
        nested, descriptor.nestedType[index], in: name, path + [3, Int32(index)], &numbers)
    }
    let enums = EnumValidator(checks: checks)
    for (index, each) in message.enums.enumerated() {
      enums.validate(each, path + [4, Int32(index)])
    }
  }

  private func validateOwn(
    _ message: MessageNode, _ descriptor: Google_Protobuf_DescriptorProto, _ path: [Int32]
  ) {
    NumberValidator(checks: checks).validate(message)
    let reserved = Set(message.reserved.names.map(\.text))
    for field in message.fields where reserved.contains(field.name.text) {
      checks.error("the name '\(field.name.text)' is reserved; use another", field.name.range)
    }
    JSONNameValidator(checks: checks).validate(message, descriptor, path)
    for (index, range) in message.extensionRanges.enumerated() {
      ExtensionDeclarations(checks: checks).validate(range, descriptor.extensionRange[index])
    }
    if let option = message.options.first(where: { $0.plainName == "map_entry" }) {
      checks.error("'map_entry' is not set by hand: declare a field map<…, …>", option.nameRange)
    }
    if message.isMessageSet { validateMessageSet(message) }
    if checks.isProto3, let range = message.extensionRanges.first {
      checks.error(
        "proto3 messages cannot be extended; use google.protobuf.Any", range.range.range)
    }
  }

  private func validateMessageSet(_ message: MessageNode) {
    if checks.isProto3 {
      let option = message.options.first { $0.plainName == "message_set_wire_format" }
      checks.error("proto3 has no message sets", option?.nameRange ?? message.name.range)
    }
    for field in message.fields {
      checks.error("a message set has no fields, only extensions", field.name.range)
    }
  }
}
