internal import ProtoSyntax
internal import Testing

struct DiagnosticTests {
  @Test("an error names the place and shows it")
  func place() {
    let text = "message A {\n  Timestmp when = 1;\n}\nmessage Timestamp {}\n"
    #expect(
      Linking(text).diagnostics.map(\.description) == [
        """
        test.proto:3:3: error: 'Timestmp' is not known; did you mean 'Timestamp'?
          Timestmp when = 1;
          ^~~~~~~~
        """
      ])
  }

  @Test("no cut or changed character of a file stops the linker")
  func broken() {
    let text = """
      package p.q; import "google/protobuf/any.proto";
      option java_package = "x\\n\\x41"; /* c */ // d
      message M { oneof o { int32 a = 1 [deprecated = true]; } map<string, M> m = 2;
        reserved 4 to 9; }
      enum E { option allow_alias = true; Z = 0; Y = 0; }
      service S { rpc R(stream M) returns (M) {} }
      """
    #expect(Linking(text).messages.filter { !$0.contains("not used") }.isEmpty)
    for place in text.indices {
      _ = Linking(String(text[..<place]))
      for other in ["{", "}", "\"", "\u{0}", "é", ";"] {
        var changed = text
        changed.replaceSubrange(place...place, with: other)
        _ = Linking(changed)
      }
    }
  }
}
