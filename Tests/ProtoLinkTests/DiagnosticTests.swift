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

  @Test(
    "numbers and nesting beyond all bounds are said",
    arguments: [
      "message A { extensions 1 to 9223372036854775807; }",
      "message A { extensions -9223372036854775807 to -9223372036854775806; } "
        + "extend A { optional int32 a = 1; }",
      "message A { reserved 1 to 9223372036854775807; optional int32 a = 9223372036854775807; "
        + "optional int32 b = 9223372036854775807; }",
      "enum E { A = 9223372036854775807; reserved -9223372036854775807 to 9223372036854775807; }",
      "import \"google/protobuf/descriptor.proto\"; message M { optional M m = 1; } "
        + "extend google.protobuf.FileOptions { optional M m = 50000; } "
        + "option (m) = {" + String(repeating: "m {", count: 50000)
        + String(repeating: "}", count: 50001) + ";",
    ])
  func bounds(text: String) {
    let linking = Linking(["test.proto": "syntax = \"proto2\"; \(text)"])
    #expect(linking.diagnostics.contains { $0.severity == .error })
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
    let others = ["{", "}", "\"", "\u{0}", "é", ";"]
    for (number, place) in text.indices.enumerated() {
      _ = Linking(String(text[..<place]))
      // One of them at each place: all at all would take long, and tell no more.
      var changed = text
      changed.replaceSubrange(place...place, with: others[number % others.count])
      _ = Linking(changed)
    }
  }
}
