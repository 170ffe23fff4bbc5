internal import ProtoSyntax
internal import Testing

@Suite("Declarations")
struct ParserTests {
  @Test("everything that a file may have")
  func file() throws {
    let reading = Reading(
      """
      syntax = "proto3";
      package a.b;
      import "x.proto";
      import public "y.proto";
      option java_package = "j";
      ;
      message M { int32 a = 1; message N {} enum E { Z = 0; } ; }
      enum F { V = 0; }
      service S { rpc R(M) returns (stream .a.b.M) {} rpc Q(stream M) returns (M); }
      """)
    #expect(reading.messages == [])
    let file = reading.file
    #expect(file.syntax?.text == "proto3" && file.package?.text == "a.b")
    #expect(file.imports.map(\.path) == ["x.proto", "y.proto"])
    #expect(file.messages.first?.messages.first?.name.text == "N")
    #expect(file.enums.map(\.name.text) == ["F"])
    let methods = try #require(file.services.first?.methods)
    #expect(methods.map(\.name.text) == ["R", "Q"])
    #expect(methods.map(\.streamsInput) == [false, true])
    #expect(methods.map(\.streamsOutput) == [true, false])
    #expect(methods[0].output.text == ".a.b.M")
  }

  @Test("words of the grammar may be names")
  func keywordsAsNames() throws {
    let words = [
      "message", "enum", "oneof", "reserved", "extend", "option", "optional", "repeated", "map",
      "group", "to", "max", "syntax", "rpc", "stream", "returns", "import", "package", "inf",
      "true",
    ]
    let fields = words.enumerated().map { "int32 \($1) = \($0 + 1);" }.joined(separator: " ")
    let reading = Reading(
      "syntax = \"proto3\"; message M { \(fields) } message map { map m = 1; optional map n = 2; }")
    #expect(reading.messages == [])
    #expect(try #require(reading.file.messages.first).fields.map(\.name.text) == words)
  }

  @Test("a type that is called stream is written with a dot")
  func streamType() throws {
    let reading = Reading("service S { rpc B(.stream.X) returns (stream .X); }")
    let methods = try #require(reading.file.services.first?.methods)
    #expect(methods.map(\.input.text) == [".stream.X"])
    #expect(methods.map(\.output.text) == [".X"])
    #expect(
      Reading("service S { rpc A(stream) returns (stream X); }").messages == [
        "'stream' needs a type behind it; a type of that name is written '.stream'"
      ])
  }

  @Test("fields: labels, maps, oneofs, options")
  func fields() throws {
    let reading = Reading(
      """
      message M {
        optional int32 a = 1 [deprecated = true, json_name = "x"];
        repeated .p.T b = 0x2;
        map<string, p.T> c = 3;
        oneof o { int32 d = 4; string e = 5; }
        reserved 7, 9 to 11, 20 to max;
        reserved "x", "y";
      }
      """)
    #expect(reading.messages == [])
    let message = try #require(reading.file.messages.first)
    #expect(message.fields.map(\.name.text) == ["a", "b", "c", "d", "e"])
    #expect(message.fields.map(\.number) == [1, 2, 3, 4, 5])
    #expect(message.fields.map(\.label) == [.optional, .repeated, nil, nil, nil])
    #expect(message.fields.map(\.oneof) == [nil, nil, nil, 0, 0])
    #expect(message.fields[0].options.map(\.plainName) == ["deprecated"])
    #expect(message.fields[0].jsonName?.plainName == "json_name")
    #expect(message.reserved.ranges.map(\.start) == [7, 9, 20])
    #expect(message.reserved.ranges.map(\.end) == [7, 11, nil])
    #expect(message.reserved.names.map(\.text) == ["x", "y"])
  }

  @Test("custom options keep their names and values, braces and all")
  func customOptions() throws {
    let reading = Reading(
      """
      option (a.b).c.(d) = { x: 1 y { z: "}" } /* no */ };
      message M { int32 f = 1 [(.v).w = -1.5, (u) = WORD]; }
      """)
    #expect(reading.messages == [])
    let option = try #require(reading.file.options.first)
    #expect(option.name.map(\.name.text) == ["a.b", "c", "d"])
    #expect(option.name.map(\.isExtension) == [true, false, true])
    guard case .aggregate(let words) = option.value else {
      Issue.record("\(option.value)")
      return
    }
    let texts = words.map { String(decoding: reading.file.source.bytes[$0.range], as: UTF8.self) }
    #expect(texts == ["x", ":", "1", "y", "{", "z", ":", "\"}\"", "}", "}"])
    #expect(reading.file.messages.first?.fields.first?.options.count == 2)
  }

  @Test("a byte order mark, and lines that end as on Windows, are read over")
  func windows() {
    let reading = Reading(
      bytes: [0xef, 0xbb, 0xbf] + Array("syntax = \"proto3\";\r\n// c\r\nmessage M {}\r\n".utf8))
    #expect(reading.messages == [])
    #expect(reading.comments(at: [4, 0]).leading == " c\r\n")
  }
}

@Suite("Comments")
struct CommentTests {
  private func comments(_ text: String) throws -> CommentTexts {
    let reading = Reading("message M {\n\(text)\n}")
    let message = try #require(reading.file.messages.first)
    let place = try #require(message.fields.firstIndex { $0.name.text == "f" })
    return reading.comments(at: [4, 0, 2, Int32(place)])
  }

  @Test("the comment right before a declaration is its own; those before that are detached")
  func leading() throws {
    let comments = try comments(
      "int32 e = 1;\n\n// one\n\n// two\n// three\n\n/* four */\nint32 f = 1;")
    #expect(comments.leading == " four ")
    #expect(comments.detached == [" one\n", " two\n three\n"])
  }

  @Test("the comment behind a declaration, on its line or the next, is its own")
  func trailing() throws {
    #expect(try comments("int32 f = 1; // same\nint32 g = 2;").trailing == " same\n")
    #expect(try comments("int32 f = 1;\n// next\n\nint32 g = 2;").trailing == " next\n")
    #expect(try comments("int32 f = 1;\n// g's\nint32 g = 2;").trailing == nil)
    #expect(try comments("int32 f = 1; /* same */\nint32 g = 2;").trailing == " same ")
    #expect(try comments("int32 e = 1; // e's\n// f's\nint32 f = 2;").leading == " f's\n")
  }

  @Test("the stars down the left side of a block are not part of it")
  func stars() throws {
    #expect(
      try comments("/* one\n * two\n *three\n */\nint32 f = 1;").leading == " one\n two\nthree\n")
  }

  @Test("the comment behind an opening brace belongs to the block")
  func braces() {
    let reading = Reading(
      "message M { // m\n}\nenum E { // e\n A = 0; }\n"
        + "service S { // s\n rpc R(M) returns (M) { // r\n } }")
    #expect(reading.comments(at: [4, 0]).trailing == " m\n")
    #expect(reading.comments(at: [5, 0]).trailing == " e\n")
    #expect(reading.comments(at: [6, 0]).trailing == " s\n")
    #expect(reading.comments(at: [6, 0, 2, 0]).trailing == " r\n")
  }

  @Test("a comment that does not end is said once")
  func unended() {
    #expect(Reading("message M {} /* x").messages == ["the comment does not end: '*/' is missing"])
  }
}
