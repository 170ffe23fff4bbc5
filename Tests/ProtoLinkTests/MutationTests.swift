internal import Foundation
internal import MartletProtobuf
internal import ProtoLink
internal import ProtoSyntax
internal import Testing
internal import ToolSupport

/// Files that are nearly right are taken or refused as protoc takes or refuses them, and those that
/// are taken have the descriptors that protoc gives them.
@Suite("protoc agrees about files with something changed")
struct MutationTests {
  private static let here = URL(filePath: #filePath).deletingLastPathComponent()
  private static let count = 300

  /// The files that are changed.
  private static func originals() throws -> [[UInt8]] {
    let folders = ["Protos", "Editions"].map { here.appending(path: $0) }
    let testing = URL(filePath: Protoc.protos).appending(path: "testing")
    var files: [[UInt8]] = []
    for folder in folders + [testing] {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      where name.hasSuffix(".proto") {
        files.append([UInt8](try Data(contentsOf: folder.appending(path: name))))
      }
    }
    return files
  }

  @Test("a word or a line")
  func changes() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let roots = [
      folder.path, Self.here.appending(path: "Protos").path,
      Self.here.appending(path: "Editions").path, Protoc.protos,
    ]
    let originals = try Self.originals()
    var mutations = Mutations(seed: 2)
    for number in 0..<Self.count {
      let name = "mutant\(number).proto"
      let text = mutations.mutate(originals[number % originals.count])
      try Data(text).write(to: folder.appending(path: name))
      let diagnostics = Diagnostics()
      let files = Linker.link([name], from: BuiltinReader(Folders(paths: roots)), diagnostics)
      if diagnostics.hasErrors { continue }
      let set = Google_Protobuf_FileDescriptorSet.with { $0.file = files }
      try Data(try set.serializedBytes() as [UInt8]).write(to: folder.appending(path: "\(name).pb"))
    }
    let said = try Protoc.runScript([Self.here.appending(path: "Python/verdicts.py").path] + roots)
    #expect(String(decoding: said, as: UTF8.self) == "compared \(Self.count)\n")
  }
}

/// Reads files from folders, the first that has one.
struct Folders: SourceReader {
  let paths: [String]

  var searchedPlaces: [String] { paths }

  func read(_ name: String) -> SourceFile? {
    for path in paths {
      if let data = try? Data(contentsOf: URL(filePath: path).appending(path: name)) {
        return SourceFile(name: name, bytes: [UInt8](data))
      }
    }
    return nil
  }
}
