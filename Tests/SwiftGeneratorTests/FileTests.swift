internal import SwiftGenerator
internal import Testing

@Suite("Files")
struct FileTests {
  @Test("hold messages or services, and there is none for what a file has not got")
  func kinds() throws {
    let both = try generate([
      "d/a.proto": "syntax = \"proto3\"; message M {} service S { rpc R(M) returns (M); }"
    ])
    #expect(both.keys.sorted() == ["d/a.grpc.swift", "d/a.pb.swift"])
    #expect(try generate(["a.proto": "syntax = \"proto3\"; enum E { Z = 0; }"]).count == 1)
    #expect(try generate(["a.proto": "syntax = \"proto3\";"]).isEmpty)
  }

  @Test("are named as asked")
  func naming() throws {
    let texts: KeyValuePairs = ["d/a.proto": "syntax = \"proto3\"; message M {}"]
    #expect(
      try generate(texts) { $0.fileNaming = .pathToUnderscores }.keys.sorted() == ["d_a.pb.swift"])
    #expect(try generate(texts) { $0.fileNaming = .dropPath }.keys.sorted() == ["a.pb.swift"])
  }

  @Test("are the same each time")
  func deterministic() throws {
    let fields = (1...50).map { "map<int32, M> f\($0) = \($0);" }.joined()
    let text = "message M { \(fields) }"
    #expect(try messages(text) == messages(text))
  }

  @Test("import for all to see only what declarations name")
  func imports() throws {
    let texts: KeyValuePairs = [
      "s.proto": """
      syntax = "proto3"; import "m.proto"; import "unused.proto";
      message Own {} service S { rpc R(p.M) returns (Own); }
      """,
      "m.proto": "syntax = \"proto3\"; package p; message M {}",
      "unused.proto": "syntax = \"proto3\"; package u; message U {}",
    ]
    let files = try generate(texts) {
      $0.visibility = .public
      $0.moduleMappings = ["m.proto": "Models", "unused.proto": "Unused"]
    }
    #expect(
      files["s.grpc.swift"]?.lines(with: "import ") == [
        "public import MartletCore", "import MartletStub", "public import Models",
      ])
    #expect(files["s.pb.swift"]?.lines(with: "import ") == ["public import MartletProtobuf"])
    #expect(files["s.grpc.swift"]?.contains("typealias Input = Models.P_M\n") == true)
    let empty = try services(
      "import \"google/protobuf/empty.proto\"; "
        + "service S { rpc R(google.protobuf.Empty) returns (google.protobuf.Empty); }")
    #expect(
      empty.lines(with: "import ") == [
        "import MartletCore", "import MartletProtobuf", "import MartletStub",
      ])
  }

  @Test("show what they declare to whom was asked for")
  func visibility() throws {
    #expect(try messages("message M {}").contains("\nstruct M:"))
    #expect(
      try messages("message M {}") { $0.visibility = .package }.contains("\npackage struct M:"))
    let text = try messages("message M { int32 a = 1; oneof o { int32 b = 2; } }") {
      $0.visibility = .public
    }
    for declaration in ["public struct M:", "public var a:", "public enum OneOf_O:"] {
      #expect(text.contains(declaration))
    }
  }

  @Test("have clients, or servers, or neither, as asked")
  func parts() throws {
    let text = "message M {} service S { rpc R(M) returns (M); }"
    let clients = try services(text) { $0.emitsServers = false }
    #expect(clients.contains("ClientProtocol") && !clients.contains("ServiceProtocol"))
    let servers = try services(text) { $0.emitsClients = false }
    #expect(!servers.contains("ClientProtocol") && servers.contains("SimpleServiceProtocol"))
  }

  @Test(
    "are not made of what cannot be generated yet",
    arguments: [
      ("edition = \"2023\"; message A {}", "is of an edition"),
      ("syntax = \"proto2\"; message A { optional group G = 1 {} }", "is a group"),
      (
        """
        syntax = "proto2";
        message A { option message_set_wire_format = true; extensions 1 to max; }
        """, "is a message set"
      ),
    ])
  func unsupported(text: String, reason: String) throws {
    let error = #expect(throws: GeneratorError.self) { try generate(["a.proto": text]) { _ in } }
    #expect(try #require(error).message.contains(reason))
  }
}
