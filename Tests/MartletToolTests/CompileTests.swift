import Foundation
import Testing
import ToolSupport

/// `martlet compile`, whose output protoc reads.
@Suite(.timeLimit(.minutes(5)))
struct CompileTests {
  private static let name = "samples/shop.proto"

  /// What protoc makes of a set of descriptors.
  private func text(_ set: Data) throws -> String {
    let bytes = try Protoc.run(
      ["--decode=google.protobuf.FileDescriptorSet", "google/protobuf/descriptor.proto"],
      input: [UInt8](set))
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [[], ["--include-imports"], ["--include-imports", "--include-source-info"]])
  func `The set is what protoc makes`(_ flags: [String]) async throws {
    let folder = try ToolFolder()
    let result = try await folder.martlet(
      ["compile", "-I", Protoc.protos, "-o", "{}/sets/ours.pb"] + flags + [Self.name])
    #expect(result == ProgramResult(status: 0, output: "", errors: ""))
    let theirs = flags.map { $0.replacing("-", with: "_").replacing("__", with: "--") }
    _ = try Protoc.run(
      ["--descriptor_set_out=\(folder.path)/sets/theirs.pb"] + theirs + [Self.name])
    let sets = try #require(folder.contents(of: "sets"))
    let (our, their) = (try #require(sets["ours.pb"]), try #require(sets["theirs.pb"]))
    #expect(try text(our).contains("name: \"\(Self.name)\""))
    #expect(try text(our) == text(their))
  }

  @Test func `Options may be spelled as protoc's are`() async throws {
    let folder = try ToolFolder(["a.proto": "syntax = \"proto3\"; message A {}"])
    let spellings = [
      "ours": ["--proto-path", "{}", "--include-imports", "--include-source-info", "--output"],
      "theirs": [
        "--proto_path", "{}", "--include_imports", "--include_source_info", "--descriptor_set_out",
      ],
    ]
    for (name, options) in spellings {
      let result = try await folder.martlet(
        ["compile", "a.proto"] + options + ["{}/sets/\(name).pb"])
      #expect(result == ProgramResult(status: 0, output: "", errors: ""))
    }
    let sets = try #require(folder.contents(of: "sets"))
    #expect(sets["ours.pb"] == sets["theirs.pb"] && sets.count == 2)
  }

  @Test func `Without an output, files are only checked`() async throws {
    let folder = try ToolFolder(["a.proto": "syntax = \"proto3\"; message A {}"])
    let result = try await folder.martlet("compile", "-I", "{}", "a.proto")
    #expect(result == ProgramResult(status: 0, output: "", errors: ""))
    #expect(try #require(folder.contents(of: ".")).keys.sorted() == ["a.proto"])
  }
}
