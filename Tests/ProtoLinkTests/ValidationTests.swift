internal import MartletProtobuf
internal import ProtoSyntax
internal import Testing

/// What the grammar allows and protobuf does not. That protoc refuses the same is checked by hand
/// when a rule is added.
@Suite("What is refused")
struct ValidationTests {
  @Test(
    "in the numbers of fields",
    arguments: [
      (
        "message A { int32 a = 1; int32 b = 1; }",
        "the number 1 is 'a''s already; the next free one is 2"
      ),
      (
        "message A { int32 a = 1; int32 b = 1; reserved 2 to 5; }",
        "the number 1 is 'a''s already; the next free one is 6"
      ),
      ("message A { int32 a = 0; }", "the number must be from 1 to 536870911"),
      ("message A { int32 a = -1; }", "the number must be from 1 to 536870911"),
      ("message A { int32 a = 536870912; }", "the number must be from 1 to 536870911"),
      (
        "message A { int32 a = 19000; }",
        "the numbers 19000 to 19999 are kept for protobuf itself; use another"
      ),
      ("message A { reserved 1 to 3; int32 a = 2; }", "the number 2 is reserved; use another"),
      ("message A { reserved 5 to max; int32 a = 6; }", "the number 6 is reserved; use another"),
      ("message A { reserved 5 to 1; }", "the range ends before it begins"),
      ("message A { reserved 0; }", "the range must lie in 1 to 2147483646"),
      (
        "message A { reserved 1 to 3, 3; }",
        "the range has numbers that are reserved already, with 1"
      ),
    ])
  func numbers(text: String, message: String) { #expect(Linking(text).messages == [message]) }

  @Test(
    "in names",
    arguments: [
      ("message A { reserved \"a\"; int32 a = 1; }", "the name 'a' is reserved; use another"),
      ("message A { reserved \"a\", \"a\"; }", "the name 'a' is reserved already"),
      ("message A { reserved a; }", "names are reserved as strings, in quotes"),
      ("message A { int32 a = 1; string a = 2; }", "'A.a' is already a field in this file"),
      ("message A {} enum A { Z = 0; }", "'A' is already a message in this file"),
      (
        "enum A { Z = 0; } enum B { Z = 0; }",
        """
        'Z' is already an enum value in this file; values of an enumeration are named beside it, \
        so give it a prefix
        """
      ),
      (
        "message A { int32 foo_bar = 1; int32 fooBar = 2; }",
        "'fooBar' and 'foo_bar' are both 'fooBar' in JSON; rename one"
      ),
      (
        "message A { int32 a = 1 [json_name = \"b\"]; int32 b = 2; }",
        "'b' and 'a' are both 'b' in JSON; rename one"
      ),
      (
        "message A { int32 a = 1 [json_name = \"[b]\"]; }",
        "names in brackets are kept for extensions; use another"
      ),
      (
        "message A { map<int32, int32> foo = 1; message FooEntry {} }",
        "'A.FooEntry' is already a message in this file"
      ),
      (
        "service S { rpc R(.M) returns (.M); rpc R(.M) returns (.M); } message M {}",
        "'S.R' is already a method in this file"
      ),
      (
        "message A { optional int32 a = 1; message _a {} }",
        "'A._a' is already an oneof in this file"
      ),
      (
        "message A { enum E { _a = 0; } optional int32 a = 1; }",
        """
        'A._a' is already an oneof in this file; values of an enumeration are named beside it, so \
        give it a prefix
        """
      ),
      ("package p; package q;", "the package has been named already"),
    ])
  func names(text: String, message: String) { #expect(Linking(text).messages == [message]) }

  @Test(
    "in enumerations",
    arguments: [
      ("enum E {}", "an enumeration must have at least one value"),
      (
        "enum E { A = 1; }",
        "the first value of a proto3 enumeration must be 0: it is the default"
      ),
      (
        "enum E { A = 0; B = 0; }",
        "the number 0 is 'A''s already; 'option allow_alias = true;' allows two names for one"
      ),
      (
        "enum E { option allow_alias = true; A = 0; B = 1; }",
        "no number has two names here: remove the option"
      ),
      ("enum E { A = 0; B = 2147483648; }", "the number does not fit in 32 bits"),
      ("enum E { A = 0; reserved 0; }", "the number 0 is reserved; use another"),
      ("enum E { A = 0; reserved \"A\"; }", "the name 'A' is reserved; use another"),
      (
        "enum Foo { FOO_A = 0; A = 1; }",
        "'A' and 'FOO_A' are the same without 'Foo' in front, capitals and underscores; rename one"
      ),
    ])
  func enumerations(text: String, message: String) {
    #expect(Linking(text).messages == [message])
  }

  @Test(
    "in fields",
    arguments: [
      ("message A { required int32 a = 1; }", "proto3 has no required fields; remove 'required'"),
      ("message A { int32 a = 1 [default = 1]; }", "proto3 has no explicit defaults; remove this"),
      (
        "message A { map<double, int32> m = 1; }",
        "'double' cannot be a key: use a string, a bool or a whole number"
      ),
      (
        "message A { map<A, int32> m = 1; }",
        "only a string, a bool or a whole number can be a key"
      ),
      ("message A { repeated map<int32, int32> m = 1; }", "a map has no label: remove it"),
      (
        "message A { oneof o { map<int32, int32> m = 1; } }",
        "a map cannot be in a oneof; put it in a message"
      ),
      (
        "message A { oneof o { repeated int32 a = 1; } }",
        "a field of a oneof has no label: remove it"
      ),
      ("message A { oneof o {} }", "a oneof must have at least one field"),
      (
        "message A { optional group G = 1 {} }",
        "proto3 has no groups; use a message within the message"
      ),
      (
        "message A { repeated string a = 1 [packed = true]; }",
        "only a repeated field of numbers can be packed"
      ),
      ("message A { int32 a = 1 [jstype = JS_STRING]; }", "'jstype' is for numbers of 64 bits"),
      (
        "message A { string a = 1 [lazy = true]; }",
        "only a message can be read later, as this option says"
      ),
      (
        "message A { extensions 5 to 9; }",
        "proto3 messages cannot be extended; use google.protobuf.Any"
      ),
      (
        """
        import "google/protobuf/descriptor.proto"; message A {} \
        extend google.protobuf.FeatureSet { A a = 9999; }
        """,
        "proto3 can extend only the options of descriptor.proto, for custom options"
      ),
      (
        "message A {} extend A { int32 a = 1; }",
        "proto3 can extend only the options of descriptor.proto, for custom options"
      ),
    ])
  func fields(text: String, message: String) { #expect(Linking(text).messages == [message]) }

  @Test(
    "in options",
    arguments: [
      (
        "option nonsense = 1;",
        "there is no option 'nonsense' here; a custom option stands in parentheses"
      ),
      (
        "option java_packag = \"x\";",
        "there is no option 'java_packag' here; did you mean 'java_package'?"
      ),
      ("option java_package = 1;", "the option 'java_package' takes a string"),
      ("option java_multiple_files = 1;", "the option 'java_multiple_files' takes true or false"),
      (
        "option optimize_for = FAST;",
        "the option 'optimize_for' takes CODE_SIZE or LITE_RUNTIME or SPEED"
      ),
      (
        "option go_package = \"a\"; option go_package = \"b\";",
        "the option 'go_package' is set twice"
      ),
    ])
  func options(text: String, message: String) { #expect(Linking(text).messages == [message]) }

  @Test("a file of nothing but faults is done with as soon as a hundred are told")
  func faults() {
    func lines(_ line: (Int) -> String) -> String { (1...5000).map(line).joined(separator: "\n") }
    let unknown = Linking(
      "message M {\(lines { "Tpye\($0) f\($0) = \($0);" })} "
        + lines { "message Type\($0) {}" })
    #expect(unknown.messages.first == "'Tpye1' is not known")
    #expect(unknown.messages.count == 100)
    let same = Linking("message M {\(lines { "int32 f\($0) = 1;" })}")
    #expect(same.messages.first == "the number 1 is 'f1''s already; the next free one is 2")
    #expect(same.messages.count == 100)
  }

  @Test("options that are of use in source code only are taken away from many declarations at once")
  func sourceOnly() throws {
    let fields = (1...5000).map { "int32 f\($0) = \($0) [(x) = 1];" }.joined(separator: "\n")
    let linking = Linking(
      """
      import "google/protobuf/descriptor.proto";
      extend google.protobuf.FieldOptions { int32 x = 50000 [retention = RETENTION_SOURCE]; }
      message M { \(fields) }
      """)
    #expect(linking.messages == [])
    #expect(try linking.test.messageType.first?.field.contains(where: \.hasOptions) == false)
    #expect(
      try linking.test.sourceCodeInfo.location.allSatisfy { $0.path.count < 5 || $0.path[4] != 8 })
  }

  @Test("all of a file's faults are told in one run, each at its place")
  func several() {
    let linking = Linking(
      """
      message A {
        int32 a = 1;
        Nope b = 1;
      }
      enum E { X = 5; }
      """)
    #expect(
      linking.diagnostics.map(\.description) == [
        """
        test.proto:4:3: error: 'Nope' is not known
          Nope b = 1;
          ^~~~
        """,
        """
        test.proto:4:12: error: the number 1 is 'a''s already; the next free one is 2
          Nope b = 1;
                   ^
        """,
        """
        test.proto:6:14: error: the first value of a proto3 enumeration must be 0: it is the default
        enum E { X = 5; }
                     ^
        """,
      ])
  }
}
