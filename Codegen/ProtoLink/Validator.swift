internal import MartletProtobuf
internal import ProtoSyntax

/// Checks what the grammar allows and protobuf does not.
struct Validator {
  private let node: FileNode
  private let file: Google_Protobuf_FileDescriptorProto
  private let diagnostics: Diagnostics
  private let isProto3: Bool

  init(
    _ node: FileNode, _ file: Google_Protobuf_FileDescriptorProto, _ diagnostics: Diagnostics
  ) {
    self.node = node
    self.file = file
    self.diagnostics = diagnostics
    isProto3 = file.syntax == "proto3"
  }

  func validate() {
    var imported: Set<String> = []
    for each in node.imports where !imported.insert(each.path).inserted {
      error("'\(each.path)' is imported twice", each.range)
    }
    for message in node.messages { validate(message) }
    for each in node.enums { validate(each) }
    if isProto3 {
      for extend in node.extensions where !isOptions(extend.extendee.text) {
        error(
          "proto3 can extend only the options of descriptor.proto, for custom options",
          extend.extendee.range)
      }
    }
  }

  private func error(_ message: String, _ range: Range<Int>) {
    diagnostics.error(message, in: node.source, at: range)
  }

  private func isOptions(_ name: String) -> Bool {
    let last = name.split(separator: ".").last ?? ""
    return last.hasSuffix("Options")
  }

  // MARK: Messages

  private func validate(_ message: MessageNode) {
    validateNumbers(of: message)
    validateNames(of: message)
    for range in message.reservedRanges + message.extensionRanges.map(\.range) {
      validate(range, within: 1...FieldNumbers.last)
    }
    if isProto3, let range = message.extensionRanges.first {
      error("proto3 messages cannot be extended; use google.protobuf.Any", range.range.range)
    }
    for nested in message.messages { validate(nested) }
    for nested in message.enums { validate(nested) }
  }

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
    while message.reservedRanges.contains(where: { $0.contains(number) }) { number += 1 }
    return number
  }

  private func validateNames(of message: MessageNode) {
    let reserved = Set(message.reservedNames.map(\.text))
    var jsonNames: [String: String] = [:]
    for field in message.fields {
      if reserved.contains(field.name.text) {
        error("the name '\(field.name.text)' is reserved; use another", field.name.range)
      }
      let json = explicitJSONName(field) ?? JSONName.of(field.name.text)
      if let other = jsonNames[json], other != field.name.text, isProto3 {
        error(
          "'\(field.name.text)' and '\(other)' are both '\(json)' in JSON; rename one",
          field.name.range)
      }
      jsonNames[json] = field.name.text
    }
  }

  private func explicitJSONName(_ field: FieldNode) -> String? {
    for option in field.options where option.plainName == "json_name" {
      if case .string(let bytes) = option.value { return String(decoding: bytes, as: UTF8.self) }
    }
    return nil
  }

  private func validate(_ range: RangeNode, within bounds: ClosedRange<Int64>) {
    let end = range.end ?? bounds.upperBound
    if end < range.start {
      error("the range ends before it begins", range.range)
    } else if !bounds.contains(range.start) || !bounds.contains(end) {
      error(
        "the range must lie in \(bounds.lowerBound) to \(bounds.upperBound)", range.range)
    }
  }

  // MARK: Enumerations

  private func validate(_ each: EnumNode) {
    guard let first = each.values.first else {
      error("an enumeration must have at least one value", each.name.range)
      return
    }
    if isProto3, first.number != 0 {
      error(
        "the first value of a proto3 enumeration must be 0: it is the default",
        first.numberRange)
    }
    let allowsAlias = each.options.contains { option in
      guard option.plainName == "allow_alias", case .identifier("true") = option.value else {
        return false
      }
      return true
    }
    let reserved = Set(each.reservedNames.map(\.text))
    var users: [Int64: String] = [:]
    for value in each.values {
      if Int32(exactly: value.number) == nil {
        error("the number does not fit in 32 bits", value.numberRange)
      }
      if let other = users[value.number], !allowsAlias {
        error(
          """
          the number \(value.number) is '\(other)''s already; \
          'option allow_alias = true;' allows two names for one
          """, value.numberRange)
      }
      users[value.number] = value.name.text
      if reserved.contains(value.name.text) {
        error("the name '\(value.name.text)' is reserved; use another", value.name.range)
      }
      if each.reservedRanges.contains(where: { $0.contains(value.number) }) {
        error("the number \(value.number) is reserved; use another", value.numberRange)
      }
    }
  }
}

extension RangeNode {
  fileprivate func contains(_ number: Int64) -> Bool {
    number >= start && number <= (end ?? .max)
  }
}
