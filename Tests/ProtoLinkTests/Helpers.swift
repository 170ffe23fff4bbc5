internal import MartletProtobuf
internal import ProtoLink
internal import ProtoSyntax
internal import Testing

/// Files in memory.
struct Files: SourceReader {
  let texts: [String: String]

  var searchedPlaces: [String] { ["here"] }

  func read(_ name: String) -> SourceFile? {
    texts[name].map { SourceFile(name: name, bytes: Array($0.utf8)) }
  }
}

/// Linked files, and what was said about them.
struct Linking {
  let files: [Google_Protobuf_FileDescriptorProto]
  let diagnostics: [Diagnostic]

  /// - Parameter texts: The files by name; all of them are linked.
  init(_ texts: [String: String]) {
    let collected = Diagnostics()
    files = Linker.link(
      texts.keys.sorted(), from: BuiltinReader(Files(texts: texts)), collected)
    diagnostics = collected.all
  }

  /// One proto3 file, whose syntax line is on a line of its own.
  init(_ text: String) { self.init(["test.proto": "syntax = \"proto3\";\n" + text]) }

  var messages: [String] { diagnostics.map(\.message) }

  subscript(name: String) -> Google_Protobuf_FileDescriptorProto? {
    files.first { $0.name == name }
  }

  var test: Google_Protobuf_FileDescriptorProto {
    get throws { try #require(self["test.proto"]) }
  }
}
