import Foundation
import Testing
import ToolSupport

/// `martlet generate --folder`, which SwiftPM's plugins run.
@Suite(.timeLimit(.minutes(5)))
struct FolderTests {
  private static let order = """
    syntax = "proto3"; package shop; import "base/money.proto";
    message Order { base.Money price = 1; }
    service Shop { rpc Place(Order) returns (Order); }
    """

  private static let money = "syntax = \"proto3\"; package base; message Money {}"

  private func generate(_ folder: ToolFolder, _ arguments: String...) async throws -> ProgramResult
  {
    try await folder.martlet(
      ["generate", "--folder", "{}/app", "-o", "{}/out", "-q"] + arguments)
  }

  /// What was generated, by name.
  private func texts(_ folder: ToolFolder) throws -> [String: String] {
    try #require(folder.contents(of: "out")).mapValues { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `Without a configuration, imports are found in the folder and in its Protos`()
    async throws
  {
    let folder = try ToolFolder([
      "app/Protos/shop/order.proto": Self.order, "app/Protos/base/money.proto": Self.money,
      "app/more.proto": "syntax = \"proto3\"; import \"Protos/none.proto\";",
      "app/Protos/none.proto": "syntax = \"proto3\";",
    ])
    let result = try await generate(
      folder, "--empty-files", "{}/app/Protos/shop/order.proto", "{}/app/more.proto")
    #expect(result == ProgramResult(status: 0, output: "", errors: ""))
    let texts = try texts(folder)
    #expect(
      texts.keys.sorted() == [
        "Protos_shop_order.grpc.swift", "Protos_shop_order.pb.swift", "more.grpc.swift",
        "more.pb.swift",
      ])
    #expect(texts["Protos_shop_order.pb.swift"]?.contains("\nstruct Shop_Order") == true)
    #expect(texts["Protos_shop_order.grpc.swift"]?.contains("ClientProtocol") == true)
    #expect(texts["more.pb.swift"]?.contains("import") == false)
  }

  @Test func `A configuration is followed, and the command line goes before it`() async throws {
    let folder = try ToolFolder([
      "app/order.proto": Self.order, "models/base/money.proto": Self.money,
      "app/martlet.json": """
      {
        "visibility": "public", "client": false, "server": true,
        "importPaths": ["../models"], "modules": { "base/money.proto": "\\u0042ase" }
      }
      """,
    ])
    #expect(try await generate(folder, "{}/app/order.proto").errors == "")
    var text = try texts(folder)
    #expect(text["order.pb.swift"]?.contains("public var price: Base.Base_Money") == true)
    #expect(text["order.grpc.swift"]?.contains("ServiceProtocol") == true)
    #expect(text["order.grpc.swift"]?.contains("ClientProtocol") == false)
    let result = try await generate(
      folder, "--visibility", "package", "--client", "--no-server", "{}/app/order.proto")
    #expect(result.errors == "")
    text = try texts(folder)
    #expect(text["order.pb.swift"]?.contains("package var price") == true)
    #expect(text["order.grpc.swift"]?.contains("ServiceProtocol") == false)
    #expect(text["order.grpc.swift"]?.contains("ClientProtocol") == true)
  }

  @Test(
    arguments: [
      "{ \"visibilty\": \"public\" }": "martlet.json: 'visibilty' is not known; there are",
      "{ \"visibility\": \"publik\" }": "'visibility' must be internal, package or public",
      "{ \"client\": \"no\" }": "'client' must be true or false",
      "{ \"importPaths\": \"a\" }": "'importPaths' must be a list of folders",
      "{ \"importPaths\": [1] }": "'importPaths' must be made of strings",
      "{ \"modules\": [] }": "'modules' must be modules by files",
      "[]": "martlet.json: there must be an object",
      "{\n\"client\": tru }": "martlet.json:2:11: a value was expected",
      "{ \"client\": true": "martlet.json:1:17: ',' or '}' was expected",
      "{ \"client\": true, \"client\": true }": "martlet.json:1:27: \"client\" stands twice",
      "{} x": "martlet.json:1:4: there is more after the value",
      "{ \"visibility\": \"\\q\" }": "martlet.json:1:20: there is no such escape",
    ])
  func `What is wrong with a configuration is said`(_ text: String, _ complaint: String)
    async throws
  {
    let folder = try ToolFolder(["app/a.proto": Self.money, "app/martlet.json": text])
    let result = try await generate(folder, "{}/app/a.proto")
    #expect(result.status != 0)
    #expect(result.errors.contains("{}/app/martlet.json:"), "\(result.errors)")
    #expect(result.errors.contains(complaint), "\(result.errors)")
    #expect(folder.contents(of: "out") == nil)
  }
}
