internal import MartletProtobuf
internal import Testing

@Suite struct WellKnownTests {
  @Test func `An Any holds a message and its type`() throws {
    let message = Legacy.with { $0.anInt32 = 5 }
    let any = try Google_Protobuf_Any(message: message)
    #expect(any.typeURL == "type.googleapis.com/martlet.testing.legacy.Legacy")
    #expect(any.isA(Legacy.self))
    #expect(!any.isA(Required.self))
    #expect(try Legacy(unpackingAny: any) == message)
    #expect(throws: AnyUnpackError.typeMismatch) { try Required(unpackingAny: any) }
    #expect(!Google_Protobuf_Any().isA(Legacy.self))
    let other = try Google_Protobuf_Any(message: message, typePrefix: "example.org/types/")
    #expect(other.typeURL == "example.org/types/martlet.testing.legacy.Legacy")
    #expect(other.isA(Legacy.self))
  }

  @Test func `An Any takes a message that lacks a required field only if asked to`() throws {
    #expect(throws: BinaryEncodingError.self) { try Google_Protobuf_Any(message: Required()) }
    let any = try Google_Protobuf_Any(message: Required(), partial: true)
    #expect(throws: BinaryDecodingError.self) { try Required(unpackingAny: any) }
  }

  @Test func `Types are found by their URLs once they are registered`() {
    let url = "type.googleapis.com/martlet.testing.legacy.Book"
    #expect(Google_Protobuf_Any.messageType(forTypeURL: url) == nil)
    #expect(Google_Protobuf_Any.register(messageType: Book.self))
    #expect(Google_Protobuf_Any.register(messageType: Book.self))
    #expect(Google_Protobuf_Any.messageType(forTypeURL: url) == Book.self)
    let empty = Google_Protobuf_Any.messageType(forMessageName: "google.protobuf.Empty")
    #expect(empty == Google_Protobuf_Empty.self)
  }

  @Test func `Durations add up, and their parts have one sign`() {
    typealias Duration = Google_Protobuf_Duration
    let half = Duration(nanos: 500_000_000)
    #expect(half + half == Duration(seconds: 1))
    #expect(half - Duration(seconds: 1) == Duration(nanos: -500_000_000))
    #expect(-Duration(seconds: 1, nanos: 1) == Duration(seconds: -1, nanos: -1))
    #expect(Duration(seconds: -2) + half == Duration(seconds: -1, nanos: -500_000_000))
    #expect(Duration(seconds: .max) + Duration(seconds: .max) == Duration(seconds: .max))
    #expect((1.5 as Duration) == Duration(seconds: 1, nanos: 500_000_000))
    #expect(Duration(rounding: -1.5) == Duration(seconds: -1, nanos: -500_000_000))
    #expect(Duration(rounding: .nan) == Duration())
    #expect(Duration(seconds: 2, nanos: 250_000_000).timeInterval == 2.25)
    #expect(Duration(rounding: .milliseconds(-1500)) == Duration(rounding: -1.5))
    #expect(Swift.Duration(Duration(rounding: -1.5)) == .milliseconds(-1500))
  }

  @Test func `Timestamps and durations give timestamps`() {
    typealias Timestamp = Google_Protobuf_Timestamp
    let early = Timestamp(seconds: -1, nanos: 999_999_999)
    let nano = Google_Protobuf_Duration(nanos: 1)
    #expect(early + nano == Timestamp())
    #expect(nano + early == Timestamp())
    #expect(Timestamp() - nano == early)
    #expect(Timestamp() - early == nano)
    #expect(early - Timestamp() == -nano)
    #expect(
      Timestamp(roundingTimeIntervalSince1970: -0.5) == Timestamp(seconds: -1, nanos: 500_000_000))
    let reference = Timestamp(roundingTimeIntervalSinceReferenceDate: 0.5)
    #expect(reference == Timestamp(seconds: 978_307_200, nanos: 500_000_000))
    #expect(reference.timeIntervalSinceReferenceDate == 0.5)
    #expect(reference.timeIntervalSince1970 == 978_307_200.5)
  }

  @Test func `Values are written as literals`() {
    let value: Google_Protobuf_Struct = ["a": 1, "b": nil, "c": "s", "d": true, "e": 2.5]
    #expect(value["a"]?.numberValue == 1)
    #expect(value["b"]?.kind == .nullValue(.nullValue))
    #expect(value["c"]?.stringValue == "s")
    #expect(value["d"]?.boolValue == true)
    #expect(value["e"]?.numberValue == 2.5)
    #expect(value["f"] == nil)
    let list: Google_Protobuf_ListValue = [1, "x"]
    #expect(list[1].stringValue == "x")
    #expect((7 as Google_Protobuf_Int64Value).value == 7)
    #expect(("s" as Google_Protobuf_StringValue).value == "s")
    #expect((true as Google_Protobuf_BoolValue).value)
    #expect(Google_Protobuf_BytesValue([1]).value == [1])
  }

  @Test func `Field masks are joined, cut and simplified`() throws {
    let mask = Google_Protobuf_FieldMask(protoPaths: "b", "a.x", "a", "b")
    #expect(mask.canonical.paths == ["a", "b"])
    let other = Google_Protobuf_FieldMask(protoPaths: ["a", "c"])
    #expect(mask.union(other).paths == ["b", "a.x", "a", "c"])
    #expect(mask.intersect(other).paths == ["a"])
    #expect(mask.subtract(other).paths == ["b", "a.x"])
    #expect(other.contains("a.y") && !other.contains("ab"))
    #expect(Google_Protobuf_FieldMask(jsonPaths: "fooBar.bazQux")?.paths == ["foo_bar.baz_qux"])
    #expect(Google_Protobuf_FieldMask(jsonPaths: "foo_bar") == nil)
    let numbered = try Google_Protobuf_FieldMask(fieldNumbers: [2], of: Legacy.self)
    #expect(numbered.paths == ["a_string"])
    #expect(throws: FieldMaskError.invalidFieldNumber) {
      try Google_Protobuf_FieldMask(fieldNumbers: [99], of: Legacy.self)
    }
  }
}
