internal import MartletProtobuf
internal import ProtoSyntax
internal import Testing
internal import ToolSupport

@Suite("proto2")
struct Proto2Tests {
  static let refusals: [Refusal] = [
    ("message A { int32 a = 1; }", "a field of proto2 needs 'optional', 'required' or 'repeated'"),
    (
      "message A { optional group a = 1 {} }",
      "the name of a group begins with a capital: it is a message's too"
    ),
    (
      "message A { optional group Ab = 1 {} optional int32 ab = 2; }",
      "'A.ab' is already a field in this file"
    ),
    (
      "message A { optional int32 a = 1 [default = 2147483648]; }",
      "the default must be a whole number from -2147483648 to 2147483647"
    ),
    (
      "message A { optional uint64 a = 1 [default = -1]; }",
      "the default must be a whole number from 0 to 18446744073709551615"
    ),
    ("message A { optional bool a = 1 [default = 1]; }", "the default must be true or false"),
    ("message A { optional string a = 1 [default = a]; }", "the default must be a string"),
    ("message A { optional double a = 1 [default = infinity]; }", "the default must be a number"),
    (
      "message A { optional E a = 1 [default = ONEE]; } enum E { ONE = 1; }",
      "'E' has no value 'ONEE'; did you mean 'ONE'?"
    ),
    (
      "message A { optional E a = 1 [default = 1]; } enum E { ONE = 1; }",
      "the default must be one of the enumeration's values"
    ),
    ("message A { optional A a = 1 [default = \"\"]; }", "a message has no default; remove this"),
    (
      "message A { repeated int32 a = 1 [default = 1]; }",
      "a repeated field has no default; remove this"
    ),
    (
      "message A { optional int32 a = 1 [default = 1, default = 1]; }",
      "the default is set already"
    ),
    (
      "message A { extensions 1 to 9; optional int32 a = 5; }",
      "the number 5 is kept for extensions; use another"
    ),
    (
      "message A { extensions 1 to 9, 5; }",
      "some of these numbers are kept for extensions already"
    ),
    ("message A { extensions 1 to 9; reserved 5; }", "some of these numbers are reserved"),
    ("message A { extensions 1 to 536870912; }", "the range must lie in 1 to 536870911"),
    (
      "message A { extensions 1 to 9; } extend A { optional int32 a = 10; }",
      "'A' keeps 1 to 9 for extensions, not 10"
    ),
    (
      "message A {} extend A { optional int32 a = 10; }",
      "'A' keeps no numbers for extensions, not 10"
    ),
    (
      "message A { extensions 1; } extend A { optional int32 a = 1; optional int32 b = 1; }",
      "the number 1 is taken by 'a' in test.proto"
    ),
    (
      "message A { extensions 1; } extend A { required int32 a = 1; }",
      "an extension cannot be required; say 'optional'"
    ),
    (
      "message A { extensions 1; } extend A { optional int32 a = 1 [json_name = \"b\"]; }",
      "an extension's name in JSON cannot be chosen; remove this"
    ),
    (
      "message A { extensions 1; } extend A { map<int32, int32> a = 1; }",
      "a map cannot be an extension; put it in a message"
    ),
    ("message A { extensions 1; } extend A {}", "'extend' must declare at least one field"),
    (
      "enum E { ONE = 1; } extend E { optional int32 a = 1; }",
      "'E' is an enumeration; only messages can be extended"
    ),
    ("extend int32 { optional int32 a = 1; }", "'int32' cannot be extended; only messages can"),
    (
      "message S { option message_set_wire_format = true; optional int32 a = 1; }",
      "a message set has no fields, only extensions"
    ),
    (
      """
      message S { option message_set_wire_format = true; extensions 1 to max; } \
      extend S { optional int32 a = 1; }
      """, "extensions of a message set are single messages"
    ),
    (
      "enum E { option allow_alias = false; ONE = 1; }",
      "the option says what is so anyway: remove it"
    ),
    (
      "message A { map<int32, E> a = 1; } enum E { ONE = 1; }",
      "the first value of 'E' must be 0 for a map to have it"
    ),
    (
      "service S { rpc M(M) returns (.M); } message M {}",
      "'M' is a method here, and no type; did you mean '.M'?"
    ),
    ("message A { optional float a = 1.5; }", "expected the field's number, found '1.5'"),
    ("/* /* */", "a comment cannot stand within another: remove this '/*'"),
    ("message A { oneof o { int32 a = 1; ; } }", "expected the field's type, found ';'"),
    (
      "message A { optional float a = 1 [default = 0x1ffffffffffffffff]; }",
      "the number does not fit in 64 bits"
    ),
    (
      "message A { extensions 5 [declaration = { number: 5 full_name: \".a..b\" type: \".b\" }]; }",
      "'.a..b' is not a name"
    ),
    (
      "message A { extensions 5; } extend A { optional int32 a_b = 5 [json_name = \"b\"]; }",
      "an extension's name in JSON cannot be chosen; remove this"
    ),
    (
      "enum E { E_A = 0; A = 1; }",
      "'A' and 'E_A' are the same without 'E' in front, capitals and underscores; rename one, "
        + "or set 'option deprecated_legacy_json_field_conflicts = true;'"
    ),
    (
      "package a\(String(repeating: ".a", count: 101));", "packages are nested more than 100 deep"
    ),
    (
      """
      option optimize_for = LITE_RUNTIME; import "google/protobuf/descriptor.proto"; \
      extend google.protobuf.FileOptions { optional int32 a = 50000; }
      """,
      "a file of the lite runtime cannot extend 'google.protobuf.FileOptions', which is not of it: "
        + "remove 'option optimize_for = LITE_RUNTIME;'"
    ),
    ("// a\0b", "a comment cannot have a zero byte in it: remove it"),
    ("/* a\0b */", "a comment cannot have a zero byte in it: remove it"),
    (
      "import \"./a.proto\";", "one file has one name: write 'a.proto', not './a.proto'"
    ),
    (
      "import \"a//b.proto\";", "one file has one name: write 'a/b.proto', not 'a//b.proto'"
    ),
    (
      "import \"../a.proto\";",
      "'../a.proto' has '..' in it; name the file from a folder of --proto-path"
    ),
    (
      "option features.enum_type = OPEN;",
      "proto2 has no features; say 'edition = \"2023\";' for them"
    ),
  ].map { Refusal("syntax = \"proto2\"; \($0.0)", $0.1) }

  @Test("files that are wrong are said", arguments: refusals)
  func refused(_ refusal: Refusal) {
    #expect(Linking(["test.proto": refusal.text]).messages.first == refusal.message)
  }

  @Test("files that are wrong are refused by protoc too", arguments: refusals)
  func shared(_ refusal: Refusal) throws { #expect(try refusal.isShared(by: .editions)) }

  @Test("has names in JSON that clash only warned about, unless both are chosen")
  func jsonNames() {
    func linking(_ fields: String) -> Linking {
      Linking(["test.proto": "syntax = \"proto2\"; message A { \(fields) }"])
    }
    let usual = linking("optional int32 a_b = 1; optional int32 aB = 2;")
    #expect(usual.messages == ["'aB' and 'a_b' are both 'aB' in JSON; rename one"])
    #expect(usual.diagnostics.map(\.severity) == [.warning])
    let chosen = linking(
      "optional int32 a = 1 [json_name = \"x\"]; optional int32 b = 2 [json_name = \"x\"];")
    #expect(chosen.messages == ["'b' and 'a' are both 'x' in JSON; rename one"])
    #expect(chosen.diagnostics.map(\.severity) == [.error])
  }

  @Test("enumerations whose values clash can be excepted")
  func enumNames() {
    let linking = Linking([
      "test.proto": """
      syntax = "proto2"; enum E {
        option deprecated_legacy_json_field_conflicts = true; E_A = 0; A = 1;
      }
      """
    ])
    #expect(linking.diagnostics.map(\.severity) == [.warning])
  }

  @Test("extensions of one number are found in different files")
  func extensionsOfOthers() {
    let linking = Linking([
      "a.proto": "syntax = \"proto2\"; message A { extensions 1 to 9; }",
      "b.proto": """
      syntax = "proto2"; import "a.proto"; extend A { optional int32 b = 5; }
      """,
      "c.proto": """
      syntax = "proto2"; import "a.proto"; extend A { optional int32 c = 5; }
      """,
    ])
    #expect(linking.messages == ["the number 5 is taken by 'b' in b.proto"])
  }

  @Test("enumerations of proto2 are not for proto3")
  func closedEnumerations() {
    let linking = Linking([
      "a.proto": "syntax = \"proto2\"; enum E { ZERO = 0; }",
      "b.proto": "syntax = \"proto3\"; import \"a.proto\"; message M { E e = 1; }",
    ])
    #expect(
      linking.messages == ["'E' is a proto2 enumeration, which proto3 messages cannot use"])
  }

  @Test("files of the lite runtime are imported only by such")
  func lite() {
    let linking = Linking([
      "a.proto": "syntax = \"proto2\"; option optimize_for = LITE_RUNTIME;",
      "b.proto": "syntax = \"proto2\"; import \"a.proto\";",
    ])
    #expect(
      linking.messages == [
        """
        'a.proto' is of the lite runtime, and this file is not: set \
        'option optimize_for = LITE_RUNTIME;' in both or in none
        """
      ])
  }
}
