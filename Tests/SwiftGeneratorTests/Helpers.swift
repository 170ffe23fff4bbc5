internal import ProtoLink
internal import ProtoSyntax
internal import SwiftGenerator
internal import Testing

/// Files in memory.
struct Files: SourceReader {
  let texts: [String: String]

  var searchedPlaces: [String] { ["here"] }

  func read(_ name: String) -> SourceFile? {
    texts[name].map { SourceFile(name: name, bytes: Array($0.utf8)) }
  }
}

/// What is generated of the first file, by name.
func generate(
  _ texts: KeyValuePairs<String, String>,
  _ configure: (inout GeneratorOptions) -> Void = { _ in }
) throws -> [String: String] {
  let diagnostics = Diagnostics()
  let all = Dictionary(uniqueKeysWithValues: texts.map { ($0.key, $0.value) })
  let linked = Linker.link(texts.map(\.key), from: BuiltinReader(Files(texts: all)), diagnostics)
  #expect(diagnostics.all.map(\.description) == [])
  var options = GeneratorOptions()
  configure(&options)
  let generator = SwiftFileGenerator(files: linked, options: options)
  let files = try generator.generate(fileNamed: texts[0].key)
  return Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.content) })
}

/// The Swift of the messages of a file, of proto3 if nothing else is said.
func messages(
  _ text: String, syntax: String = "proto3",
  _ configure: (inout GeneratorOptions) -> Void = { _ in }
) throws -> String {
  let keyword = syntax.hasPrefix("proto") ? "syntax" : "edition"
  let file = "\(keyword) = \"\(syntax)\";" + text
  return try #require(try generate(["a.proto": file], configure)["a.pb.swift"])
}

/// The Swift of the services of a proto3 file.
func services(
  _ text: String, _ configure: (inout GeneratorOptions) -> Void = { _ in }
) throws -> String {
  try #require(try generate(["a.proto": "syntax = \"proto3\";" + text], configure)["a.grpc.swift"])
}

extension String {
  /// The lines that contain a word, without what is around them.
  func lines(with word: String) -> [String] {
    split(separator: "\n").filter { $0.contains(word) }.map { line in
      String(line.drop { $0 == " " })
    }
  }
}
