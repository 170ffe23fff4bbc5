internal import MartletProtobuf

/// A field or an extension, as those who read and write its values need it.
struct FieldSchema {
  let name: String
  let fullName: String
  let number: Int32
  /// The type; of messages with their ends marked, `group`.
  let type: Google_Protobuf_FieldDescriptorProto.TypeEnum
  let isRepeated: Bool
  let isRequired: Bool
  let isExtension: Bool
  /// The full name of the message or enumeration that its values are.
  let typeName: String
  /// The full name of the message that it is a field of.
  let containerName: String
  let isPacked: Bool
  /// Whether a value that is the default of its type is told from none.
  let hasPresence: Bool
  let oneof: Int?
  let options: Google_Protobuf_FieldOptions

  init(
    _ field: Google_Protobuf_FieldDescriptorProto, fullName: String, _ file: LinkedFile,
    _ path: [Int32], isMapPart: Bool = false
  ) {
    let features = file.features(at: path)
    name = field.name
    self.fullName = fullName
    number = field.number
    // The messages of maps, and those within their entries, have their length in front always.
    let isDelimited =
      field.type == .message && features.messageEncoding == .delimited && !isMapPart
    type = isDelimited ? .group : field.type
    isRepeated = field.label == .repeated
    isRequired = field.label == .required || features.fieldPresence == .legacyRequired
    isExtension = field.hasExtendee
    typeName = String(field.typeName.dropFirst())
    containerName =
      field.hasExtendee
      ? String(field.extendee.dropFirst()) : String(fullName.dropLast(field.name.count + 1))
    isPacked =
      field.options.hasPacked
      ? field.options.packed : features.repeatedFieldEncoding == .packed
    oneof = field.hasOneofIndex ? Int(field.oneofIndex) : nil
    hasPresence =
      field.hasOneofIndex || field.hasExtendee || field.type == .message || field.type == .group
      || features.fieldPresence != .implicit
    options = field.options
  }

  var isMessage: Bool { type == .message || type == .group }
  var isSourceOnly: Bool { options.retention == .retentionSource }
}

/// An enumeration, as those who read and write its values need it.
final class EnumSchema {
  let name: String
  let isClosed: Bool
  let valueNames: [String]
  private let numbers: [String: Int32]
  private let known: Set<Int32>

  init(_ name: String, _ descriptor: Google_Protobuf_EnumDescriptorProto, isClosed: Bool) {
    self.name = name
    self.isClosed = isClosed
    valueNames = descriptor.value.map(\.name)
    numbers = Dictionary(
      descriptor.value.map { ($0.name, $0.number) }, uniquingKeysWith: { first, _ in first })
    known = Set(descriptor.value.map(\.number))
  }

  func number(of name: String) -> Int32? { numbers[name] }
  func has(_ number: Int32) -> Bool { known.contains(number) }
}
