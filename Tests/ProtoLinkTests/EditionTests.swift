internal import MartletProtobuf
internal import ProtoSyntax
internal import Testing
internal import ToolSupport

@Suite("Editions")
struct EditionTests {
  static let refusals: [Refusal] = [
    (
      "message A { optional int32 a = 1; }",
      "editions have no 'optional': remove it, and set features.field_presence where it matters"
    ),
    (
      "message A { required int32 a = 1; }",
      "editions have no 'required': set features.field_presence = LEGACY_REQUIRED"
    ),
    (
      "message A { group G = 1 {} }",
      "editions have no groups; use a message, with features.message_encoding = DELIMITED"
    ),
    (
      "message A { repeated int32 a = 1 [packed = true]; }",
      "editions do not have this option; set features.repeated_field_encoding"
    ),
    (
      "option java_string_check_utf8 = true;",
      "editions do not have this option; set features.(pb.java).utf8_validation"
    ),
    (
      "message A { int32 a = 1 [features.message_encoding = DELIMITED]; }",
      "only messages, other than maps, have an encoding of messages"
    ),
    (
      "message A { int32 a = 1 [features.field_presence = IMPLICIT, default = 1]; }",
      "a field of implicit presence has no default"
    ),
    (
      "message A { A a = 1 [features.field_presence = IMPLICIT]; }",
      "a message's presence cannot be implicit"
    ),
    (
      "message A { repeated int32 a = 1 [features.field_presence = EXPLICIT]; }",
      "a repeated field has no presence to choose"
    ),
    (
      "message A { oneof o { int32 a = 1 [features.field_presence = EXPLICIT]; } }",
      "a field of a oneof has no presence to choose"
    ),
    (
      """
      message A { extensions 1; } \
      extend A { int32 a = 1 [features.field_presence = LEGACY_REQUIRED]; }
      """,
      "an extension has no presence to choose: it is explicit"
    ),
    (
      """
      message A { extensions 1; } \
      extend A { int32 a = 1 [features.field_presence = EXPLICIT]; }
      """,
      "an extension has no presence to choose: it is explicit"
    ),
    (
      "message A { repeated string a = 1 [features.repeated_field_encoding = PACKED]; }",
      "only a repeated field of numbers can be packed"
    ),
    (
      "message A { int32 a = 1 [features.repeated_field_encoding = PACKED]; }",
      "only repeated fields have an encoding of repeated fields"
    ),
    (
      "message A { int32 a = 1 [features.utf8_validation = NONE]; }",
      "only strings are checked to be UTF-8"
    ),
    (
      "message A { int32 a = 1 [features.enum_type = CLOSED]; }",
      "the option 'enum_type' cannot be set for a field"
    ),
    (
      "message A { int32 a = 1 [features.field_presence = FIELD_PRESENCE_UNKNOWN]; }",
      "'FIELD_PRESENCE_UNKNOWN' stands for no choice; choose one"
    ),
    (
      "option features.enforce_naming_style = STYLE2024;",
      "'enforce_naming_style' is only known from edition 2024 on; this file is of edition 2023"
    ),
    (
      "enum E { ONE = 1; }", "the first value of an open enumeration must be 0: it is the default"
    ),
    (
      """
      enum E { option features.enum_type = CLOSED; ONE = 1; } \
      message M { E e = 1 [features.field_presence = IMPLICIT]; }
      """, "'E' is closed: a field of it cannot have implicit presence"
    ),
    ("message A { reserved \"a\"; }", "editions reserve names without quotes"),
    ("message A { reserved a; int32 a = 1; }", "the name 'a' is reserved; use another"),
    (
      "message A { int32 a_b = 1; int32 aB = 2; }",
      "'aB' and 'a_b' are both 'aB' in JSON; rename one"
    ),
    (
      "message A { extensions 1 to 9 [verification = DECLARATION]; } extend A { int32 a = 1; }",
      "the extensions of this range must be declared, and 1 is not"
    ),
    (
      declaring("number: 1 full_name: \".b\" type: \"int32\""),
      "the number 1 is declared for 'b'"
    ),
    (
      declaring("number: 1 full_name: \".a\" type: \"string\""),
      "the extension is declared to be of 'string'"
    ),
    (
      declaring("number: 1 full_name: \".a\" type: \"int32\" repeated: true"),
      "the extension is declared to be repeated"
    ),
    (
      declaring("number: 1 reserved: true"), "the number 1 is reserved by its declaration"
    ),
    (
      declaring("number: 10 reserved: true"),
      "the number 10 that is declared is not of this range"
    ),
    (
      declaring("number: 1 full_name: \"a\" type: \"int32\""),
      "'a' is a full name, and begins with a dot: '.a'"
    ),
  ].map { Refusal("edition = \"2023\"; \($0.0)", $0.1) }

  private static func declaring(_ declaration: String) -> String {
    "message A { extensions 1 to 9 [declaration = { \(declaration) }]; } extend A { int32 a = 1; }"
  }

  @Test("files that are wrong are said", arguments: refusals)
  func refused(_ refusal: Refusal) {
    #expect(Linking(["test.proto": refusal.text]).messages.first == refusal.message)
  }

  @Test("files that are wrong are refused by protoc too", arguments: refusals)
  func shared(_ refusal: Refusal) throws { #expect(try refusal.isShared(by: .editions)) }

  @Test("what protobuf's own messages declare of their extensions binds nobody")
  func ownDeclarations() {
    let linking = Linking([
      "test.proto": """
      edition = "2023"; import "google/protobuf/descriptor.proto"; message Own {}
      extend google.protobuf.FeatureSet { Own own = 1000; }
      """
    ])
    #expect(linking.messages == [])
  }

  @Test("features of one's own are used by others, not by the file that declares them")
  func ownFeatures() {
    let declaring = """
      edition = "2023"; package f; import "google/protobuf/descriptor.proto";
      extend google.protobuf.FeatureSet { Own own = 9995; }
      message Own { bool on = 1 [targets = TARGET_TYPE_FILE]; }
      """
    let using = "option features.(f.own).on = true;"
    #expect(
      Linking(["test.proto": "\(declaring) \(using)"]).messages == [
        "a feature cannot be used in the file that declares it; import it from another"
      ])
    let linking = Linking([
      "own.proto": declaring, "test.proto": "edition = \"2023\"; import \"own.proto\"; \(using)",
    ])
    #expect(linking.messages == [])
    #expect(
      linking["test.proto"]?.options.features.unknownFields.data == [0xda, 0xf0, 0x04, 2, 8, 1])
  }

  @Test("that are not known are said to be")
  func unknown() {
    #expect(
      Linking(["test.proto": "edition = \"2031\";"]).messages == [
        """
        the edition '2031' is not known; the latest that can be used is 'edition = "2023";'
        """
      ])
    #expect(
      Linking(["test.proto": "edition = \"proto3\";"]).messages == [
        "'proto3' is no edition; write 'syntax = \"proto3\";'"
      ])
  }

  @Test("are told in the descriptor, and features kept")
  func descriptor() throws {
    let linking = Linking([
      "test.proto": """
      edition = "2023"; option features.enum_type = CLOSED; option features.json_format = ALLOW;
      """
    ])
    #expect(linking.messages == [])
    let file = try linking.test
    #expect(file.syntax == "editions" && file.edition == .edition2023)
    #expect(file.options.features.enumType == .closed)
    #expect(file.options.features.jsonFormat == .allow)
  }
}
