internal import MartletProtobuf
internal import ProtoSyntax

/// The numbers of extensions that are taken, by the messages that they extend, in all files.
struct ExtensionNumbers {
  private var users: [String: [Int32: (name: String, file: String)]] = [:]

  /// Takes a number; who has it, if somebody has.
  mutating func take(
    _ number: Int32, of message: String, for name: String, in file: String
  ) -> (name: String, file: String)? {
    if let other = users[message]?[number] { return other }
    users[message, default: [:]][number] = (name, file)
    return nil
  }
}

/// Checks extensions against the messages that they extend.
struct ExtensionValidator {
  let checks: Checks

  func validate(
    _ node: FieldNode, _ field: Google_Protobuf_FieldDescriptorProto, in scope: String,
    _ numbers: inout ExtensionNumbers
  ) {
    guard let extendee = node.extendee, field.hasExtendee else { return }
    if let option = node.jsonName, field.jsonName != GeneratedNames.json(field.name) {
      checks.error("an extension's name in JSON cannot be chosen; remove this", option.nameRange)
    }
    let name = String(field.extendee.dropFirst())
    if checks.isProto3, !Self.optionMessages.contains(name) {
      checks.error(
        "proto3 can extend only the options of descriptor.proto, for custom options",
        extendee.range)
      return
    }
    guard let place = checks.schema.descriptor(ofMessage: name) else { return }
    if checks.file.isLite, checks.schema.file(ofMessage: name)?.isLite == false {
      checks.error(
        """
        a file of the lite runtime cannot extend '\(name)', which is not of it: \
        remove 'option optimize_for = LITE_RUNTIME;'
        """, extendee.range)
    }
    let isMessageSet = place.options.messageSetWireFormat
    NumberValidator(checks: checks).validate(node, isOfMessageSet: isMessageSet)
    if isMessageSet, field.type != .message || field.label != .optional {
      checks.error("extensions of a message set are single messages", node.typeRange)
    }
    let fullName = node.name.full(in: scope)
    guard
      let range = place.extensionRange.first(where: {
        $0.start <= field.number && field.number < $0.end
      })
    else {
      checks.error(
        "'\(name)' keeps \(Self.list(place.extensionRange)) for extensions, not \(node.number)",
        node.numberRange)
      return
    }
    // What protobuf's own messages declare tells users which numbers are whose, and binds nobody.
    if !Self.optionMessages.contains(name), !Self.otherMessages.contains(name) {
      ExtensionDeclarations(checks: checks).validate(node, field, named: fullName, in: range)
    }
    if let other = numbers.take(
      field.number, of: name, for: fullName, in: checks.file.name)
    {
      checks.error(
        "the number \(node.number) is taken by '\(other.name)' in \(other.file)",
        node.numberRange)
    }
  }

  private static func list(_ ranges: [Google_Protobuf_DescriptorProto.ExtensionRange]) -> String {
    if ranges.isEmpty { return "no numbers" }
    return ranges.map { range in
      let last = Int64(range.end) - 1
      return range.start == last ? "\(range.start)" : "\(range.start) to \(last)"
    }.joined(separator: ", ")
  }

  private static let optionMessages: Set<String> = [
    "google.protobuf.FileOptions", "google.protobuf.MessageOptions",
    "google.protobuf.FieldOptions", "google.protobuf.EnumOptions",
    "google.protobuf.EnumValueOptions", "google.protobuf.ServiceOptions",
    "google.protobuf.MethodOptions", "google.protobuf.OneofOptions",
    "google.protobuf.ExtensionRangeOptions", "google.protobuf.StreamOptions",
    "google.protobuf.SourceCodeInfo", "google.protobuf.FileDescriptorSet",
  ]

  /// Others of descriptor.proto that have extensions.
  private static let otherMessages: Set<String> = ["google.protobuf.FeatureSet"]
}
