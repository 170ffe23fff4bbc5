internal import MartletProtobuf

/// What cannot be generated is said rather than left out.
enum Supported {
  /// The editions that Swift is made of, by their numbers: proto2 to edition 2023.
  static let editions: ClosedRange<Int>? = 998...1000

  /// - Throws: ``GeneratorError`` if something of a file cannot be generated.
  static func check(_ file: Google_Protobuf_FileDescriptorProto) throws {
    if file.hasEdition, editions?.contains(file.edition.rawValue) != true {
      throw GeneratorError(
        message: "\(file.name) is of an edition that Swift is not made of; the newest is 2023")
    }
  }
}
