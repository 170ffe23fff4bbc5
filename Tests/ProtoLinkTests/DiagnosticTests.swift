import ProtoLink
import ProtoSyntax
import Testing

/// Files that are only in memory.
struct MemoryReader: SourceReader {
  let files: [String: String]

  var searchedPlaces: [String] { ["memory"] }

  func read(_ name: String) -> SourceFile? {
    files[name].map { SourceFile(name: name, bytes: Array($0.utf8)) }
  }
}

struct DiagnosticTests {
  /// What is wrong with a file, as it is printed.
  private func complaints(_ text: String, _ others: [String: String] = [:]) -> [String] {
    let diagnostics = Diagnostics()
    let files = others.merging(["test.proto": text]) { first, _ in first }
    _ = Linker.link(
      ["test.proto"], from: BuiltinReader(MemoryReader(files: files)), diagnostics)
    return diagnostics.all.map(\.description)
  }

  @Test func `An error names the place and shows it`() {
    let text = "syntax = \"proto3\";\nmessage A {\n  Timestmp when = 1;\n}\nmessage Timestamp {}\n"
    #expect(
      complaints(text) == [
        """
        test.proto:3:3: error: 'Timestmp' is not known; did you mean 'Timestamp'?
          Timestmp when = 1;
          ^~~~~~~~
        """
      ])
  }

  @Test func `Several errors are told in one run`() {
    let text = """
      syntax = "proto3";
      message A {
        int32 a = 1;
        int32 b = 1;
        string c 3;
        map<float, string> d = 4;
      }
      enum E { ONE = 1; }
      message B { reserved 5; int32 x = 5; }
      """
    let all = complaints(text).map { $0.split(separator: "\n")[0] }
    #expect(all.contains { $0.hasPrefix("test.proto:4:13: error: the number 1 is 'a''s already") })
    #expect(all.contains { $0.hasPrefix("test.proto:5:12: error: expected '='") })
    #expect(all.contains { $0.hasPrefix("test.proto:6:7: error: 'float' cannot be a key") })
    #expect(all.contains { $0.hasPrefix("test.proto:8:16: error: the first value") })
    #expect(all.contains { $0.hasPrefix("test.proto:9:35: error: the number 5 is reserved") })
  }

  @Test func `A type of a file that is not imported is pointed to`() {
    let text = """
      syntax = "proto3";
      import "a.proto";
      message M { b.Hidden hidden = 1; }
      """
    let all = complaints(
      text,
      [
        "a.proto": "syntax = \"proto3\";\nimport \"b.proto\";\npackage a;\n",
        "b.proto": "syntax = \"proto3\";\npackage b;\nmessage Hidden {}\n",
      ])
    #expect(all.count == 1)
    #expect(all.first?.contains("declared in b.proto, which is not imported") == true)
  }

  @Test func `A public import passes its names on`() {
    let text = "syntax = \"proto3\";\nimport \"a.proto\";\nmessage M { b.Shown shown = 1; }\n"
    let all = complaints(
      text,
      [
        "a.proto": "syntax = \"proto3\";\nimport public \"b.proto\";\npackage a;\n",
        "b.proto": "syntax = \"proto3\";\npackage b;\nmessage Shown {}\n",
      ])
    #expect(all.isEmpty)
  }

  @Test func `Files that import each other are an error`() {
    let all = complaints(
      "syntax = \"proto3\";\nimport \"a.proto\";\n",
      ["a.proto": "syntax = \"proto3\";\nimport \"test.proto\";\n"])
    #expect(all.first?.contains("test.proto → a.proto → test.proto") == true)
  }

  @Test func `A missing import says where it was looked for`() {
    let all = complaints("syntax = \"proto3\";\nimport \"none.proto\";\n")
    #expect(all.first?.contains("'none.proto' is not found in 'memory'") == true)
  }

  @Test func `No cut of a file makes the parser fail`() {
    let text = """
      syntax = "proto3"; package p.q; import "google/protobuf/any.proto";
      option java_package = "x\\n\\x41"; /* c */ // d
      message M { oneof o { int32 a = 1 [deprecated = true]; } map<string, M> m = 2; reserved 4 to 9; }
      enum E { option allow_alias = true; Z = 0; Y = 0; } service S { rpc R(stream M) returns (M) {} }
      """
    #expect(complaints(text).isEmpty)
    for end in text.indices { _ = complaints(String(text[..<end])) }
    for place in text.indices {
      for other in ["{", "}", "\"", "\u{0}", "é", ";"] {
        var changed = text
        changed.replaceSubrange(place...place, with: other)
        _ = complaints(changed)
      }
    }
  }

  @Test func `Nesting has a limit`() {
    let text =
      "syntax = \"proto3\";\n" + String(repeating: "message M {", count: 5000)
      + String(repeating: "}", count: 5000)
    #expect(complaints(text).first?.contains("nested more than") == true)
  }
}
