internal import Foundation
internal import MartletProtobuf
internal import ProtoLink
internal import ProtoSyntax
internal import Testing

/// Compares the descriptors of the project's own files with those that protoc makes.
@Suite("protoc agrees")
struct ProtocTests {
  private static let protos = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Protos").path

  private static var names: [String] {
    let all = FileManager.default.enumerator(atPath: protos)?.allObjects as? [String]
    return (all ?? []).filter { $0.hasSuffix(".proto") }.sorted()
  }

  @Test("field for field, comments and places included", arguments: names)
  func descriptors(name: String) throws {
    let diagnostics = Diagnostics()
    let ours = Linker.link([name], from: Folder(path: Self.protos), diagnostics)
    #expect(diagnostics.all.filter { $0.severity == .error }.map(\.description) == [])
    let theirs = try protoc(name)
    #expect(ours.map(\.name) == theirs.map(\.name))
    for (our, their) in zip(ours, theirs) {
      let (left, right) = (our.sourceCodeInfo.location, their.sourceCodeInfo.location)
      if left != right {
        let place = zip(left, right).first { $0 != $1 }
        Issue.record("\(our.name): \(place.map { "\($0)\n---\n\($1)" } ?? "other lengths")")
      }
      var (our, their) = (our, their)
      our.clearSourceCodeInfo()
      their.clearSourceCodeInfo()
      #expect(our == their)
    }
  }

  private func protoc(_ name: String) throws -> [Google_Protobuf_FileDescriptorProto] {
    let output = NSTemporaryDirectory() + "/martlet-\(UUID().uuidString).pb"
    defer { try? FileManager.default.removeItem(atPath: output) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "protoc", "-I", Self.protos, "--include_imports", "--include_source_info",
      "--descriptor_set_out=\(output)", name,
    ]
    try process.run()
    process.waitUntilExit()
    try #require(
      process.terminationStatus == 0,
      "protoc failed; if it is not there: apt-get install -y protobuf-compiler")
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: output)))
    return try Google_Protobuf_FileDescriptorSet(serializedBytes: bytes).file
  }
}

private struct Folder: SourceReader {
  let path: String

  var searchedPlaces: [String] { [path] }

  func read(_ name: String) -> SourceFile? {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    return (try? Data(contentsOf: url)).map { SourceFile(name: name, bytes: [UInt8]($0)) }
  }
}
