internal import MartletProtobuf
internal import ProtoSyntax
internal import Testing

@Suite("Names")
struct NameResolutionTests {
  @Test("are looked up from the innermost scope outwards")
  func scoping() throws {
    let linking = Linking(
      """
      package a.b;
      message T {}
      message M {
        message T { T self = 1; }
        T inner = 1;
        M.T same = 2;
        b.T outer = 3;
        a.b.T full = 4;
        .a.b.T rooted = 5;
        message N { T t = 1; M.N n = 2; }
      }
      """)
    #expect(linking.messages == [])
    let message = try #require(try linking.test.messageType.last)
    #expect(
      message.field.map(\.typeName) == [
        ".a.b.M.T", ".a.b.M.T", ".a.b.T", ".a.b.T", ".a.b.T",
      ])
    #expect(message.nestedType.first?.field.first?.typeName == ".a.b.M.T")
    #expect(message.nestedType.last?.field.map(\.typeName) == [".a.b.M.T", ".a.b.M.N"])
  }

  @Test("what is no type does not hide a type of the same name further out")
  func fieldsDoNotHide() throws {
    let linking = Linking("message T {} message M { int32 T = 1; T t = 2; }")
    #expect(linking.messages == [])
    #expect(try linking.test.messageType.last?.field.last?.typeName == ".T")
  }

  @Test("a nearer package hides one further out, as in C++")
  func hiddenPackage() throws {
    let linking = Linking(
      """
      package x.google;
      import "google/protobuf/any.proto";
      message M { .google.protobuf.Any a = 1; google.protobuf.Any b = 2; }
      """)
    #expect(
      linking.messages == [
        """
        'google.protobuf.Any' is looked for in 'x.google', which is nearer; write \
        '.google.protobuf.Any'
        """
      ])
    #expect(try linking.test.messageType.first?.field.first?.typeName == ".google.protobuf.Any")
  }

  @Test("of files that are imported publicly are passed on, of others not")
  func publicImports() throws {
    let shared = "syntax = \"proto3\"; package p; message Deep {}"
    func linking(_ kind: String) -> Linking {
      Linking([
        "deep.proto": shared,
        "middle.proto": "syntax = \"proto3\"; import \(kind) \"deep.proto\";",
        "top.proto":
          "syntax = \"proto3\";\nimport \"middle.proto\";\nmessage M {\n  p.Deep d = 1;\n}",
      ])
    }
    #expect(linking("public").messages == [])
    #expect(
      linking("").diagnostics.map(\.description) == [
        """
        top.proto:4:3: error: 'p.Deep' is declared in deep.proto, which is not imported; import it
          p.Deep d = 1;
          ^~~~~~
        """
      ])
  }

  @Test("of packages that other files have do not hide anything")
  func unrelatedPackages() throws {
    let linking = Linking([
      "a.proto": "syntax = \"proto3\"; package x.y; message A {}",
      "b.proto": "syntax = \"proto3\"; package y; message B {}",
      "c.proto": "syntax = \"proto3\"; package x; import \"b.proto\"; message C { y.B b = 1; }",
    ])
    #expect(linking.messages == [])
  }

  @Test("that are nearly right are suggested")
  func suggestions() {
    let linking = Linking(
      """
      package p;
      message Customer { message Address {} }
      message M { Costumer a = 1; Address b = 2; Strin c = 3; Wholly d = 4; }
      service S { rpc R(custmer) returns (Customer); }
      """)
    #expect(
      linking.messages == [
        "'Costumer' is not known; did you mean 'Customer'?",
        "'Address' is not known here; did you mean 'p.Customer.Address'?",
        "'Strin' is not known; did you mean 'string'?", "'Wholly' is not known",
        "'custmer' is not known; did you mean 'Customer'?",
      ])
  }

  @Test("of enumerations are no messages")
  func methodTypes() {
    let linking = Linking("enum E { Z = 0; }\nservice S { rpc R(E) returns (int32); }")
    #expect(
      linking.messages == [
        "'E' is an enumeration; a method takes and returns messages",
        "a method takes and returns messages, not 'int32'",
      ])
  }
}

@Suite("Imports")
struct ImportTests {
  @Test("come before the files that import them, each once")
  func order() {
    let linking = Linking([
      "a.proto": "syntax = \"proto3\"; import \"c.proto\"; import \"b.proto\";",
      "b.proto": "syntax = \"proto3\"; import \"c.proto\";",
      "c.proto": "syntax = \"proto3\"; message C {}",
    ])
    // c is not used, which is nobody's error.
    #expect(linking.files.map(\.name) == ["c.proto", "b.proto", "a.proto"])
    #expect(linking["a.proto"]?.dependency == ["c.proto", "b.proto"])
  }

  @Test("that go round in a circle are shown as one")
  func cycles() {
    let linking = Linking([
      "a.proto": "syntax = \"proto3\";\nimport \"b.proto\";",
      "b.proto": "syntax = \"proto3\";\nimport \"a.proto\";",
    ])
    #expect(
      linking.diagnostics.map(\.description) == [
        """
        b.proto:2:8: error: files import each other: a.proto → b.proto → a.proto
        import "a.proto";
               ^~~~~~~~~
        """
      ])
    #expect(
      Linking("import \"test.proto\";").messages == [
        "files import each other: test.proto → test.proto"
      ])
  }

  @Test("that are not found are said, with what to do")
  func missing() {
    #expect(
      Linking("import \"no/such.proto\";").diagnostics.map(\.description) == [
        """
        test.proto:2:8: error: 'no/such.proto' is not found in 'here'; add its folder with \
        --proto-path
        import "no/such.proto";
               ^~~~~~~~~~~~~~~
        """
      ])
  }

  @Test("of protobuf's own files need no folder")
  func builtins() throws {
    let names = [
      "any", "api", "cpp_features", "descriptor", "duration", "empty", "field_mask", "go_features",
      "java_features", "source_context", "struct", "timestamp", "type", "wrappers",
    ]
    let linking = Linking(names.map { "import \"google/protobuf/\($0).proto\";" }.joined())
    #expect(linking.messages == [])
    #expect(linking.files.count == names.count + 1)
  }

  @Test("of one file twice are an error")
  func twice() {
    let text = "import \"google/protobuf/any.proto\";"
    #expect(Linking(text + text).messages == ["'google/protobuf/any.proto' is imported twice"])
  }

  @Test("a file without a syntax line is proto2, and said to be")
  func noSyntax() {
    let linking = Linking(["test.proto": "message M { optional int32 a = 1; }"])
    #expect(
      linking.messages == [
        "there is no syntax line: the file is taken for proto2; say 'syntax = \"proto3\";'"
      ])
    #expect(linking.diagnostics.first?.severity == .warning)
  }
}
