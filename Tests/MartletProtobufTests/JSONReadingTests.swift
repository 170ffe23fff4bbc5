internal import MartletProtobuf
internal import Testing

/// ProtoJSON, as protobuf's documentation has it, read.
@Suite("Messages from JSON")
struct JSONReadingTests {
  private func inner(_ text: String) throws -> Everything.Inner {
    try Everything.Inner(jsonString: text)
  }

  @Test func `Both names of a field are known, in any order, with any space`() throws {
    let text = "{ \"some_bytes\" : \"AA==\",\n\t\"anInt32\":1 , \"im\\u0061geUrl\":\"x\"\r\n}"
    let message = try Everything(jsonString: text)
    #expect(message.someBytes == [0] && message.anInt32 == 1 && message.imageURL == "x")
  }

  @Test(arguments: ["7", "7.0", "70e-1", "0.7E1", "\"7\"", "\"7.0\"", "7.0000000000000000000000"])
  func `An integer may be written in many ways`(_ text: String) throws {
    #expect(try inner("{\"number\":\(text)}").number == 7)
  }

  @Test(arguments: [
    "7.5", "07", "+7", "2147483648", "-2147483649", "1e10", "\"\"", "\" 7\"", "true", "{}",
    "7e", ".7", "7.", "-", "\"7 \"", "1e-1", "\"NaN\"",
  ])
  func `What is no integer of the field's type is refused`(_ text: String) {
    let error = #expect(throws: JSONDecodingError.self) { try inner("{\"number\":\(text)}") }
    #expect(error?.path == ["number"])
  }

  @Test func `Integers have all of their range`() throws {
    let text =
      #"{"anInt64":-9223372036854775808,"aUint64":18446744073709551615,"#
      + #""aSint64":"9223372036854775807"}"#
    let message = try Everything(jsonString: text)
    #expect(message.anInt64 == .min && message.aUint64 == .max && message.aSint64 == .max)
    #expect(throws: JSONDecodingError.self) {
      try Everything(jsonString: #"{"anInt64":9223372036854775808}"#)
    }
    #expect(throws: JSONDecodingError.self) { try Everything(jsonString: #"{"aUint64":-1}"#) }
  }

  @Test(arguments: [
    ("0.1", 0.1 as Double), ("1e23", 1e23), ("-0", -0.0),
    ("123456789012345678901234567890", 1.2345678901234568e29),
    ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown),
    ("\"-Infinity\"", -.infinity),
    ("9007199254740993", 9007199254740992.0), ("\"1.5\"", 1.5),
    ("5e-324", Double.leastNonzeroMagnitude), ("1e-400", 0.0),
  ])
  func `A number becomes the nearest there is`(_ text: String, _ number: Double) throws {
    let value = try Everything(jsonString: "{\"aDouble\":\(text)}").aDouble
    #expect(value.bitPattern == number.bitPattern)
  }

  @Test(arguments: ["1e400", "\"inf\"", "NaN", "\"1e400\"", "1.5.2", "\"\""])
  func `What is no number, or too large, is refused`(_ text: String) {
    #expect(throws: JSONDecodingError.self) {
      try Everything(jsonString: "{\"aDouble\":\(text)}")
    }
  }

  @Test func `Floats are refused beyond their range`() throws {
    #expect(throws: JSONDecodingError.self) { try Everything(jsonString: #"{"aFloat":3.5e38}"#) }
    #expect(
      try Everything(jsonString: #"{"aFloat":3.4028234e38}"#).aFloat == .greatestFiniteMagnitude)
  }

  @Test func `Null leaves a field unset, but not in lists and maps`() throws {
    let text =
      #"{"anInt32":null,"inner":null,"strings":null,"counts":null,"chosenText":null,"color":null,"#
      + #""chosenNumber":1}"#
    #expect(try Everything(jsonString: text) == .with { $0.chosenNumber = 1 })
    for text in [#"{"strings":[null]}"#, #"{"inners":[null]}"#, #"{"counts":{"a":null}}"#] {
      #expect(throws: JSONDecodingError.self) { try Everything(jsonString: text) }
    }
  }

  @Test func `A name of an enumeration may be any of a value's names, or the number`() throws {
    let text = #"{"colors":["COLOR_RED","COLOR_CRIMSON",-7,"COLOR_NEGATIVE",9]}"#
    #expect(
      try Everything(jsonString: text).colors == [
        .red, .red, .negative, .negative, .UNRECOGNIZED(9),
      ])
  }

  @Test func `Unknown names are refused, or passed over with all that they hold`() throws {
    let text = #"""
      {"x":{"a":[1,"}",{"b":null}],"c":false},"number":1,"y":-1.5e3}
      """#
    let error = #expect(throws: JSONDecodingError.self) { try inner(text) }
    #expect(error?.message.contains("no field 'x'") == true && error?.byteOffset == 1)
    var options = JSONDecodingOptions()
    options.ignoreUnknownFields = true
    #expect(try Everything.Inner(jsonString: text, options: options).number == 1)
    let colors = #"{"color":"NONE","colors":["NONE","COLOR_RED"],"colorsByFlag":{"true":"NONE"}}"#
    #expect(
      try Everything(jsonString: colors, options: options) == .with { $0.colors = [.red] })
    #expect(throws: JSONDecodingError.self) { try Everything(jsonString: colors) }
    #expect(throws: JSONDecodingError.self) {
      try Everything.Inner(jsonString: #"{"x":[1,]}"#, options: options)
    }
  }

  @Test(arguments: [
    #"{"number":1,"number":1}"#, #"{"number":1,"number":null}"#,
  ])
  func `A field that comes twice is refused`(_ text: String) {
    #expect(throws: JSONDecodingError.self) { try inner(text) }
  }

  @Test(arguments: [
    #"{"anInt32":1,"an_int32":1}"#, #"{"chosenNumber":1,"chosenText":""}"#,
    #"{"counts":{"a":1,"a":2}}"#,
  ])
  func `A oneof, a key, and a field of two names are there once`(_ text: String) {
    #expect(throws: JSONDecodingError.self) { try Everything(jsonString: text) }
  }

  @Test(arguments: [
    "", "{", "}", "[]", "{}}", "{} {}", "{\"number\"}", "{\"number\":}", "{\"number\":1,}", "{,}",
    "{\"number\":1 \"text\":\"\"}", "{number:1}", "{'number':1}", "null", "{\"text\":\"a\nb\"}",
    "{\"text\":\"\\x\"}", "{\"text\":\"\\ud800\"}", "{\"text\":\"\\udc00\\ud800\"}",
    "{\"text\":\"\\u12\"}", "{\"text\":\"a}", "{\"text\":nul}", "// no\n{}", "{\"number\":0x7}",
    "{\"text\":\"\\",
  ])
  func `What is no JSON is refused`(_ text: String) {
    #expect(throws: JSONDecodingError.self) { try inner(text) }
  }

  @Test func `Bytes that are not UTF-8 are refused`() {
    let bytes = Array("{\"text\":\"".utf8) + [0xc0, 0x80] + Array("\"}".utf8)
    #expect(throws: JSONDecodingError.self) { try Everything.Inner(jsonUTF8Bytes: bytes) }
  }

  @Test(arguments: [("\\ud83d\\ude86", "🚆"), ("\\u00e9\\/\\b", "é/\u{8}"), ("\\u0000", "\0")])
  func `Escapes stand for characters`(_ escape: String, _ character: String) throws {
    #expect(try inner("{\"text\":\"\(escape)\"}").text == character)
  }

  @Test(arguments: [
    ("-_-_", [0xfb, 0xff, 0xbf] as [UInt8]), ("+/+/", [0xfb, 0xff, 0xbf]), ("AQ", [1]),
    ("AQ==", [1]), ("AQI", [1, 2]), ("", []),
  ])
  func `Base64 is read in both alphabets, with padding or without`(
    _ text: String, _ bytes: [UInt8]
  ) throws {
    #expect(try Everything(jsonString: "{\"someBytes\":\"\(text)\"}").someBytes == bytes)
  }

  @Test(arguments: ["A", "A===", "AQ=A", "A Q=", "äöü"])
  func `What is no Base64 is refused`(_ text: String) {
    #expect(throws: JSONDecodingError.self) {
      try Everything(jsonString: "{\"someBytes\":\"\(text)\"}")
    }
  }

  @Test func `An error says the line, the column and the path`() throws {
    let text = "{\n  \"child\": {\n    \"innersByName\": {\"k\": {\"number\": \"x\"}}}}"
    let error = try #require(
      #expect(throws: JSONDecodingError.self) { try Everything(jsonString: text) })
    #expect(error.path == ["child", "inners_by_name[\"k\"]", "number"])
    #expect((error.line, error.column) == (3, 38))
    #expect(
      error.description.hasPrefix(
        "3:38: martlet.testing.Everything.child.inners_by_name[\"k\"].number: "))
    let list = #expect(throws: JSONDecodingError.self) {
      try Everything(jsonString: #"{"inners":[{},{"number":[]}]}"#)
    }
    #expect(list?.path == ["inners[1]", "number"])
  }

  @Test func `Nesting is bounded, also of what is passed over`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "{\"child\":", count: depth) + "{}" + String(repeating: "}", count: depth)
    }
    #expect(try Everything(jsonString: nested(99)).hasChild)
    let error = #expect(throws: JSONDecodingError.self) { try Everything(jsonString: nested(100)) }
    #expect(error?.message == "messages are nested too deeply")
    var options = JSONDecodingOptions()
    options.ignoreUnknownFields = true
    let arrays = "{\"x\":" + String(repeating: "[", count: 100_000)
    #expect(throws: JSONDecodingError.self) { try Everything(jsonString: arrays, options: options) }
    options.messageDepthLimit = 2
    #expect(throws: JSONDecodingError.self) {
      try Everything(jsonString: nested(2), options: options)
    }
  }
}
