import Foundation
import Testing
import ToolSupport

/// `protoc-gen-martlet`, run by protoc.
@Suite(.timeLimit(.minutes(5)))
struct ProtocPluginTests {
  /// The files of the project, by the names that imports know them by.
  private static let protos =
    FileManager.default.enumerator(atPath: Protoc.protos)?.compactMap { $0 as? String }
    .filter { $0.hasSuffix(".proto") && Protoc.version(for: $0) == .system }.sorted() ?? []

  /// What protoc says, run with the plugin on files; nothing if all went well.
  private func protoc(
    _ arguments: [String], version: Protoc.Version = .system, in folder: ToolFolder
  ) throws -> String {
    let plugin = try Program.built("protoc-gen-martlet", []).executable.path
    let whole = ["--plugin=\(plugin)"] + arguments
    do {
      let output = try Protoc.run(
        whole.map { $0.replacingOccurrences(of: "{}", with: folder.path) }, version: version)
      return String(decoding: output, as: UTF8.self)
    } catch let failure as Protoc.Failure {
      return failure.description
    }
  }

  /// What `martlet generate` calls a parameter.
  private static func flag(_ parameter: String) -> String {
    let parts = parameter.split(separator: "=", maxSplits: 1).map(String.init)
    return switch parts[0] {
    case "Client", "Server", "Messages": "--no-\(parts[0].lowercased())"
    case "FileNaming": "--file-naming=\(parts[1])"
    default: "--\(parts[0].lowercased())=\(parts[1])"
    }
  }

  @Test(
    arguments: [
      [], ["Visibility=Public", "FileNaming=PathToUnderscores"],
      ["Visibility=Package", "FileNaming=FULL_PATH", "Client=false"],
      ["Server=False", "Module=grpc/testing/messages.proto=Messages"],
      ["Descriptors=AllFiles", "Visibility=Public", "Client=false", "Server=false"],
      ["Messages=false", "Visibility=Internal", "FileNaming=FullPath"],
    ])
  func `protoc and martlet write the same`(_ parameters: [String]) async throws {
    try #require(Self.protos.count > 15)
    let folder = try ToolFolder(["theirs/empty": "", "ours/empty": ""])
    let options = parameters.isEmpty ? [] : ["--martlet_opt=" + parameters.joined(separator: ",")]
    #expect(
      try protoc(["--martlet_out={}/theirs"] + options + Self.protos, in: folder) == "")
    let flags = parameters.map(Self.flag)
    let result = try await folder.martlet(
      ["generate", "-I", Protoc.protos, "-o", "{}/ours", "--quiet"] + flags + Self.protos)
    #expect(result == ProgramResult(status: 0, output: "", errors: ""))
    let ours = try #require(folder.contents(of: "ours"))
    #expect(ours.count > 3)
    #expect(ours == folder.contents(of: "theirs"))
  }

  @Test func `Modules are read from a file as protoc-gen-swift has it`() async throws {
    let mappings = """
      # Where types are.
      mapping { module_name: "Base" proto_file_path: 'base/money.proto', }
      mapping: <
        module_name: "Geo";
        proto_file_path: ["geo/place.proto", "geo/route.proto"]
      >
      """
    let folder = try ToolFolder([
      "modules.asciipb": mappings, "theirs/empty": "", "ours/empty": "",
      "base/money.proto": "syntax = \"proto3\"; message Money {}",
      "geo/route.proto": "syntax = \"proto3\"; message Route {}",
      "a.proto": """
      syntax = "proto3"; import "base/money.proto"; import "geo/route.proto";
      message Trip { Money price = 1; Route route = 2; }
      """,
    ])
    let option = "--martlet_opt=ProtoPathModuleMappings={}/modules.asciipb"
    #expect(
      try protoc(["--martlet_out={}/theirs", option, "-I", "{}", "a.proto"], in: folder) == "")
    let result = try await folder.martlet(
      "generate", "-I", "{}", "-o", "{}/ours", "-q", "--module-mappings", "{}/modules.asciipb",
      "a.proto")
    #expect(result == ProgramResult(status: 0, output: "", errors: ""))
    let ours = try #require(folder.contents(of: "ours"))
    #expect(ours == folder.contents(of: "theirs"))
    let swift = String(decoding: try #require(ours["a.pb.swift"]), as: UTF8.self)
    #expect(swift.contains("import Base\nimport Geo\n"))
    #expect(swift.contains("var price: Base.Money"))
  }

  @Test(
    arguments: [
      "Visibility=Secret": "Visibility is Internal, Package or Public, not 'Secret'",
      "Descriptors=all": "no type can be called 'all'; a name is a capital letter",
      "Client=maybe": "Client is true or false, not 'maybe'",
      "Colour=red": "the parameter 'Colour' is not known; there are Visibility, FileNaming",
      "ProtoPathModuleMappings=/nowhere": "/nowhere: there is no such file",
      "Module=a.proto": "written as file.proto=Module, not 'a.proto'",
      "FileNaming=DropPath": "would both be written to x.pb.swift",
    ])
  func `What is wrong is said by protoc`(_ parameter: String, _ complaint: String) throws {
    let folder = try ToolFolder([
      "a/x.proto": "syntax = \"proto3\"; message A {}",
      "b/x.proto": "syntax = \"proto3\"; message B {}", "out/empty": "",
    ])
    let said = try protoc(
      ["--martlet_out={}/out", "--martlet_opt=\(parameter)", "-I", "{}", "a/x.proto", "b/x.proto"],
      in: folder)
    #expect(said.contains("--martlet_out: "), "\(said)")
    #expect(said.contains(complaint), "\(said)")
    #expect(folder.contents(of: "out")?.keys.sorted() == ["empty"])
  }

  @Test func `Files of an edition are made into the same`() async throws {
    let name = "testing/editions.proto"
    let folder = try ToolFolder(["theirs/empty": "", "ours/empty": ""])
    let said = try protoc(
      ["--martlet_out={}/theirs", "-I", ".", name], version: .editions, in: folder)
    let result = try await folder.martlet(
      "generate", "-I", Protoc.protos, "-o", "{}/ours", "-q", name)
    #expect(result.status == 0 && said == "", "\(result) \(said)")
    #expect(folder.contents(of: "ours")?.keys.contains("testing/editions.pb.swift") == true)
    #expect(folder.contents(of: "ours") == folder.contents(of: "theirs"))
  }

  @Test func `Run by hand, it says who runs it`() async throws {
    let result = try await Program.built("protoc-gen-martlet", ["--help"]).result()
    #expect(result.status == 1)
    #expect(
      result.errors
        == "protoc-gen-martlet: takes no arguments: protoc runs it, asked by --martlet_out=FOLDER\n"
    )
  }
}
