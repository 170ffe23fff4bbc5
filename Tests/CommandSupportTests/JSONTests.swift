import CommandSupport
import Testing

/// The JSON of configurations.
struct JSONTests {
  @Test(
    arguments: [
      ("null", .null), (" true\n", .bool(true)), ("false", .bool(false)),
      ("-1.5e+3", .number("-1.5e+3")), ("[]", .array([])), ("{ }", .object([:])),
      ("[1, [\"a\"]]", .array([.number("1"), .array([.string("a")])])),
      ("{\"a\" : {\"b\":null}, \"c\":[]}", .object(["a": .object(["b": .null]), "c": .array([])])),
      ("\"ä\\n\\\"\\\\\\/\\u00e4\\ud83d\\ude00\"", .string("ä\n\"\\/ä😀")),
    ] as [(String, JSON)])
  func `Values are read`(_ text: String, _ expected: JSON) throws {
    #expect(try JSON(Array(text.utf8)) == expected)
  }

  @Test(
    arguments: [
      "", "nul", "[1,]", "{\"a\"}", "{a: 1}", "[1", "\"a", "\"a\nb\"", "\"\\x\"", "\"\\u12\"",
      "\"\\ud800\"", "1 2", "inf", "0x1g", "+", "{\"a\": 1, \"a\": 2}",
      String(repeating: "[", count: 10_000),
    ])
  func `What is not JSON is refused`(_ text: String) {
    #expect(throws: JSONError.self) { try JSON(Array(text.utf8)) }
  }

  @Test func `An error says its line`() throws {
    let error = try #require(throws: JSONError.self) { try JSON(Array("{\n\n\"a\": ?}".utf8)) }
    #expect(error.line == 3)
    #expect(error.description == "'?' is not expected here")
  }
}
