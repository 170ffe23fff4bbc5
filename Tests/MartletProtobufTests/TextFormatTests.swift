internal import MartletProtobuf
internal import Testing

/// Protobuf's text format, both ways.
@Suite("The text format")
struct TextFormatTests {
  private func read(_ text: String) throws -> Everything {
    try Everything(textFormatString: text)
  }

  @Test func `A message with everything comes back`() throws {
    var message = fullMessage()
    message.unknownFields = .init()
    #expect(try read(message.textFormatString()) == message)
  }

  @Test func `Unknown fields are shown by their numbers, unless one asks not to`() throws {
    let message = try Google_Protobuf_Empty(
      serializedBytes: bytes("08 05 12 02 08 01 1a 01 ff 25 01 00 00 00 2b 30 01 2c"))
    #expect(
      message.textFormatString() == #"""
        1: 5
        2 {
          1: 1
        }
        3: "\377"
        4: 0x00000001
        5 {
          6: 1
        }

        """#)
    var options = TextFormatEncodingOptions()
    options.printUnknownFields = false
    #expect(message.textFormatString(options: options) == "")
  }

  @Test func `Numbers are decimal, octal or hexadecimal`() throws {
    let message = try read("an_int32: - 0x1F int32s: [017, 0, -8] a_uint64: 18446744073709551615")
    #expect(message.anInt32 == -31 && message.int32S == [15, 0, -8] && message.aUint64 == .max)
    let text = "doubles: [1, .5, 2.f, 1e3F, -inf, INFINITY, 7f] a_float: 0.1"
    #expect(try read(text).doubles == [1, 0.5, 2, 1000, -.infinity, .infinity, 7])
    for text in [
      "an_int32: 1.0", "an_int32: 09", "a_uint32: -1", "an_int32: 2147483648", "a_double: 0x1",
    ] {
      #expect(throws: TextFormatDecodingError.self) { try read(text) }
    }
  }

  @Test func `Strings in both quotes are joined, and have C's escapes`() throws {
    let text = #"a_string: "a" 'b"' # joined\#n "\x41\101\u00e9\U0001F686\n\'""#
    #expect(try read(text).aString == "ab\"AAé🚆\n'")
    #expect(try read(#"some_bytes: "\377\xfe""#).someBytes == [0xff, 0xfe])
    for text in [
      #"a_string: "\377""#, "a_string: \"a\nb\"", #"a_string: "\ud800""#, #"a_string: "a"#,
      #"some_bytes: "\777""#,
    ] {
      #expect(throws: TextFormatDecodingError.self) { try read(text) }
    }
  }

  @Test func `Messages, lists and maps have several forms`() throws {
    let text = """
      inner { number: 1 }, inners: < number: 2 >; inners [{}, {number: 3}]
      counts { key: "a" value: 1 } counts: [{key: "b"}, {value: 2, key: "a"}]
      bools: [] bools: true bools: t bools: 0 color: COLOR_CRIMSON colors: [-7, 9]
      """
    let message = try read(text)
    #expect(message.inner.number == 1 && message.inners.map(\.number) == [2, 0, 3])
    #expect(message.counts == ["a": 2, "b": 0] && message.bools == [true, true, false])
    #expect(message.color == .red && message.colors == [.negative, .UNRECOGNIZED(9)])
  }

  @Test(arguments: [
    "an_int32: 1 an_int32: 2", "inner {} inner {}", "chosen_number: 1 chosen_text: ''",
    "unknown: 1", "inner { number: 1", "inner { > ", "an_int32 1", "color: NONE", "strings: ['a',]",
    "1: 5", "[a.b]: 1", "anInt32: 1", "a_bool: 2", "}", "an_int32: 5x", "children { x: 1 }",
  ])
  func `What is no message is refused`(_ text: String) {
    #expect(throws: TextFormatDecodingError.self) { try read(text) }
  }

  @Test func `An error says the line, the column and the path`() throws {
    let error = try #require(
      #expect(throws: TextFormatDecodingError.self) {
        try read("# first\nchild {\n  inner { number: x }\n}")
      })
    #expect((error.line, error.column) == (3, 19))
    #expect(error.path == ["child", "inner", "number"])
  }

  @Test func `Unknown names are passed over if one asks`() throws {
    var options = TextFormatDecodingOptions()
    options.ignoreUnknownFields = true
    let text = "x { y: 1 [a.b/c] <> } z: [1, {}] w: 'a' 'b' v: -inf an_int32: 4"
    #expect(try Everything(textFormatString: text, options: options).anInt32 == 4)
    options.ignoreUnknownFields = false
    options.ignoreUnknownExtensionFields = true
    #expect(try Everything(textFormatString: "[a.b] {} an_int32: 4", options: options).anInt32 == 4)
    #expect(throws: TextFormatDecodingError.self) {
      try Everything(textFormatString: "x: 1", options: options)
    }
  }

  @Test(arguments: [
    "1", "-inf", "0.5", "NAME", "'a' 'b'", "{ a: 1 }", "< [a.b]: 1 >", "[1, -2]",
    "[{}, { b: [1] }]",
  ])
  func `A reserved name is passed over with its value`(value: String) throws {
    let text = "an_int32: 1 gone: \(value), a_bool: true child { gone: \(value) }"
    let expected = Everything.with {
      $0.anInt32 = 1
      $0.aBool = true
      $0.child = Everything()
    }
    #expect(try read(text) == expected)
    #expect(throws: TextFormatDecodingError.self) { try read("gone: \(value) unknown: 1") }
    #expect(throws: JSONDecodingError.self) { try Everything(jsonString: "{\"gone\": 1}") }
  }

  @Test(arguments: ["gone 1", "gone 'a'", "gone: {", "gone: [1,]", "gone:", "gone [1]"])
  func `What is passed over is text nevertheless`(text: String) {
    #expect(throws: TextFormatDecodingError.self) { try read(text) }
  }

  @Test(arguments: [".", "-.", ".f", ".e5", ".inf"])
  func `A number has a digit`(number: String) {
    #expect(throws: TextFormatDecodingError.self) { try read("a_double: \(number)") }
  }

  @Test func `What is no number has no sign, so that it is read as it was written`() throws {
    let message = try read("a_double: -nan a_float: -NaN")
    #expect(message.aDouble.bitPattern == Double.nan.bitPattern)
    #expect(message.aFloat.bitPattern == Float.nan.bitPattern)
    let again: [UInt8] = try read(message.textFormatString()).serializedBytes()
    #expect(try again == message.serializedBytes())
  }

  @Test func `Between the parts of a name in brackets may be space and comments`() throws {
    Google_Protobuf_Any.register(messageType: Everything.Inner.self)
    let url = "type.googleapis.com/martlet.testing.Everything.Inner"
    let text = "[ type.goo\ngleapis\t.com / martlet # one\n.testing.Everything.In # two \nner ]{}"
    #expect(try Google_Protobuf_Any(textFormatString: text).typeURL == url)
    let escaped = "a%2F-_~!$&()*+,;=/martlet.testing.Everything.Inner"
    #expect(try Google_Protobuf_Any(textFormatString: "[\(escaped)]{}").typeURL == escaped)
    for wrong in ["a%/", "a%2/", "a%ZZ/", "a^/", "", "%"] {
      #expect(throws: TextFormatDecodingError.self, "\(wrong)") {
        try Google_Protobuf_Any(
          textFormatString: "[\(wrong)martlet.testing.Everything.Inner]{}")
      }
    }
  }

  @Test func `An Any shows what it holds`() throws {
    Google_Protobuf_Any.register(messageType: Everything.Inner.self)
    let text = """
      [type.googleapis.com/martlet.testing.Everything.Inner] {
        number: 5
      }

      """
    let any = try Google_Protobuf_Any(textFormatString: text)
    #expect(try Everything.Inner(serializedBytes: any.value).number == 5)
    #expect(any.textFormatString() == text)
    let unknown = Google_Protobuf_Any.with { $0.typeURL = "x/not.Known" }
    #expect(unknown.textFormatString() == "type_url: \"x/not.Known\"\n")
    #expect(throws: TextFormatDecodingError.self) {
      try Google_Protobuf_Any(textFormatString: "[x/not.Known] {}")
    }
  }

  @Test func `Nesting is bounded`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "child {", count: depth) + String(repeating: "}", count: depth)
    }
    #expect(try read(nested(100)).hasChild)
    #expect(throws: TextFormatDecodingError.self) { try read(nested(101)) }
    var options = TextFormatDecodingOptions()
    options.ignoreUnknownFields = true
    let lists = "x: " + String(repeating: "[", count: 100_000)
    #expect(throws: TextFormatDecodingError.self) {
      try Everything(textFormatString: lists, options: options)
    }
  }
}
