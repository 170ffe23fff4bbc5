internal import MartletProtobuf
internal import ProtoLink
internal import ProtoSyntax
internal import Testing

/// Text that is no UTF-8: files in the encodings of old have it in their comments.
@Suite("Text that is no UTF-8")
struct RawTextTests {
  /// A file, of which every `@` becomes a byte that UTF-8 has not got.
  private struct Latin: SourceReader {
    let text: String

    var searchedPlaces: [String] { ["here"] }

    func read(_ name: String) -> SourceFile? {
      guard name == "test.proto" else { return nil }
      let bytes = text.utf8.map { $0 == UInt8(ascii: "@") ? 0xe9 : $0 }
      return SourceFile(name: name, bytes: bytes)
    }
  }

  private func link(_ text: String) throws -> Google_Protobuf_FileDescriptorProto {
    let diagnostics = Diagnostics()
    let files = Linker.link(
      ["test.proto"], from: BuiltinReader(Latin(text: text)), diagnostics)
    #expect(diagnostics.all.map(\.message) == [])
    return try #require(files.last)
  }

  private func location(
    _ path: [Int32], _ text: String
  ) throws -> Google_Protobuf_SourceCodeInfo.Location {
    try #require(try link(text).sourceCodeInfo.location.first { $0.path == path })
  }

  @Test("is kept in comments, byte for byte")
  func comments() throws {
    let location = try location(
      [4, 0], "syntax = \"proto3\"; // @\n\n// good\n\n// b@\n\n// l@\nmessage M { // t@\n}")
    #expect(
      location.unknownFields.data == [
        0x1a, 4, 0x20, 0x6c, 0xe9, 0x0a, 0x22, 4, 0x20, 0x74, 0xe9, 0x0a,
        0x32, 6, 0x20, 0x67, 0x6f, 0x6f, 0x64, 0x0a, 0x32, 4, 0x20, 0x62, 0xe9, 0x0a,
      ])
    // What reads them here sees them all the same.
    #expect(location.leadingComments == " l\u{fffd}\n")
  }

  @Test("is kept in defaults and in names in JSON")
  func fields() throws {
    let file = try link(
      """
      syntax = "proto2"; message M { optional string a = 1 [default = "@", json_name = "@"]; }
      """
    )
    #expect(
      file.messageType.first?.field.first?.unknownFields.data == [0x52, 1, 0xe9, 0x3a, 1, 0xe9])
  }

  @Test("is kept in options, and the others beside it are read")
  func options() throws {
    let file = try link(
      "syntax = \"proto3\"; option java_package = \"@\"; option swift_prefix = \"S\";")
    #expect(file.options.swiftPrefix == "S")
    #expect(file.options.unknownFields.data == [0x0a, 1, 0xe9])
  }
}
