import Testing
import ToolSupport

/// `martlet generate`, as a process.
@Suite(.timeLimit(.minutes(5)))
struct GenerateTests {
  private static let shop = """
    syntax = "proto3";
    package shop;
    import "google/protobuf/timestamp.proto";
    import "base/money.proto";
    message Order {
      google.protobuf.Timestamp at = 1;
      base.Money price = 2;
      map<string, int32> items = 3;
    }
    service Shop { rpc Place(Order) returns (Order); }
    """

  private static let money = """
    syntax = "proto3";
    package base;
    message Money { int64 cents = 1; }
    """

  private func folder() throws -> ToolFolder {
    try ToolFolder(["protos/shop.proto": Self.shop, "protos/base/money.proto": Self.money])
  }

  @Test func `Each file is written below the folder and said, services apart`() async throws {
    let folder = try folder()
    let result = try await folder.martlet(
      "generate", "-I", "{}/protos", "-o", "{}/out", "shop.proto", "base/money.proto")
    #expect(result.errors == "")
    #expect(
      result.output == """
        wrote {}/out/shop.pb.swift
        wrote {}/out/shop.grpc.swift
        wrote {}/out/base/money.pb.swift

        """)
    #expect(result.status == 0)
    let contents = try #require(folder.contents(of: "out")).filter { $0.key.hasSuffix(".swift") }
    #expect(contents.keys.sorted() == ["base/money.pb.swift", "shop.grpc.swift", "shop.pb.swift"])
  }

  @Test func `The same files give the same bytes, from anywhere`() async throws {
    let folder = try folder()
    for (out, root) in [("a", "{}/protos"), ("b", "{}/protos/"), ("c", "{}/a/../protos")] {
      let result = try await folder.martlet(
        "generate", "-I", root, "-o", "{}/\(out)", "shop.proto", "base/money.proto")
      #expect(result.status == 0, "\(result)")
    }
    let first = try #require(folder.contents(of: "a"))
    #expect(first.count > 2)
    #expect(folder.contents(of: "b") == first)
    #expect(folder.contents(of: "c") == first)
  }

  @Test func `Descriptors are written on request, in a type of the name that is asked for`()
    async throws
  {
    let folder = try folder()
    let result = try await folder.martlet(
      "generate", "-I", "{}/protos", "-o", "{}/out", "--no-messages", "--no-client", "--no-server",
      "--visibility", "public", "--descriptors", "ShopFiles", "shop.proto")
    #expect(result.output == "wrote {}/out/ShopFiles.swift\n")
    let contents = try #require(folder.contents(of: "out"))
    let text = String(decoding: try #require(contents["ShopFiles.swift"]), as: UTF8.self)
    #expect(text.contains("public enum ShopFiles {\n"))
    #expect(text.contains("\n/// - `shop.proto`\n"))
    for name in ["shopFiles", "Shop Files", "9", "", "Type", "Shöp"] {
      let refused = try await folder.martlet(
        "generate", "-I", "{}/protos", "-o", "{}/none", "--descriptors", name, "shop.proto")
      #expect(refused.status != 0)
      #expect(refused.errors.contains("no type can be called '\(name)'"))
    }
    #expect(folder.contents(of: "none") == nil)
  }

  @Test func `A file that would be the same is left alone`() async throws {
    let folder = try folder()
    let arguments = ["generate", "-I", "{}/protos", "-o", "{}/out", "shop.proto"]
    func generate() async throws -> ProgramResult { try await folder.martlet(arguments) }
    #expect(try await generate().status == 0)
    let before = try folder.identity(of: "out/shop.pb.swift")
    #expect(
      try await generate().output
        == "unchanged {}/out/shop.pb.swift\nunchanged {}/out/shop.grpc.swift\n")
    #expect(try folder.identity(of: "out/shop.pb.swift") == before)
    try folder.write("protos/shop.proto", Self.shop.replacing("items", with: "things"))
    #expect(
      try await generate().output
        == "wrote {}/out/shop.pb.swift\nunchanged {}/out/shop.grpc.swift\n")
    #expect(try folder.identity(of: "out/shop.pb.swift") != before)
  }

  @Test func `Quiet means that nothing is said of what went well`() async throws {
    let result = try await folder().martlet(
      "generate", "-I", "{}/protos", "-o", "{}/out", "--quiet", "shop.proto")
    #expect(result == ProgramResult(status: 0, output: "", errors: ""))
  }

  @Test func `Two files that would be written to one are refused, and neither is written`()
    async throws
  {
    let folder = try ToolFolder([
      "a/x.proto": "syntax = \"proto3\"; message A {}",
      "b/x.proto": "syntax = \"proto3\"; message B {}",
    ])
    let result = try await folder.martlet(
      "generate", "-I", "{}", "-o", "{}/out", "--file-naming", "drop-path", "a/x.proto", "b/x.proto"
    )
    #expect(result.status == 1)
    #expect(
      result.errors.contains("a/x.proto and b/x.proto would both be written to x.pb.swift"),
      "\(result.errors)")
    #expect(folder.contents(of: "out") == nil)
  }

  @Test func `A folder that cannot be made is named, with the reason`() async throws {
    let result = try await folder().martlet(
      "generate", "-I", "{}/protos", "-o", "{}/protos/shop.proto/out", "shop.proto")
    #expect(result.status == 1)
    #expect(
      result.errors
        == "Error: cannot make the folder {}/protos/shop.proto/out/: Not a directory\n")
  }
}
