internal import MartletProtobuf
internal import Testing

@Suite("Messages as values")
struct MessageTests {
  @Test("a copy of a message that holds itself changes alone")
  func boxes() throws {
    let original = Everything.with { $0.child.child.anInt32 = 1 }
    var copy = original
    copy.child.child.anInt32 = 2
    #expect(original.child.child.anInt32 == 1)
    #expect(copy.child.child.anInt32 == 2)
    #expect(original != copy)
    copy.child.child.anInt32 = 1
    #expect(original == copy)
    #expect(Set([original, copy]).count == 1)
    copy.clearChild()
    #expect(!copy.hasChild && original.hasChild)
  }

  @Test("reading a field does not set it")
  func reading() {
    let message = Everything()
    #expect(message.child.child.anInt32 == 0)
    #expect(!message.hasChild && !message.hasInner)
  }

  @Test("a message that holds itself through a oneof")
  func recursiveOneof() throws {
    let sum = Expression.with {
      $0.sum = .with {
        $0.left = .with { $0.literal = 1 }
        $0.right = .with { $0.negated = .with { $0.literal = 2 } }
      }
    }
    #expect(try Expression(serializedBytes: sum.serializedBytes()) == sum)
    #expect(sum.sum.right.negated.literal == 2)
  }

  @Test("the description shows what is set, a line each, by name")
  func description() {
    let message = Everything.with {
      $0.aString = "a \"quoted\"\n\u{1}é"
      $0.someBytes = [0x41, 0xff]
      $0.color = .negative
      $0.maybeInt32 = 0
      $0.colors = [.red, .UNRECOGNIZED(9)]
      $0.names = [10: "ten", 2: "two", -1: "minus"]
      $0.chosenInner.number = 3
      $0.child.child.aBool = true
      $0.unknownFields.data = [0xf8, 0x3e, 1]
    }
    #expect(
      message.debugDescription == #"""
        martlet.testing.Everything:
        a_string: "a \"quoted\"\n\001é"
        some_bytes: "A\377"
        color: COLOR_NEGATIVE
        maybe_int32: 0
        colors: COLOR_RED
        colors: 9
        names {
          key: -1
          value: "minus"
        }
        names {
          key: 2
          value: "two"
        }
        names {
          key: 10
          value: "ten"
        }
        chosen_inner {
          number: 3
        }
        child {
          child {
            a_bool: true
          }
        }
        1007: 1
        """#)
    #expect(Everything().debugDescription == "martlet.testing.Everything:")
  }

  @Test("the well-known types are there")
  func wellKnownTypes() throws {
    let timestamp = Google_Protobuf_Timestamp.with {
      $0.seconds = -1
      $0.nanos = 999_999_999
    }
    #expect(hexadecimal(try timestamp.serializedBytes()) == "08ffffffffffffffffff0110ff93ebdc03")
    #expect(Google_Protobuf_Timestamp.protoMessageName == "google.protobuf.Timestamp")
    #expect(try Google_Protobuf_Duration.with { $0.seconds = 3 }.serializedBytes() == [8, 3])
    #expect(try Google_Protobuf_Empty().serializedBytes() == [])
    #expect(try Google_Protobuf_BoolValue.with { $0.value = true }.serializedBytes() == [8, 1])
    #expect(Google_Protobuf_StringValue.with { $0.value = "x" }.value == "x")
    #expect(Google_Protobuf_BytesValue().value.isEmpty)
    #expect(Google_Protobuf_FieldMask.with { $0.paths = ["a.b"] }.paths == ["a.b"])
    #expect(Google_Protobuf_Any.with { $0.typeURL = "t" }.typeURL == "t")
    _ = (
      Google_Protobuf_DoubleValue(), Google_Protobuf_FloatValue(), Google_Protobuf_Int32Value(),
      Google_Protobuf_Int64Value(), Google_Protobuf_UInt32Value(), Google_Protobuf_UInt64Value()
    )
  }

  @Test("bytes may come from, and go to, other types than arrays")
  func otherBytes() throws {
    let message = Everything.with { $0.anInt32 = 5 }
    let bag: Bag = try message.serializedBytes()
    #expect(bag.content == [0x18, 5])
    #expect(try Everything(serializedBytes: bag) == message)
  }
}

private struct Bag: ProtobufContiguousBytes {
  var content: [UInt8]

  init(repeating byte: UInt8, count: Int) { content = Array(repeating: byte, count: count) }
  init<S: Sequence>(_ sequence: S) where S.Element == UInt8 { content = Array(sequence) }
  var count: Int { content.count }

  func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try content.withUnsafeBytes(body)
  }

  mutating func withUnsafeMutableBytes<R>(
    _ body: (UnsafeMutableRawBufferPointer) throws -> R
  ) rethrows -> R {
    try content.withUnsafeMutableBytes(body)
  }
}
