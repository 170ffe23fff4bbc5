import MartletDynamic
import Testing

/// The rules of ProtoJSON.
struct JSONTests {
  private func read(_ text: String, ignoringUnknown: Bool = false) throws -> DynamicMessage {
    var options = JSONDecodingOptions()
    options.ignoreUnknownFields = ignoringUnknown
    return try DynamicMessage(everything(), jsonString: text, options: options)
  }

  @Test(arguments: [
    (#"{"anInt32":"7"}"#, #"{"anInt32":7}"#), (#"{"anInt32":7.0}"#, #"{"anInt32":7}"#),
    (#"{"anInt32":1e2}"#, #"{"anInt32":100}"#),
    (#"{"an_int32":7}"#, #"{"anInt32":7}"#),
    (#"{"aUint64":18446744073709551615}"#, #"{"aUint64":"18446744073709551615"}"#),
    (#"{"aDouble":"-Infinity"}"#, #"{"aDouble":"-Infinity"}"#),
    (#"{"aDouble":-0.0}"#, #"{"aDouble":-0.0}"#),
    (#"{"color":-7}"#, #"{"color":"COLOR_NEGATIVE"}"#),
    (#"{"color":"COLOR_CRIMSON"}"#, #"{"color":"COLOR_RED"}"#),
    (#"{"color":1234}"#, #"{"color":1234}"#),
    (#"{"someBytes":"-_8"}"#, #"{"someBytes":"+/8="}"#),
    (#"{"aString":null,"inner":null,"strings":null}"#, "{}"),
    (#"{"inner":{}}"#, #"{"inner":{}}"#),
    (#"{"maybeInt32":0}"#, #"{"maybeInt32":0}"#),
    (#"{"aString":"\ud83d\ude86\u00e9\n"}"#, #"{"aString":"🚆é\n"}"#),
    (
      #"{"colorsByFlag":{"true":1,"false":0}}"#,
      #"{"colorsByFlag":{"false":"COLOR_UNSPECIFIED","true":"COLOR_RED"}}"#
    ),
    (" { \"counts\" : { \"a\" : 1 } } ", #"{"counts":{"a":1}}"#),
  ])
  func `What is read is written in its canonical form`(text: String, expected: String) throws {
    #expect(try read(text).jsonString() == expected)
  }

  @Test(arguments: [
    (
      #"{"anInt32":2147483648}"#,
      "anInt32: 2147483648 is no whole number from -2147483648 to 2147483647"
    ),
    (#"{"anInt32":1.5}"#, "anInt32: 1.5 is no whole number from -2147483648 to 2147483647"),
    (#"{"anInt32":true}"#, "anInt32: true is not of the field's type, int32"),
    (#"{"anInt32":" 1"}"#, "anInt32: ' 1' is no number"),
    (#"{"aFloat":1e60}"#, "aFloat: 1e60 is too large"),
    (#"{"aBool":"true"}"#, #"aBool: "true" is not of the field's type, bool"#),
    (#"{"aString":1}"#, "aString: 1 is not of the field's type, string"),
    (#"{"someBytes":"a"}"#, "someBytes: this is no Base64"),
    (#"{"nothing":1}"#, "nothing: martlet.testing.Everything has no such field"),
    (#"{"anInt32":1,"an_int32":2}"#, "an_int32: the field is there twice, by both of its names"),
    (
      #"{"chosenNumber":1,"chosenText":"x"}"#,
      "chosenText: another field of the oneof 'choice' is there"
    ),
    (#"{"inners":[{"number":1},{"number":"x"}]}"#, "inners[1].number: 'x' is no number"),
    (#"{"inners":[null]}"#, "inners[0]: null cannot be an element"),
    (
      #"{"innersByName":{"a":{"text":1}}}"#,
      #"innersByName["a"].text: 1 is not of the field's type, string"#
    ),
    (
      #"{"color":"COLOR_BLUE"}"#,
      "color: martlet.testing.Everything.Color has no value 'COLOR_BLUE'"
    ),
    (#"{"int32s":1}"#, "int32s: the field is repeated: an array was expected, not 1"),
    (#"{"inner":[]}"#, "inner: martlet.testing.Everything.Inner is an object, not an array"),
    ("[]", "martlet.testing.Everything is an object, not an array"),
    ("{\n  \"aBool\": tru\n}", "2:12: a value was expected"),
    (#"{"aBool":true,}"#, "1:15: a name in quotes was expected"),
    (#"{"aBool":true"#, "1:14: ',' or '}' was expected"),
    (#"{"aBool":true} x"#, "1:16: there is more after the value"),
    (#"{"aBool":true,"aBool":false}"#, #"1:22: "aBool" stands twice"#),
    (#"{"anInt32":01}"#, "1:13: ',' or '}' was expected"),
    (#"{"anInt32":+1}"#, "1:12: a value was expected"),
    (#"{"aString":"\x"}"#, "1:15: there is no such escape"),
    (#"{"aString":"\ud83d"}"#, "1:19: half of a character stands alone"),
    ("{\"aString\":\"\u{1}\"}", "1:14: a control character must be escaped"),
  ])
  func `What is wrong is said with its place`(text: String, expected: String) throws {
    #expect(complaint { try read(text) } == expected)
  }

  @Test func `Unknown members and names of values can be skipped`() throws {
    let message = try read(
      #"{"nothing":{"a":[1]},"color":"COLOR_BLUE","colors":["COLOR_BLUE",1]}"#,
      ignoringUnknown: true)
    #expect(try message.jsonString() == #"{"colors":["COLOR_RED"]}"#)
  }

  @Test func `Options change names, enumerations, defaults and lines`() throws {
    let (type, _) = try message("int32 first_field = 1; E e = 2; enum E { A = 0; B = 1; } M m = 3;")
    let message = try DynamicMessage(type, jsonString: #"{"e":"B"}"#)
    var options = JSONEncodingOptions()
    options.alwaysPrintDefaultValues = true
    options.alwaysPrintEnumsAsInts = true
    options.preserveProtoFieldNames = true
    options.isPretty = true
    #expect(
      try message.jsonString(options: options) == """
        {
          "first_field": 0,
          "e": 1
        }
        """)
  }

  @Test func `Deep JSON is refused before the stack is`() throws {
    let (type, _) = try message("M m = 1;")
    let text = String(repeating: #"{"m":"#, count: 50_000)
    #expect(
      complaint { try DynamicMessage(type, jsonString: text) }
        .hasSuffix("values are nested more than 200 deep"))
  }
}
