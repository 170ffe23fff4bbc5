internal import MartletProtobuf

/// What cannot be generated yet is said rather than left out.
enum Supported {
  /// The editions that Swift is made of, by their numbers.
  static let editions: ClosedRange<Int>? = nil

  /// - Throws: ``GeneratorError`` if something of a file cannot be generated.
  static func check(_ file: Google_Protobuf_FileDescriptorProto) throws {
    if file.hasEdition, editions?.contains(file.edition.rawValue) != true {
      throw GeneratorError(
        message: "\(file.name) is of an edition; Swift is made only of proto2 and proto3 yet")
    }
    for message in file.messageType { try check(message, in: file) }
  }

  private static func check(
    _ message: Google_Protobuf_DescriptorProto, in file: Google_Protobuf_FileDescriptorProto
  ) throws {
    if let group = message.field.first(where: { $0.type == .group }) {
      throw GeneratorError(
        message: """
          \(file.name): the field '\(group.name)' of '\(message.name)' is a group, of which no \
          Swift is made yet
          """)
    }
    if message.options.messageSetWireFormat {
      throw GeneratorError(
        message: "\(file.name): '\(message.name)' is a message set, of which no Swift is made yet")
    }
    for nested in message.nestedType { try check(nested, in: file) }
  }
}
