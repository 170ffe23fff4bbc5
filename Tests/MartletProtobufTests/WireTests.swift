import MartletProtobuf
import Testing
import ToolSupport

struct WireTests {
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

  @Test func `A message that ends anywhere is decoded or refused, and never crashes`() throws {
    let bytes = try encoded()
    for end in bytes.indices {
      if let message = try? Martlet_Testing_Everything(serializedBytes: Array(bytes[..<end])) {
        let size = (try message.serializedBytes() as [UInt8]).count
        #expect(size <= end)
      }
    }
  }

  @Test func `Any changed byte is decoded or refused, and never crashes`() throws {
    let bytes = try encoded()
    for place in bytes.indices {
      for value: UInt8 in [0, 1, 0x7f, 0x80, 0xff, bytes[place] ^ 0x10] {
        var changed = bytes
        changed[place] = value
        guard let message = try? Martlet_Testing_Everything(serializedBytes: changed) else {
          continue
        }
        let stable: [UInt8] = try message.serializedBytes()
        let again = try Martlet_Testing_Everything(serializedBytes: stable)
        let twice: [UInt8] = try again.serializedBytes()
        #expect(twice.count == stable.count)
      }
    }
  }

  @Test func `Fields that are not known are kept as they came`() throws {
    let unknown: [UInt8] = [
      0xa0, 0x3f, 0x96, 0x01, 0xaa, 0x3f, 2, 1, 2, 0xad, 0x3f, 1, 2, 3, 4, 0xb3, 0x3f, 8, 1, 0xb4,
      0x3f,
    ]
    let message = try Martlet_Testing_Everything(serializedBytes: unknown)
    #expect(message.unknownFields.data == unknown)
    let bytes: [UInt8] = try message.serializedBytes()
    #expect(bytes == unknown)
  }

  @Test func `An error names the byte and the field`() throws {
    // child (71) { child { a_string: invalid } }
    let bytes: [UInt8] = [0xba, 0x04, 6, 0xba, 0x04, 3, 0x72, 1, 0xff]
    let error = #expect(throws: BinaryDecodingError.self) {
      _ = try Martlet_Testing_Everything(serializedBytes: bytes)
    }
    #expect(error?.code == .invalidUTF8)
    #expect(error?.byteOffset == 8)
    #expect(error?.path == ["child", "child", "a_string"])
    #expect(error?.messageName == "martlet.testing.Everything")
  }

  @Test func `Nesting up to the limit is accepted, and no deeper`() throws {
    func nested(_ depth: Int) -> [UInt8] {
      var bytes: [UInt8] = []
      for _ in 0..<depth {
        var length = bytes.count
        var prefix: [UInt8] = [0xba, 0x04]
        while length >= 0x80 {
          prefix.append(UInt8(length & 0x7f) | 0x80)
          length >>= 7
        }
        bytes = prefix + [UInt8(length)] + bytes
      }
      return bytes
    }
    _ = try Martlet_Testing_Everything(serializedBytes: nested(100))
    let error = #expect(throws: BinaryDecodingError.self) {
      _ = try Martlet_Testing_Everything(serializedBytes: nested(101))
    }
    #expect(error?.code == .depthLimitExceeded)
  }

  @Test func `Packed and unpacked lists are both accepted`() throws {
    let packed: [UInt8] = [0x82, 0x02, 2, 1, 2, 0xc2, 0x02, 2, 3, 4]
    let unpacked: [UInt8] = [0x80, 0x02, 1, 0x80, 0x02, 2, 0xc0, 0x02, 3, 0xc0, 0x02, 4]
    let message = try Martlet_Testing_Everything(serializedBytes: packed)
    #expect(message.int32S == [1, 2] && message.unpackedInt32S == [3, 4])
    #expect(try Martlet_Testing_Everything(serializedBytes: unpacked) == message)
  }

  @Test func `A later value replaces, and a message is merged`() throws {
    let first = Martlet_Testing_Everything.with {
      $0.inner.number = 1
      $0.chosenInner.text = "kept"
    }
    let second = Martlet_Testing_Everything.with {
      $0.inner.text = "added"
      $0.chosenInner.number = 5
      $0.aBool = true
    }
    let bytes: [UInt8] = try first.serializedBytes() + second.serializedBytes()
    let both = try Martlet_Testing_Everything(serializedBytes: bytes)
    #expect(both.inner.number == 1 && both.inner.text == "added")
    #expect(both.chosenInner.number == 5 && both.chosenInner.text == "kept")
  }

  @Test func `Copies are independent, however deep`() {
    var original = Martlet_Testing_Everything.with { $0.child.child.anInt32 = 1 }
    let copy = original
    original.child.child.anInt32 = 2
    #expect(copy.child.child.anInt32 == 1 && original.child.child.anInt32 == 2)
    #expect(Set([original, copy]).count == 2)
  }

  @Test func `A description names the fields`() {
    let message = Martlet_Testing_Everything.with {
      $0.aString = "say \"hi\""
      $0.color = .crimson
      $0.child.anInt32 = 4
      $0.counts = ["k": 1]
    }
    #expect(
      message.debugDescription == """
        martlet.testing.Everything:
        a_string: "say \\"hi\\""
        color: COLOR_RED
        counts {
          key: "k"
          value: 1
        }
        child {
          an_int32: 4
        }
        """)
  }
}
