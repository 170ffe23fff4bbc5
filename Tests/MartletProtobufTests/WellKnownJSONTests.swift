internal import MartletProtobuf
internal import Testing

/// The types of google.protobuf that have a form of their own in JSON.
@Suite("Well-known types as JSON")
struct WellKnownJSONTests {
  private func check<M: Message>(
    _ message: M, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var options = JSONEncodingOptions()
    options.useDeterministicOrdering = true
    #expect(try message.jsonString(options: options) == text, sourceLocation: sourceLocation)
    #expect(try M(jsonString: text) == message, sourceLocation: sourceLocation)
  }

  @Test func `Times, durations and field masks are strings`() throws {
    try check(
      Google_Protobuf_Timestamp.with { ($0.seconds, $0.nanos) = (1_700_000_000, 120_000_000) },
      "\"2023-11-14T22:13:20.120Z\"")
    try check(
      Google_Protobuf_Duration.with { ($0.seconds, $0.nanos) = (-1, -500_000) }, "\"-1.000500s\"")
    try check(
      Google_Protobuf_FieldMask.with { $0.paths = ["user.display_name", "photo"] },
      "\"user.displayName,photo\"")
    for text in ["\"2023-11-14\"", "\"0000-01-01T00:00:00Z\"", "5", "null"] {
      #expect(throws: JSONDecodingError.self) { try Google_Protobuf_Timestamp(jsonString: text) }
    }
    #expect(throws: JSONEncodingError.self) {
      try Google_Protobuf_FieldMask.with { $0.paths = ["fooBar"] }.jsonString()
    }
  }

  @Test func `Wrappers are their values`() throws {
    try check(Google_Protobuf_StringValue.with { $0.value = "a" }, "\"a\"")
    try check(Google_Protobuf_Int64Value.with { $0.value = 5 }, "\"5\"")
    try check(Google_Protobuf_BoolValue(), "false")
    try check(Google_Protobuf_BytesValue.with { $0.value = [1] }, "\"AQ==\"")
    try check(Google_Protobuf_DoubleValue.with { $0.value = 0.5 }, "0.5")
    #expect(!(try Everything(jsonString: #"{"wrapped":null}"#).hasWrapped))
    #expect(try Everything(jsonString: #"{"wrapped":""}"#).hasWrapped)
  }

  @Test func `Values are JSON of any kind`() throws {
    let text = #"{"a":[1,"x",null,true,{}],"b":{"c":-0.5}}"#
    let value = try Google_Protobuf_Value(jsonString: text)
    try check(value, text)
    #expect(value.structValue.fields["a"]?.listValue.values.count == 5)
    try check(try Google_Protobuf_Value(jsonString: "null"), "null")
    #expect(try Google_Protobuf_Value(jsonString: "null").kind == .nullValue(.nullValue))
    #expect(throws: JSONEncodingError.self) { try Google_Protobuf_Value().jsonString() }
    #expect(throws: JSONEncodingError.self) {
      try Google_Protobuf_Value.with { $0.numberValue = .nan }.jsonString()
    }
  }

  @Test func `An Any says its type, wherever that stands`() throws {
    Google_Protobuf_Any.register(messageType: Everything.Inner.self)
    let url = "type.googleapis.com/martlet.testing.Everything.Inner"
    let any = try Google_Protobuf_Any.with {
      $0.typeURL = url
      $0.value = try Everything.Inner.with { $0.number = 5 }.serializedBytes()
    }
    try check(any, #"{"@type":"\#(url)","number":5}"#)
    #expect(try Google_Protobuf_Any(jsonString: #"{"number":5,"@type":"\#(url)"}"#) == any)
    let time = try Google_Protobuf_Any(
      jsonString: #"{"value":"1.5s","@type":"x/google.protobuf.Duration"}"#)
    #expect(try Google_Protobuf_Duration(serializedBytes: time.value).seconds == 1)
    try check(time, #"{"@type":"x/google.protobuf.Duration","value":"1.500s"}"#)
    try check(Google_Protobuf_Any(), "{}")
    for text in [
      #"{"number":5}"#, #"{"@type":"x/not.Known"}"#, #"{"@type":5}"#,
      #"{"@type":"x/google.protobuf.Duration"}"#, #"{"@type":"\#(url)","other":1}"#,
      #"{"@type":"\#(url)","number":5,"@type":"\#(url)"}"#,
      #"{"@type":"x/google.protobuf.Duration","value":"1s","@type":"x/google.protobuf.Empty"}"#,
    ] {
      #expect(throws: JSONDecodingError.self) { try Google_Protobuf_Any(jsonString: text) }
    }
  }

  @Test func `A name is registered for one type`() {
    #expect(Google_Protobuf_Any.register(messageType: Everything.Inner.self))
    #expect(Google_Protobuf_Any.register(messageType: Everything.Inner.self))
    #expect(
      Google_Protobuf_Any.messageType(forMessageName: "martlet.testing.Everything.Inner")
        == Everything.Inner.self)
    #expect(Google_Protobuf_Any.messageType(forTypeURL: "martlet.testing.Everything.Inner") == nil)
  }
}
