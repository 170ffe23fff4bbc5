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

  @Test("what is not a string's is said")
  func badStrings() {
    #expect(
      Reading("option x = \"ab\nc\";").messages.first == "the string does not end on its line")
    #expect(Reading("option x = \"ab").messages.first == "the string does not end on its line")
    #expect(optionValue(#""\q""#).messages == ["the escape is not one of a string's"])
    #expect(optionValue(#""\x""#).messages == ["the escape is not one of a string's"])
    #expect(optionValue(#""\ud800""#).messages == ["the escape is not one of a string's"])
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
    "what is no number is said", arguments: ["09", "0x", "1a", "1.2.3", "0xg", "1e", "2f", "2.5F"])
  func badNumbers(literal: String) {
    #expect(optionValue(literal).messages == ["'\(literal)' is not a number"])
  }
}
