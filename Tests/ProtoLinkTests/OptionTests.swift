internal import MartletProtobuf
internal import ProtoSyntax
internal import Testing
internal import ToolSupport

/// A proto2 file that declares some options, and what a test adds.
private func file(_ text: String) -> String {
  """
  syntax = "proto2"; package p; import "google/protobuf/descriptor.proto"; \
  import "google/protobuf/any.proto";
  extend google.protobuf.MessageOptions {
    optional int32 i = 50000; optional uint32 u = 50001; optional float f = 50002;
    optional bool b = 50003; optional string s = 50004; optional E e = 50005;
    optional M m = 50006; repeated M r = 50007; optional Required q = 50008;
    optional google.protobuf.Any any = 50009; optional double d = 50010;
  }
  extend google.protobuf.FieldOptions { optional int32 of_field = 50000; }
  enum E { ONE = 1; TWO = 2; }
  message Required { required int32 a = 1; optional int32 b = 2; }
  message M {
    optional int32 a = 1; optional M inner = 2; repeated M list = 3; optional double d = 6;
    oneof o { int32 x = 4; int32 y = 5; } optional uint32 u = 7; reserved "gone";
    extensions 100;
  }
  extend M { optional int32 ext = 100; }
  message Test { \(text) }
  """
}

@Suite("Custom options")
struct OptionTests {
  static let refusals: [Refusal] = [
    ("option (nope) = 1;", "'nope' is not known; import the file that declares it"),
    ("option (ext) = 1;", "'ext' extends p.M, and cannot be set in google.protobuf.MessageOptions"),
    (
      "option (of_field) = 1;",
      "'of_field' extends google.protobuf.FieldOptions, and cannot be set in "
        + "google.protobuf.MessageOptions"
    ),
    ("option (M) = 1;", "'M' is a message, where an extension is needed"),
    ("option i = 1;", "there is no option 'i' here; a custom option stands in parentheses"),
    ("option (i) = 1; option (i) = 2;", "the option '(i)' is set twice"),
    (
      "option (i) = 2147483648;",
      "the option '(i)' takes a whole number from -2147483648 to 2147483647"
    ),
    ("option (i) = 1.5;", "the option '(i)' takes a whole number from -2147483648 to 2147483647"),
    ("option (u) = -1;", "the option '(u)' takes a whole number from 0 to 4294967295"),
    ("option (u) = -0;", "the option '(u)' takes a whole number from 0 to 4294967295"),
    ("option (m) = { u: -0 };", "'u' takes a whole number from 0 to 4294967295"),
    ("option (d) = 0x1ffffffffffffffff;", "the number does not fit in 64 bits"),
    ("option (m) = { gone: []a] };", "expected ':', found ']'"),
    ("option (m) = { gone { [a[b]: 1 } };", "expected ']', found '['"),
    ("option (m) = { gone: { b: [1 2] } };", "expected ']', found '2'"),
    ("option (m) = { gone 1 };", "expected '{', found '1'"),
    ("option (f) = \"1\";", "the option '(f)' takes a number"),
    ("option (b) = 1;", "the option '(b)' takes true or false"),
    ("option (s) = word;", "the option '(s)' takes a string"),
    ("option (e) = THREE;", "the option '(e)' takes ONE or TWO"),
    ("option (e) = 1;", "the option '(e)' takes ONE or TWO"),
    (
      "option (m) = 1;",
      "'(m)' is a message: set it as a whole, as { … }, or a field of it, as (m).…"
    ),
    ("option (m).b = 1;", "'p.M' has no field 'b'"),
    ("option (m).iner = {};", "'p.M' has no field 'iner'; did you mean 'inner'?"),
    ("option (m).a.b = 1;", "'a' is no message, and has no fields to set"),
    (
      "option (r).a = 1;", "'r' is repeated: set a message as a whole, as (r) = { … }"
    ),
    ("option (m).a = 1; option (m).a = 2;", "the option '(m).a' is set twice"),
    ("option (m) = { a: 1 }; option (m).a = 2;", "the option '(m).a' is set twice"),
    ("option (m).a = 1; option (m) = { x: 2 };", "the option '(m)' is set twice"),
    ("option (q) = { b: 1 };", "required fields are missing: a"),
    ("option (m) = { a: 1 a: 2 };", "'a' is set twice"),
    ("option (m) = { x: 1 y: 2 };", "'y' and 'x' are of one oneof: only one of them can be set"),
    ("option (m) = { a = 1 };", "expected ':', found '='"),
    ("option (m) = { a: };", "expected a value, found '}'"),
    ("option (m) = { inner: 1 };", "expected '{' and a message, found '1'"),
    ("option (m) = { list: [{}, 1] };", "expected '{' and a message, found '1'"),
    ("option (m) = { a: word };", "'a' takes a whole number from -2147483648 to 2147483647"),
    ("option (m) = { d: 017 };", "'d' takes a decimal number"),
    ("option (m) = { aa: 1 };", "'p.M' has no field 'aa'; did you mean 'a'?"),
    ("option (m) = { [p.exx]: 1 };", "'p.exx' is not known; did you mean 'ext'?"),
    (
      "option (any) = { [example.com/p.M] {} };",
      "the type of an Any is written 'type.googleapis.com/' and its name"
    ),
    (
      "option (any) = { [type.googleapis.com/p.Required] { b: 1 } };",
      "required fields are missing: a"
    ),
    (
      "option (any) = { [type.googleapis.com/p.N] {} };",
      "the type 'p.N' is not known; import the file that declares it"
    ),
    ("option map_entry = true;", "'map_entry' is not set by hand: declare a field map<…, …>"),
    ("option uninterpreted_option = {};", "'uninterpreted_option' cannot be set"),
  ].map { Refusal(file($0.0), $0.1) }

  @Test("that are wrong are said", arguments: refusals)
  func refused(_ refusal: Refusal) {
    #expect(Linking(["test.proto": refusal.text]).messages == [refusal.message])
  }

  @Test("that are wrong are refused by protoc too", arguments: refusals)
  func shared(_ refusal: Refusal) throws { #expect(try refusal.isShared(by: .editions)) }

  @Test("are looked up from the declaration outwards, and hidden by what is nearer")
  func scoping() throws {
    let linking = Linking([
      "test.proto": """
      syntax = "proto2"; package p.q; import "google/protobuf/descriptor.proto";
      extend google.protobuf.MessageOptions { optional int32 x = 50000; }
      message Outer {
        extend google.protobuf.MessageOptions { optional int32 x = 50001; }
        message Inner { option (x) = 1; option (.p.q.x) = 2; option (q.Outer.x) = 3; }
        option (x) = 4;
      }
      """
    ])
    #expect(linking.messages == ["the option '(q.Outer.x)' is set twice"])
    let outer = try #require(try linking.test.messageType.first)
    #expect(outer.options.unknownFields.data == [0x80, 0xb5, 0x18, 4])
    let inner = try #require(outer.nestedType.first)
    #expect(inner.options.unknownFields.data == [0x88, 0xb5, 0x18, 1, 0x80, 0xb5, 0x18, 2])
  }

  @Test("that extend other messages are said; protoc does not survive them")
  func otherExtensions() {
    let text = file("option (m) = { [p.i]: 1 };")
    #expect(Linking(["test.proto": text]).messages == ["'p.i' is not an extension of 'p.M'"])
  }

  @Test("of an import that is missing are not complained about")
  func missingImport() {
    let linking = Linking("import \"gone.proto\"; option (gone.x) = 1;")
    #expect(linking.messages.count == 1 && linking.messages[0].hasPrefix("'gone.proto'"))
  }

  @Test("are said at the word that is wrong, also within a message")
  func places() {
    let text = file("option (m) = {\n    a: 1\n    inner { b: 2 }\n  };")
    #expect(
      Linking(["test.proto": text]).diagnostics.map(\.description) == [
        """
        test.proto:19:13: error: 'p.M' has no field 'b'
            inner { b: 2 }
                    ^
        """
      ])
  }
}
