import MartletProtobuf
import Testing
import ToolSupport

struct ProtocBytesTests {
  /// Something in every kind of field; maps have one entry, whose order cannot differ.
  private static let text = """
    a_double: -0.0 a_float: 1.5 an_int32: -1 an_int64: -9223372036854775808
    a_uint32: 4294967295 a_uint64: 18446744073709551615 a_sint32: -2147483648 a_sint64: -3
    a_fixed32: 7 a_fixed64: 8 a_sfixed32: -9 a_sfixed64: -10 a_bool: true a_string: "grüße"
    some_bytes: "\\000\\377" color: COLOR_NEGATIVE inner { number: 1 text: "in" }
    maybe_int32: 0 maybe_string: "" maybe_bytes: "" maybe_color: COLOR_UNSPECIFIED
    doubles: 1 doubles: nan int32s: -1 int32s: 300 sint64s: -1 fixed32s: 5 bools: true bools: false
    strings: "" strings: "b" byte_strings: "x" colors: COLOR_RED colors: COLOR_NEGATIVE
    inners { number: 2 } inners {} unpacked_int32s: 1 unpacked_int32s: 2
    counts { key: "k" value: 9 } names { key: 1 value: "one" }
    inners_by_name { key: "i" value { number: 3 } } colors_by_flag { key: true value: COLOR_RED }
    chosen_inner { text: "chosen" } child { an_int32: 5 child { a_bool: true } }
    children { a_string: "c" } when { seconds: -1 nanos: 999999999 } wrapped { value: "w" }
    class: 1 self: 2 description: 3 image_url: "u" user_id: 4
    """

  private func encoded() throws -> [UInt8] {
    try Protoc.run(
      ["--encode=martlet.testing.Everything", "testing/everything.proto"],
      input: Array(Self.text.utf8))
  }

  @Test func `Bytes of protoc are decoded, and encoded to the same bytes`() throws {
    let bytes = try encoded()
    let message = try Martlet_Testing_Everything(serializedBytes: bytes)
    #expect(message.aDouble.sign == .minus && message.aDouble == 0)
    #expect(message.anInt64 == .min && message.aUint64 == .max && message.aSint32 == .min)
    #expect(message.aString == "grüße" && message.someBytes == [0, 255])
    #expect(message.hasMaybeInt32 && message.maybeInt32 == 0)
    #expect(message.int32S == [-1, 300] && message.unpackedInt32S == [1, 2])
    #expect(message.counts == ["k": 9] && message.names == [1: "one"])
    #expect(message.choice == .chosenInner(.with { $0.text = "chosen" }))
    #expect(message.child.child.aBool)
    #expect(message.when.seconds == -1 && message.wrapped.value == "w")
    let again: [UInt8] = try message.serializedBytes()
    #expect(again == bytes)
  }
}
