internal import ProtoSyntax

/// A file that was read, and what was said about it.
struct Reading {
  let file: FileNode
  let diagnostics: [Diagnostic]

  init(_ text: String, name: String = "test.proto") {
    self.init(bytes: Array(text.utf8), name: name)
  }

  init(bytes: [UInt8], name: String = "test.proto") {
    let collected = Diagnostics()
    file = Parser.parse(SourceFile(name: name, bytes: bytes), collected)
    diagnostics = collected.all
  }

  /// What was said, without the places.
  var messages: [String] { diagnostics.map(\.message) }

  /// The comments of the declaration with a path.
  func comments(at path: [Int32]) -> CommentTexts {
    CommentTexts(file.locations.first { $0.path == path }?.comments ?? NodeComments())
  }

  /// The values of the options of the file, as they were read.
  var optionValues: [OptionNode.Value] { file.options.map(\.value) }
}

/// The comments of a declaration, as text.
struct CommentTexts {
  let leading: String?
  let trailing: String?
  let detached: [String]

  init(_ comments: NodeComments) {
    leading = comments.leading.map { String(decoding: $0, as: UTF8.self) }
    trailing = comments.trailing.map { String(decoding: $0, as: UTF8.self) }
    detached = comments.detached.map { String(decoding: $0, as: UTF8.self) }
  }
}

/// The value of a file's only option.
func optionValue(_ text: String) -> (value: OptionNode.Value?, messages: [String]) {
  let reading = Reading("syntax = \"proto3\";\noption x = \(text);")
  return (reading.optionValues.first, reading.messages)
}
