import MartletDynamic
import Testing

/// The types of google.protobuf that have a form of their own in JSON.
struct WellKnownTests {
  private func through(_ type: String, _ file: String, _ value: String) throws -> String {
    let (type, _) = try message(
      "google.protobuf.\(type) f = 1;", imports: ["google/protobuf/\(file).proto"])
    let message = try DynamicMessage(type, jsonString: #"{"f":\#(value)}"#)
    let back = try DynamicMessage(type, serializedBytes: message.serializedBytes())
    #expect(back == message)
    return String(try back.jsonString().dropFirst(#"{"f":"#.count).dropLast())
  }

  @Test(arguments: [
    ("Timestamp", "timestamp", #""1970-01-01T00:00:00Z""#, nil),
    ("Timestamp", "timestamp", #""2024-02-29T23:59:59.120Z""#, nil),
    ("Timestamp", "timestamp", #""0001-01-01T00:00:00Z""#, nil),
    ("Timestamp", "timestamp", #""9999-12-31T23:59:59.999999999Z""#, nil),
    ("Timestamp", "timestamp", #""1969-12-31T16:00:00.1-08:00""#, #""1970-01-01T00:00:00.100Z""#),
    ("Duration", "duration", #""1.5s""#, #""1.500s""#),
    ("Duration", "duration", #""-0.000001s""#, #""-0.000001s""#),
    ("Duration", "duration", #""315576000000s""#, nil),
    ("FieldMask", "field_mask", #""a,fooBar.bazQux""#, nil),
    ("FieldMask", "field_mask", #""""#, nil),
    ("Int64Value", "wrappers", #""5""#, nil),
    ("BoolValue", "wrappers", "false", nil),
    ("BytesValue", "wrappers", #""AQI=""#, nil),
    ("Struct", "struct", #"{"a":1,"b":[true,null,"x",{}]}"#, nil),
    ("Value", "struct", "null", nil), ("Value", "struct", "[]", nil),
    ("Value", "struct", #"{"a":-1.5}"#, nil),
    ("ListValue", "struct", #"[1,[2]]"#, nil),
    ("Empty", "empty", "{}", nil),
  ])
  func `Each has its own form`(
    type: String, file: String, value: String, expected: String?
  ) throws {
    #expect(try through(type, file, value) == expected ?? value)
  }

  @Test(arguments: [
    ("Timestamp", "timestamp", #""2023-02-29T00:00:00Z""#),
    ("Timestamp", "timestamp", #""2023-01-01T00:00:00""#),
    ("Timestamp", "timestamp", #""2023-01-01t00:00:00Z""#),
    ("Timestamp", "timestamp", #""0000-12-31T23:59:59Z""#),
    ("Timestamp", "timestamp", #""2023-01-01T00:00:00.1234567890Z""#),
    ("Timestamp", "timestamp", #""2023-01-01T24:00:00Z""#),
    ("Duration", "duration", #""1""#), ("Duration", "duration", #""315576000001s""#),
    ("Duration", "duration", #""s""#), ("FieldMask", "field_mask", #""foo_bar""#),
    ("Int32Value", "wrappers", #""x""#), ("Struct", "struct", "[]"),
    ("ListValue", "struct", "{}"),
  ])
  func `What is none is refused`(type: String, file: String, value: String) throws {
    #expect(throws: DynamicMessageError.self) { try through(type, file, value) }
  }

  @Test func `An Any within an Any is refused before the stack is`() throws {
    let any = try type("google.protobuf.Any", in: "google/protobuf/any.proto")
    var options = JSONEncodingOptions()
    options.pool = try pool("google/protobuf/any.proto")
    var message = DynamicMessage(any)
    for _ in 0..<2000 {
      var outer = DynamicMessage(any)
      try outer.set("type_url", to: .string("x/google.protobuf.Any"))
      try outer.set("value", to: .bytes(message.serializedBytes()))
      message = outer
    }
    #expect(
      complaint { try message.jsonString(options: options) }
        == "google.protobuf.Any are nested more than 100 deep")
  }

  @Test func `An Any is written with the fields of its message`() throws {
    let (type, pool) = try message(
      "google.protobuf.Any any = 1; int32 n = 2;",
      imports: ["google/protobuf/any.proto", "google/protobuf/duration.proto"])
    var (reading, writing) = (JSONDecodingOptions(), JSONEncodingOptions())
    reading.pool = pool
    writing.pool = pool
    for text in [
      #"{"any":{"@type":"type.googleapis.com/M","n":5}}"#,
      #"{"any":{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1s"}}"#,
      #"{"any":{}}"#,
    ] {
      let message = try DynamicMessage(type, jsonString: text, options: reading)
      #expect(try message.jsonString(options: writing) == text)
    }
    #expect(
      complaint {
        try DynamicMessage(
          type, jsonString: #"{"any":{"@type":"x.com/Nothing"}}"#, options: reading)
      } == "the type 'Nothing' of an Any is not known; is its file there?")
  }
}
