import Foundation
import Testing
import ToolSupport

/// `martlet compile`, whose output protoc reads.
@Suite(.timeLimit(.minutes(2)))
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

  @Test func `Without an output, files are only checked`() async throws {
    let folder = try ToolFolder(["a.proto": "syntax = \"proto3\"; message A {}"])
    let result = try await folder.martlet("compile", "-I", "{}", "a.proto")
    #expect(result == ProgramResult(status: 0, output: "", errors: ""))
    #expect(try #require(folder.contents(of: ".")).keys.sorted() == ["a.proto"])
  }
}
