internal import MartletProtobuf
internal import ProtoSyntax

/// Makes the descriptors of messages.
struct MessageBuilder {
  let fields: FieldBuilder
  let enums: EnumBuilder
  let sites: OptionSites

  func build(
    _ node: MessageNode, in scope: String, path: [Int32]
  ) -> Google_Protobuf_DescriptorProto {
    let fullName = node.name.full(in: scope)
    var message = Google_Protobuf_DescriptorProto()
    message.name = node.name.text
    for (index, nested) in node.messages.enumerated() {
      message.nestedType.append(build(nested, in: fullName, path: path + [3, Int32(index)]))
    }
    for (index, field) in node.fields.enumerated() {
      message.field.append(
        fields.build(
          field, in: fullName, path: path + [2, Int32(index)], isInEntry: node.kind == .mapEntry))
    }
    for (index, oneof) in node.oneofs.enumerated() {
      message.oneofDecl.append(.with { $0.name = oneof.name.text })
      sites.add(.oneof, path + [8, Int32(index)], fullName, oneof.options)
    }
    addSyntheticOneofs(&message)
    for (index, each) in node.enums.enumerated() {
      message.enumType.append(enums.build(each, in: fullName, path: path + [4, Int32(index)]))
    }
    for (index, field) in node.extensions.enumerated() {
      message.extension.append(
        fields.build(field, in: fullName, path: path + [6, Int32(index)]))
    }
    buildRanges(node, in: scope, path: path, of: &message)
    if node.kind == .mapEntry { message.options.mapEntry = true }
    sites.add(.message, path, scope, node.options)
    return message
  }

  private func buildRanges(
    _ node: MessageNode, in scope: String, path: [Int32],
    of message: inout Google_Protobuf_DescriptorProto
  ) {
    let last = node.lastNumber
    // In descriptors the end of a range is the number behind its last.
    for (index, range) in node.extensionRanges.enumerated() {
      message.extensionRange.append(
        .with { proto in
          proto.start = Int32(clamping: range.range.start)
          proto.end = Int32(clamping: (range.range.end ?? last).behind)
        })
      sites.add(.extensionRange, path + [5, Int32(index)], scope, range.options)
    }
    for range in node.reserved.ranges {
      message.reservedRange.append(
        .with { proto in
          proto.start = Int32(clamping: range.start)
          proto.end = Int32(clamping: (range.end ?? last).behind)
        })
    }
    message.reservedName = node.reserved.names.map(\.text)
  }

  /// A proto3 field that may be set or not is, in descriptors, alone in a oneof.
  private func addSyntheticOneofs(_ message: inout Google_Protobuf_DescriptorProto) {
    let optional = message.field.indices.filter { message.field[$0].proto3Optional }
    let names = GeneratedNames.oneofs(
      of: optional.map { message.field[$0].name },
      taken: message.oneofDecl.map(\.name) + message.field.map(\.name))
    for (index, name) in zip(optional, names) {
      message.field[index].oneofIndex = Int32(message.oneofDecl.count)
      message.oneofDecl.append(.with { $0.name = name })
    }
  }
}

/// The numbers that fields may have.
enum FieldNumbers {
  static let last: Int64 = 0x1fff_ffff
  /// The last of a message set's extensions.
  static let lastOfMessageSet: Int64 = 0x7fff_fffe
  /// Kept for implementations of protobuf itself.
  static let internalUse: ClosedRange<Int64> = 19000...19999
}

extension MessageNode {
  /// Whether the message is a set of messages, as its options say.
  var isMessageSet: Bool { options.has("message_set_wire_format", "true") }

  /// What `max` stands for.
  var lastNumber: Int64 { isMessageSet ? FieldNumbers.lastOfMessageSet : FieldNumbers.last }
}

extension Int64 {
  /// The next number; of the largest, itself.
  var behind: Int64 { self == .max ? self : self + 1 }
}

extension [OptionNode] {
  /// Whether an option of protobuf's own is set to a word.
  func has(_ name: String, _ word: String) -> Bool {
    contains { option in
      guard option.plainName == name, case .identifier(word) = option.value else { return false }
      return true
    }
  }
}
