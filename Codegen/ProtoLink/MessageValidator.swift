internal import MartletProtobuf
internal import ProtoSyntax

/// Checks messages and their fields.
struct MessageValidator {
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

  func validate(_ message: MessageNode, _ descriptor: Google_Protobuf_DescriptorProto) {
    validateNumbers(of: message)
    validateNames(of: message)
    // More than any field's number may be reserved; it says nothing, and harms nobody.
    diagnostics.validateReserved(
      message.reservedRanges, message.reservedNames, within: 1...Int64(Int32.max) - 1, in: source)
    for range in message.extensionRanges {
      diagnostics.validate(range.range, within: 1...FieldNumbers.last, in: source)
    }
    for (field, type) in zip(message.fields, descriptor.field) { validate(field, type) }
    if isProto3 { validateProto3(message) }
    let types = Dictionary(descriptor.nestedType.map { ($0.name, $0) }) { first, _ in first }
    for nested in message.messages {
      if let type = types[nested.name.text] { validate(nested, type) }
    }
    let enums = EnumValidator(source, diagnostics, isProto3: isProto3)
    for nested in message.enums { enums.validate(nested) }
  }

  private func validateProto3(_ message: MessageNode) {
    if let range = message.extensionRanges.first {
      error("proto3 messages cannot be extended; use google.protobuf.Any", range.range.range)
    }
    if let option = message.options.first(where: { $0.plainName == "message_set_wire_format" }) {
      error("proto3 has no message sets", option.nameRange)
    }
  }

  // MARK: Numbers

  private func validateNumbers(of message: MessageNode) {
    var users: [Int64: String] = [:]
    for field in message.fields {
      let number = field.number
      if number < 1 || number > FieldNumbers.last {
        error(
          "the number must be from 1 to \(FieldNumbers.last)", field.numberRange)
      } else if FieldNumbers.internalUse.contains(number) {
        error(
          "the numbers 19000 to 19999 are kept for protobuf itself; use another",
          field.numberRange)
      }
      if let other = users[number] {
        let free = nextFree(message)
        error(
          "the number \(number) is '\(other)''s already; the next free one is \(free)",
          field.numberRange)
      }
      users[number] = field.name.text
      if message.reservedRanges.contains(where: { $0.contains(number) }) {
        error("the number \(number) is reserved; use another", field.numberRange)
      }
      if message.extensionRanges.contains(where: { $0.range.contains(number) }) {
        error("the number \(number) is kept for extensions; use another", field.numberRange)
      }
    }
  }

  private func nextFree(_ message: MessageNode) -> Int64 {
    var number = (message.fields.map(\.number).max() ?? 0) + 1
    while let range = message.reservedRanges.first(where: { $0.contains(number) }) {
      guard let end = range.end else { return number }
      number = end + 1
    }
    return number
  }

  // MARK: Names

  private func validateNames(of message: MessageNode) {
    let reserved = Set(message.reservedNames.map(\.text))
    let allowsConflicts =
      !isProto3 || message.options.has("deprecated_legacy_json_field_conflicts", "true")
    var jsonNames: [String: String] = [:]
    for field in message.fields {
      if reserved.contains(field.name.text) {
        error("the name '\(field.name.text)' is reserved; use another", field.name.range)
      }
      let json = explicitJSONName(field) ?? JSONName.of(field.name.text)
      // Also the name that an option replaces must be free, as readers accept both.
      for name in Set([json, JSONName.of(field.name.text)]).sorted() {
        if let other = jsonNames[name], other != field.name.text, !allowsConflicts {
          error(
            "'\(field.name.text)' and '\(other)' are both '\(name)' in JSON; rename one",
            field.name.range)
        }
        jsonNames[name] = field.name.text
      }
    }
  }

  private func explicitJSONName(_ field: FieldNode) -> String? {
    let options = field.options.filter { $0.plainName == "json_name" }
    for option in options.dropFirst() {
      error("the option 'json_name' is set twice", option.nameRange)
    }
    guard let option = options.first, case .string(let bytes) = option.value else { return nil }
    let name = String(decoding: bytes, as: UTF8.self)
    if name.hasPrefix("["), name.hasSuffix("]") {
      error("names in brackets are kept for extensions; use another", option.valueRange)
    }
    if bytes.contains(0) { error("a name cannot have a zero byte", option.valueRange) }
    return name
  }

  // MARK: Fields

  private func validate(_ node: FieldNode, _ field: Google_Protobuf_FieldDescriptorProto) {
    switch node.type {
    case .map where node.oneof != nil:
      error("a map cannot be in a oneof; put it in a message", node.typeRange)
    case .group where isProto3:
      error("proto3 has no groups; use a message within the message", node.typeRange)
    default: break
    }
    for option in node.options where option.plainName != nil {
      validate(option, field)
    }
  }

  private func validate(_ option: OptionNode, _ field: Google_Protobuf_FieldDescriptorProto) {
    switch option.plainName {
    case "packed" where field.options.packed:
      let isPackable = ![.string, .bytes, .message, .group].contains(field.type)
      if field.label != .repeated || !isPackable {
        error("only a repeated field of numbers can be packed", option.nameRange)
      }
    case "jstype" where field.options.jstype != .jsNormal:
      if ![.int64, .uint64, .sint64, .fixed64, .sfixed64].contains(field.type) {
        error("'jstype' is for numbers of 64 bits", option.nameRange)
      }
    case "lazy" where field.options.lazy, "unverified_lazy" where field.options.unverifiedLazy:
      if field.type != .message {
        error("only a message can be read later, as this option says", option.nameRange)
      }
    default: break
    }
  }
}
