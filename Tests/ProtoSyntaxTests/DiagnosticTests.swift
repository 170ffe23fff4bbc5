internal import ProtoSyntax
internal import Testing

@Suite("Diagnostics")
struct DiagnosticTests {
  @Test("tell the file, the line, the column, what is wrong, and show the place")
  func text() {
    let reading = Reading(
      "syntax = \"proto3\";\nmessage M {\n  int32 a 1;\n}\n", name: "dir/a.proto")
    #expect(
      reading.diagnostics.map(\.description) == [
        """
        dir/a.proto:3:11: error: expected '=' and the field's number, found '1'
          int32 a 1;
                  ^
        """
      ])
  }

  @Test("underline the whole word, under tabs and behind letters of several bytes too")
  func caret() {
    let tabs = Reading("message M {\n\t\tint32 a = 09;\n}")
    #expect(
      tabs.diagnostics.first?.description
        == "test.proto:2:13: error: '09' is not a number\n\t\tint32 a = 09;\n\t\t          ^~")
    let letters = Reading("option x = \"é\" + 5;")
    #expect(
      letters.diagnostics.first?.description
        == "test.proto:1:16: error: expected ';' behind this, found '+'\n"
        + "option x = \"é\" + 5;\n              ^")
  }

  @Test("at the end of the file too")
  func end() {
    #expect(
      Reading("message M {\n  int32 a = 1;\n").diagnostics.first?.description
        == "test.proto:3:1: error: expected '}', found the end of the file, "
        + "for the '{' in line 1\n\n^")
  }

  @Test("one run tells several, and the rest of the file is read")
  func recovery() {
    let reading = Reading(
      """
      syntax = "proto3";
      message A {
        int32 = 1;
        int32 b = 2;
        foo bar baz;
        oneof o { int32 c = ; int32 d = 4; }
      }
      mesage B {}
      enum E { X = 0; Y; Z = 2; }
      service S { rcp R(A) returns (A); rpc Q(A) return (A); rpc P(A) returns (A); }
      message Last { int32 z = 1; }
      """)
    #expect(
      reading.messages == [
        "expected the field's name, found '='; a field has a type and a name",
        "expected '=' and the field's number, found 'baz'",
        "expected the field's number, found ';'",
        """
        expected 'message', 'enum', 'service', 'extend', 'import', 'package' or 'option', found \
        'mesage'; did you mean 'message'?
        """,
        "expected '=' and the value's number, found ';'",
        "expected 'rpc' or 'option', found 'rcp'",
        "expected 'returns', found 'return'",
      ])
    #expect(reading.file.messages.map(\.name.text) == ["A", "Last"])
    #expect(reading.file.messages.first?.fields.map(\.name.text) == ["b", "d"])
    #expect(reading.file.enums.first?.values.map(\.name.text) == ["X", "Z"])
    #expect(reading.file.services.first?.methods.map(\.name.text) == ["P"])
  }

  @Test("a missing semicolon is missed where it should stand, and nothing is lost")
  func missingSemicolon() {
    let reading = Reading(
      """
      syntax = "proto3"
      message A {
        int32 a = 1
        int32 b = 2;
      }
      service S { rpc R(A) returns (A) }
      """)
    #expect(
      reading.diagnostics.map(\.description) == [
        """
        test.proto:1:18: error: expected ';' behind this, found 'message'
        syntax = "proto3"
                         ^
        """,
        """
        test.proto:3:14: error: expected ';' behind the field, found 'int32'
          int32 a = 1
                     ^
        """,
        """
        test.proto:6:33: error: expected ';' behind the method, found '}'
        service S { rpc R(A) returns (A) }
                                        ^
        """,
      ])
    #expect(reading.file.messages.first?.fields.map(\.name.text) == ["a", "b"])
  }

  @Test("a hundred errors are enough")
  func limit() {
    let reading = Reading(String(repeating: "x;\n", count: 500))
    #expect(reading.messages.count == 100)
  }

  @Test("letters outside of ASCII, and other odd bytes, are said and passed over")
  func oddBytes() {
    let reading = Reading(bytes: Array("message é M { int32 a = 1; }".utf8))
    #expect(
      reading.messages == ["characters outside of ASCII may stand only in strings and comments"])
    #expect(reading.file.messages.first?.fields.count == 1)
    #expect(!Reading(bytes: Array("message M {}".utf8) + [0, 1, 0xff]).messages.isEmpty)
  }
}
