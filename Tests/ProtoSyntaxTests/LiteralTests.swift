internal import ProtoSyntax
internal import Testing

@Suite("Literals")
struct LiteralTests {
  @Test(
    "strings: escapes as in C, and pieces that follow each other are one",
    arguments: [
      (#""abc""#, "abc"), (#"'abc'"#, "abc"), (#""a'b""#, "a'b"), (#"'a"b'"#, "a\"b"),
      (#""\a\b\f\n\r\t\v\\\'\"\?""#, "\u{7}\u{8}\u{c}\n\r\t\u{b}\\'\"?"),
      (#""\101\7\1012""#, "A\u{7}A2"), (#""\x41\X42\x4""#, "AB\u{4}"),
      (#""\u00e9\U0001F686""#, "é🚆"), (#""a" "b" 'c'"#, "abc"), ("\"é東\"", "é東"),
      (#""//no /*comment*/""#, "//no /*comment*/"), (#""""#, ""),
    ])
  func strings(literal: String, expected: String) {
    let (value, messages) = optionValue(literal)
    #expect(messages.isEmpty)
    guard case .string(let bytes) = value else {
      Issue.record("\(literal) is no string")
      return
    }
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test("a string may have any byte, by its escape")
  func bytes() {
    guard case .string(let bytes) = optionValue(#""\377\xff\0""#).value else {
      Issue.record("no string")
      return
    }
    #expect(bytes == [255, 255, 0])
  }

  @Test(
    "characters by their numbers, though there be none, as protoc writes them",
    arguments: [
      (#""\u00e9\u6771""#, [0xc3, 0xa9, 0xe6, 0x9d, 0xb1]),
      (#""\ud83d\ude86""#, [0xf0, 0x9f, 0x9a, 0x86]), (#""\udc00""#, [0xed, 0xb0, 0x80]),
      (#""\ud800x""#, [0xed, 0xa0, 0x80, 0x78]),
      (#""\ud800\u0041""#, [0xed, 0xa0, 0x80, 0x41]),
      (#""\U0000d800\udc00""#, [0xf0, 0x90, 0x80, 0x80]),
      (#""\U0010ffff""#, [0xf4, 0x8f, 0xbf, 0xbf]), (#""\U001fffff""#, Array("\\U001fffff".utf8)),
    ] as [(String, [UInt8])])
  func characters(literal: String, expected: [UInt8]) {
    guard case .string(let bytes) = optionValue(literal).value else {
      Issue.record("\(literal) is no string")
      return
    }
    #expect(bytes == expected)
  }

  @Test("what is not a string's is said")
  func badStrings() {
    #expect(
      Reading("option x = \"ab\nc\";").messages.first == "the string does not end on its line")
    #expect(Reading("option x = \"ab").messages.first == "the string does not end on its line")
    #expect(optionValue(#""\q""#).messages == ["the escape is not one of a string's"])
    #expect(optionValue(#""\x""#).messages == ["the escape is not one of a string's"])
    #expect(optionValue(#""\U00200000""#).messages == ["the escape is not one of a string's"])
  }

  @Test(
    "whole numbers: decimal, octal and hexadecimal",
    arguments: [
      ("0", 0), ("7", 7), ("010", 8), ("0x1F", 31), ("0Xff", 255), ("18446744073709551615", .max),
      ("0xFFFFFFFFFFFFFFFF", UInt64.max),
    ])
  func integers(literal: String, expected: UInt64) {
    guard case .positive(let number) = optionValue(literal).value else {
      Issue.record("\(literal) is no whole number")
      return
    }
    #expect(number == expected)
  }

  @Test("negative numbers, down to the smallest of 64 bits")
  func negative() {
    guard case .negative(-5) = optionValue("-5").value,
      case .negative(.min) = optionValue("-9223372036854775808").value
    else {
      Issue.record("not negative")
      return
    }
  }

  @Test(
    "numbers with a fraction or an exponent",
    arguments: [
      ("1.5", 1.5), (".5", 0.5), ("1.", 1), ("1e3", 1000), ("1E-2", 0.01), ("1.5e+2", 150),
      ("-1.5", -1.5),
      ("18446744073709551616", 18_446_744_073_709_551_616),
      ("-inf", -Double.infinity),
    ])
  func floats(literal: String, expected: Double) {
    guard case .float(let number) = optionValue(literal).value else {
      Issue.record("\(literal) is no number with a fraction")
      return
    }
    #expect(number == expected)
  }

  @Test(
    "what is no number is said",
    arguments: ["09", "09.1", "01.5", "07e1", "0x", "1a", "1.2.3", "0xg", "1e", "2f", "2.5F"])
  func badNumbers(literal: String) {
    #expect(optionValue(literal).messages == ["'\(literal)' is not a number"])
  }
}
