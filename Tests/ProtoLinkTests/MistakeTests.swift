internal import ProtoSyntax
internal import Testing

private let statements =
  "expected 'message', 'enum', 'service', 'extend', 'import', 'package' or 'option', found "
private let nameRule = "; names have letters, digits and underscores"

/// What people write who know other languages better, or are in a hurry: each is one error, which
/// says what to write.
@Suite("Common mistakes")
struct MistakeTests {
  @Test(
    "in fields",
    arguments: [
      ("int a = 1;", "'int' is not known; did you mean 'int32'?"),
      ("Long a = 1;", "'Long' is not known; did you mean 'int64'?"),
      ("boolean a = 1;", "'boolean' is not known; did you mean 'bool'?"),
      ("datetime a = 1;", "'datetime' is not known; did you mean 'google.protobuf.Timestamp'?"),
      (
        "google.protobuf.Timestamp a = 1;",
        "'google.protobuf.Timestamp' is not known; import \"google/protobuf/timestamp.proto\""
      ),
      (
        "list<int32> a = 1;",
        "expected the field's name, found '<'; many values are written 'repeated' and their type"
      ),
      (
        "int32[] a = 1;",
        "expected the field's name, found '['; many values are written 'repeated int32'"
      ),
      ("a = 1;", "expected the field's name, found '='; a field has a type and a name"),
      (
        "int32 a-b = 1;",
        "expected '=' and the field's number, found '-'; names have letters, digits and underscores"
      ),
      (
        "repeted int32 a = 1;",
        "expected '=' and the field's number, found 'a'; did you mean 'repeated'?"
      ),
      ("int32 1st = 1;", "'1st' is not a number"),
      (
        "map<string, repeated int32> a = 1;",
        "a map's values cannot be lists: make it a message that has the list"
      ),
      (
        "service S {}",
        "expected '=' and the field's number, found '{'; services stand beside messages"
      ),
      (
        "reserved 1, \"a\";",
        "names and numbers are reserved in statements of their own: 'reserved 1; reserved \"a\";'"
      ),
      (
        "reserved \"a\", 1;",
        "names and numbers are reserved in statements of their own: 'reserved 1; reserved \"a\";'"
      ),
      (
        "int32 a = 1 [(validate.rules).int32.gt = 0];",
        "'validate.rules' is not known; import \"validate/validate.proto\""
      ),
      ("oneof o { int32 a; }", "expected '=' and the field's number, found ';'"),
    ])
  func fields(text: String, message: String) {
    #expect(Linking("message M {\n  \(text)\n}").messages == [message])
  }

  @Test(
    "in statements",
    arguments: [
      ("mesage M {}", statements + "'mesage'; did you mean 'message'?"),
      ("Message M {}", statements + "'Message'; did you mean 'message'?"),
      ("# comment", statements + "'#'; comments begin with '//'"),
      ("string a = 1;", statements + "'string'; fields stand in a message"),
      ("rpc A(B) returns (B);", statements + "'rpc'; methods stand in a service"),
      ("message M {\n", "expected '}', found the end of the file, for the '{' in line 2"),
      ("import google.proto;", "expected the name of a file in quotes, found 'google'"),
      ("package my-name;", "expected ';' behind this, found '-'" + nameRule),
      ("option go_package = \"a;\nmessage M {}", "the string does not end on its line"),
      (
        "service S { stream A(B) returns (B); }",
        "expected 'rpc' or 'option', found 'stream'; 'stream' stands in parentheses, before the "
          + "type"
      ),
      (
        "service S { rpc A B returns B; }",
        "expected '(' and the type of requests, found 'B'"
      ),
      ("enum E { A; }", "expected '=' and the value's number, found ';'"),
      ("enum E { A = 0, B = 1 }", "expected ';' behind this, found ','"),
    ])
  func otherStatements(text: String, message: String) {
    #expect(Linking(text).messages == [message])
  }

  @Test(
    "in the syntax line: nothing else is wrong because of it",
    arguments: [
      ("syntax = proto3;", "expected a syntax in quotes, found 'proto3'"),
      ("syntax = \"proto4\";", "the syntax 'proto4' is not known; use \"proto3\" or \"proto2\""),
      ("edition = 2023;", "expected an edition in quotes, found '2023'"),
    ])
  func syntax(text: String, message: String) {
    let linking = Linking(["test.proto": "\(text)\nmessage M { int32 a = 1; }"])
    #expect(linking.messages == [message])
  }
}
