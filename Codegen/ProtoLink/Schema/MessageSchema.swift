internal import MartletProtobuf

/// A message type, as those who read and write its messages need it.
final class MessageSchema {
  let name: String
  let fields: [FieldSchema]
  let isMessageSet: Bool
  let isMapEntry: Bool
  let reservedNames: [String]
  let oneofNames: [String]
  private let places: [String: Int]

  init(
    _ name: String, _ descriptor: Google_Protobuf_DescriptorProto, in file: LinkedFile,
    at path: [Int32]
  ) {
    self.name = name
    fields = descriptor.field.enumerated().map { index, field in
      FieldSchema(
        field, fullName: field.name.joined(to: name), file, path + [2, Int32(index)],
        isMapPart: descriptor.options.mapEntry)
    }
    places = Dictionary(
      descriptor.field.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    isMessageSet = descriptor.options.messageSetWireFormat
    isMapEntry = descriptor.options.mapEntry
    reservedNames = descriptor.reservedName
    oneofNames = descriptor.oneofDecl.map(\.name)
  }

  func field(_ name: String) -> FieldSchema? { places[name].map { fields[$0] } }
}
