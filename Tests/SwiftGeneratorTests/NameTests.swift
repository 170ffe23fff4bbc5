internal import SwiftGenerator
internal import Testing

/// The names that protoc-gen-swift and grpc-swift give, which people's code relies on.
@Suite("Names")
struct NameTests {
  @Test(
    "of properties",
    arguments: [
      ("name", "name"), ("user_name", "userName"), ("url", "url"), ("image_url", "imageURL"),
      ("user_id", "userID"), ("ids", "ids"), ("user_ids", "userIds"), ("http_id", "httpID"),
      ("a_http", "aHTTP"), ("foo_1", "foo1"), ("foo1bar", "foo1Bar"), ("int32s", "int32S"),
      ("FOO_BAR", "fooBar"), ("fooBAR", "fooBar"), ("trailing_", "trailing_"),
      ("double__under", "double_Under"), ("class", "`class`"), ("default", "`default`"),
      ("self", "self_p"), ("init", "init_p"), ("description", "description_p"),
      ("hash_value", "hashValue_p"), ("has_foo", "hasFoo_p"), ("clear_foo", "clearFoo_p"),
      ("hasty", "hasty"), ("is_initialized", "isInitialized_p"),
    ])
  func properties(proto: String, swift: String) throws {
    let text = try messages("message M { int32 \(proto) = 1; }")
    #expect(text.contains("  var \(swift): Int32 = 0\n"))
  }

  @Test("of types: the package in front, words that Swift has taken with a mark behind")
  func types() throws {
    let text = try messages(
      """
      package my_pkg.v1beta1.sub;
      message Type {} message Protocol {} message String {} message Foo { message Int {} }
      enum Self { S = 0; }
      """)
    let prefix = "MyPkg_V1beta1_Sub_"
    for name in ["\(prefix)Type", "\(prefix)Protocol", "\(prefix)String", "IntMessage"] {
      #expect(text.contains("struct \(name): MartletProtobuf.Message {"))
    }
    #expect(text.contains("enum \(prefix)Self: MartletProtobuf.Enum"))
    #expect(try messages("message Type {}").contains("struct TypeMessage:"))
    #expect(
      try messages("package p; option swift_prefix = \"XY\"; message M {}").contains("struct XYM:"))
    #expect(
      try messages("package p; option swift_prefix = \"\"; message M {}").contains("struct M:"))
  }

  @Test("of an enumeration's cases: without the enumeration's own name in front")
  func cases() throws {
    let text = try messages(
      """
      enum PhoneType {
        PHONE_TYPE_UNSPECIFIED = 0; PHONETYPE_WORK = 1; PHONE_TYPE_2G = 2; OTHER = 3;
        PHONE_TYPE_SELF = 4; PHONE_TYPE_DEFAULT = 5; PHONE_TYPE_RAW_VALUE = 6;
        PHONE_TYPE_SOME_URL = 7;
      }
      """)
    #expect(
      text.lines(with: "  // = ") == [
        "case unspecified  // = 0", "case work  // = 1", "case phoneType2G  // = 2",
        "case other  // = 3", "case self_  // = 4", "case `default`  // = 5",
        "case rawValue_  // = 6", "case someURL  // = 7",
      ])
  }

  @Test("of a number's second name: a constant")
  func aliases() throws {
    let text = try messages(
      "enum E { option allow_alias = true; E_A = 0; E_B = 1; E_C = 1; E_D = -1; }")
    #expect(
      text.lines(with: "  // = ") == ["case a  // = 0", "case b  // = 1", "case d  // = -1"])
    #expect(text.contains("static let c = E.b\n"))
  }

  @Test("of fields that may be set: has and clear")
  func presence() throws {
    let text = try messages("message M { optional int32 user_id = 1; M class = 2; }")
    for declaration in [
      "var userID: Int32 {", "var hasUserID: Bool {", "mutating func clearUserID() {",
      "var `class`: M {", "var hasClass: Bool {", "mutating func clearClass() {",
    ] { #expect(text.contains(declaration)) }
  }

  @Test("of oneofs")
  func oneofs() throws {
    let text = try messages(
      "message M { oneof some_kind { int32 a_url = 1; M self = 2; string class = 3; } }")
    for declaration in [
      "var someKind: OneOf_SomeKind?", "enum OneOf_SomeKind: Hashable, Sendable {",
      "case aURL(Int32)", "case self_p(M)", "case `class`(String)", "var aURL: Int32 {",
    ] { #expect(text.contains(declaration)) }
  }

  @Test("that would be the same get the number behind them")
  func ambiguous() throws {
    let text = try messages("message M { int32 url = 1; int32 URL = 2; int32 other = 3; }")
    #expect(
      text.lines(with: ": Int32 = 0") == [
        "var url_1: Int32 = 0", "var url_2: Int32 = 0", "var other: Int32 = 0",
      ])
  }

  @Test(
    "of methods: small letters at the beginning",
    arguments: [
      ("SayHello", "sayHello"), ("GetURL", "getURL"), ("ListIDs", "listIDs"),
      ("HTTPGet", "httpGet"),
      ("URL", "url"), ("X", "x"), ("snake_case", "snake_case"), ("Default", "`default`"),
      ("Self", "self_"), ("init", "init_"),
    ])
  func methods(proto: String, swift: String) throws {
    let text = try services("message M {} service S { rpc \(proto)(M) returns (M); }")
    #expect(text.contains("  func \(swift)(\n    request: MartletCore.ServerRequest<M>,\n"))
  }

  @Test("of services, and of what describes them")
  func descriptors() throws {
    let text = try services(
      """
      package hello_world.v1; message M {}
      service Greeter { rpc Type(M) returns (M); rpc Say(M) returns (M); }
      """)
    for declaration in [
      "enum HelloWorld_V1_Greeter {", "static let helloWorld_v1_Greeter = ", "enum TypeMethod {",
      "service: HelloWorld_V1_Greeter.descriptor, method: \"Type\",", "enum Say {",
    ] { #expect(text.contains(declaration)) }
  }

  @Test("of two methods must not be the same")
  func methodClash() {
    #expect {
      try services("message M {} service S { rpc Say(M) returns (M); rpc say(M) returns (M); }")
    } throws: { error in
      "\(error)" == "methods 'Say' and 'say' of service 'S' are both 'say' in Swift; rename one"
    }
  }
}
