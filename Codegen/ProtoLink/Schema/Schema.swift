internal import MartletProtobuf

/// The types of the files that have been linked, as those who read and write messages need them.
/// They are made when they are first asked for: few are.
final class Schema {
  private typealias Place = (file: LinkedFile, path: [Int32])

  private var messagePlaces: [String: Place] = [:]
  private var enumPlaces: [String: Place] = [:]
  private var extensionPlaces: [String: Place] = [:]
  private var messages: [String: MessageSchema] = [:]
  private var enums: [String: EnumSchema] = [:]

  /// Adds what a file declares.
  func add(_ file: LinkedFile) {
    for (index, message) in file.proto.messageType.enumerated() {
      add(message, in: file.package, at: [4, Int32(index)], of: file)
    }
    for (index, each) in file.proto.enumType.enumerated() {
      enumPlaces[each.name.joined(to: file.package)] = (file, [5, Int32(index)])
    }
    for (index, field) in file.proto.extension.enumerated() {
      extensionPlaces[field.name.joined(to: file.package)] = (file, [7, Int32(index)])
    }
  }

  private func add(
    _ message: Google_Protobuf_DescriptorProto, in scope: String, at path: [Int32],
    of file: LinkedFile
  ) {
    let name = message.name.joined(to: scope)
    messagePlaces[name] = (file, path)
    for (index, nested) in message.nestedType.enumerated() {
      add(nested, in: name, at: path + [3, Int32(index)], of: file)
    }
    for (index, each) in message.enumType.enumerated() {
      enumPlaces[each.name.joined(to: name)] = (file, path + [4, Int32(index)])
    }
    for (index, field) in message.extension.enumerated() {
      extensionPlaces[field.name.joined(to: name)] = (file, path + [6, Int32(index)])
    }
  }

  /// Forgets types that were made: options of their fields have become known.
  func refresh() {
    messages = [:]
    enums = [:]
  }

  /// The message with a full name.
  func message(_ name: String) -> MessageSchema? {
    if let made = messages[name] { return made }
    guard let place = messagePlaces[name] else { return nil }
    let message = MessageSchema(
      name, place.file.proto.message(at: place.path), in: place.file, at: place.path)
    messages[name] = message
    return message
  }

  /// The descriptor of the message with a full name.
  func descriptor(ofMessage name: String) -> Google_Protobuf_DescriptorProto? {
    messagePlaces[name].map { $0.file.proto.message(at: $0.path) }
  }

  /// The file that declares the message with a full name.
  func file(ofMessage name: String) -> LinkedFile? { messagePlaces[name]?.file }

  /// The enumeration with a full name.
  func enumeration(_ name: String) -> EnumSchema? {
    if let made = enums[name] { return made }
    guard let place = enumPlaces[name] else { return nil }
    let each = EnumSchema(
      name, place.file.proto.enumeration(at: place.path),
      isClosed: place.file.features(at: place.path).enumType == .closed)
    enums[name] = each
    return each
  }

  /// The extension with a full name.
  func `extension`(_ name: String) -> FieldSchema? {
    extensionPlaces[name].map { place in
      FieldSchema(place.file.proto.field(at: place.path), fullName: name, place.file, place.path)
    }
  }

  /// The message set's extension that is of a type and declared within it.
  func messageSetExtension(of container: MessageSchema, type: String) -> FieldSchema? {
    guard let place = messagePlaces[type] else { return nil }
    for field in place.file.proto.message(at: place.path).extension {
      guard field.type == .message, field.label == .optional,
        field.typeName.dropFirst() == type, field.extendee.dropFirst() == container.name
      else { continue }
      return self.extension(field.name.joined(to: type))
    }
    return nil
  }
}

extension String {
  /// The name in a scope: with that and a dot in front, unless it is empty.
  func joined(to scope: String) -> String { scope.isEmpty ? self : "\(scope).\(self)" }
}
