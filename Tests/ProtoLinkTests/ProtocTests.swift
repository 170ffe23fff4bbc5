internal import Foundation
internal import MartletProtobuf
internal import ProtoLink
internal import ProtoSyntax
internal import Testing
internal import ToolSupport

/// Compares the descriptors of files with those that protoc makes: the project's own, and those in
/// `Protos` and `Editions` here, which have something of everything.
@Suite("protoc agrees")
struct ProtocTests {
  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  private static func names(in folder: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String]
    return (all ?? []).filter { $0.hasSuffix(".proto") }.sorted()
  }

  @Test("about the project's files, and what they import", arguments: names(in: Protoc.protos))
  func own(name: String) throws {
    try compare(name, in: Protoc.protos, Protoc.version(for: name), withImports: true)
  }

  @Test(
    "about proto2 and proto3",
    arguments: names(in: here.appendingPathComponent("Protos").path))
  func old(name: String) throws {
    try compare(name, in: Self.here.appendingPathComponent("Protos").path, .system)
  }

  @Test(
    "about editions", arguments: names(in: here.appendingPathComponent("Editions").path))
  func editions(name: String) throws {
    try compare(name, in: Self.here.appendingPathComponent("Editions").path, .editions)
  }

  private func compare(
    _ name: String, in folder: String, _ version: Protoc.Version, withImports: Bool = false
  ) throws {
    let diagnostics = Diagnostics()
    let ours = Linker.link([name], from: BuiltinReader(Folders(paths: [folder])), diagnostics)
      .filter { withImports || $0.name == name }
    #expect(diagnostics.all.filter { $0.severity == .error }.map(\.description) == [])
    let theirs = try protoc(name, in: folder, version, withImports)
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

  private func protoc(
    _ name: String, in folder: String, _ version: Protoc.Version, _ withImports: Bool
  ) throws -> [Google_Protobuf_FileDescriptorProto] {
    let output = NSTemporaryDirectory() + "/martlet-\(UUID().uuidString).pb"
    defer { try? FileManager.default.removeItem(atPath: output) }
    _ = try Protoc.run(
      ["-I", folder, "--include_source_info", "--descriptor_set_out=\(output)"]
        + (withImports ? ["--include_imports"] : []) + [name], version: version, in: folder)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: output)))
    return try Google_Protobuf_FileDescriptorSet(serializedBytes: bytes).file
  }
}
