internal import MartletProtobuf
internal import Testing

@Suite("Lists, maps, oneofs and messages")
struct CompositeTests {
  private func decode(_ hex: String) throws -> Everything {
    try Everything(serializedBytes: bytes(hex))
  }

  // MARK: Lists

  @Test("numbers are packed, unless an option says otherwise; both forms are read")
  func packing() throws {
    let message = Everything.with { $0.int32S = [1, -1] }
    #expect(hexadecimal(try message.serializedBytes()) == "82020b01ffffffffffffffffff01")
    #expect(try decode("8002 01 8002 ffffffffffffffffff01") == message)
    #expect(try decode("8002 01 8202 0a ffffffffffffffffff01") == message)
    let unpacked = Everything.with { $0.unpackedInt32S = [1, 2] }
    #expect(hexadecimal(try unpacked.serializedBytes()) == "c00201c00202")
    #expect(try decode("c202 02 0102") == unpacked)
  }

  @Test("packed lists of every width")
  func packedWidths() throws {
    #expect(try decode("fa01 08 000000000000f03f").doubles == [1])
    #expect(try decode("9202 08 01000000ffffffff").fixed32S == [1, .max])
    #expect(try decode("9a02 03 010200").bools == [true, true, false])
    #expect(try decode("b202 02 0163").colors == [.red, .UNRECOGNIZED(99)])
    #expect(try decode("8202 00").int32S == [])
  }

  @Test("a list in many packed pieces takes time in proportion to its length")
  func manyPieces() throws {
    let count = 200_000
    var input: [UInt8] = []
    for _ in 0..<count { input += [0x82, 0x02, 0x01, 0x05] }
    let clock = ContinuousClock()
    var message = Everything()
    let duration = try clock.measure { message = try Everything(serializedBytes: input) }
    #expect(message.int32S.count == count)
    // Moving the list for each piece would copy 80 GB.
    #expect(duration < .seconds(5))
  }

  // MARK: Maps

  @Test("an entry may lack its key or its value, or have them in any order, or more than once")
  func mapEntries() throws {
    #expect(try decode("9a03 05 0a01 61 1002").counts == ["a": 2])
    #expect(try decode("9a03 05 1002 0a01 61").counts == ["a": 2])
    #expect(try decode("9a03 03 0a01 61").counts == ["a": 0])
    #expect(try decode("9a03 02 1002").counts == ["": 2])
    #expect(try decode("9a03 00").counts == ["": 0])
    #expect(try decode("9a03 07 0a01 61 1002 1003").counts == ["a": 3])
    #expect(try decode("9a03 07 0a01 61 1002 1803").counts == ["a": 2])
    #expect(try decode("aa03 00").innersByName == ["": Everything.Inner()])
    #expect(try decode("b203 02 0801").colorsByFlag == [true: .unspecified])
  }

  @Test("the last entry of a key counts, as a whole")
  func duplicateKeys() throws {
    #expect(try decode("9a03 05 0a01 61 1001 9a03 05 0a01 61 1002").counts == ["a": 2])
    let first = delimited(53, delimited(1, [0x61]) + delimited(2, bytes("0801")))
    let second = delimited(53, delimited(1, [0x61]) + delimited(2, bytes("1201 78")))
    let message = try Everything(serializedBytes: first + second)
    #expect(message.innersByName == ["a": .with { $0.text = "x" }])
  }

  @Test("the parts of a message within one entry merge")
  func splitMapValue() throws {
    let entry = delimited(1, [0x61]) + delimited(2, bytes("0801")) + delimited(2, bytes("1201 78"))
    let message = try Everything(serializedBytes: delimited(53, entry))
    #expect(
      message.innersByName == [
        "a": .with {
          $0.number = 1
          $0.text = "x"
        }
      ])
  }

  @Test("entries are written with key and value, also at their defaults")
  func mapBytes() throws {
    let message = Everything.with { $0.counts = ["": 0] }
    #expect(hexadecimal(try message.serializedBytes()) == "9a03040a001000")
  }

  @Test("many empty entries do not reserve memory for entries that are not there")
  func emptyEntries() throws {
    var input: [UInt8] = []
    for _ in 0..<100_000 { input += [0xaa, 0x03, 0x00] }
    let message = try Everything(serializedBytes: input)
    #expect(message.innersByName.count == 1)
    #expect(message.innersByName.capacity < 100_000)
  }

  @Test("messages in maps within messages in maps")
  func nestedMaps() throws {
    var value = Google_Protobuf_Value.with { $0.numberValue = 1 }
    for depth in 0..<30 {
      let inner = value
      value = .with {
        $0.structValue = .with {
          $0.fields = ["a\(depth)": inner, "b": .with { $0.boolValue = true }]
        }
      }
    }
    #expect(try Google_Protobuf_Value(serializedBytes: value.serializedBytes()) == value)
  }

  // MARK: Oneofs

  @Test("of a oneof's fields the last counts")
  func oneofLastWins() throws {
    let message = try decode("e803 05 f203 01 61")
    #expect(message.choice == .chosenText("a"))
    #expect(message.chosenNumber == 0)
    #expect(try decode("f203 01 61 e803 00").choice == .chosenNumber(0))
  }

  @Test("a oneof's message merges with itself, but not across another field")
  func oneofMessages() throws {
    let merged = try decode("fa03 02 0801 fa03 03 1201 78")
    #expect(merged.chosenInner.number == 1 && merged.chosenInner.text == "x")
    let replaced = try decode("fa03 02 0801 e803 05 fa03 03 1201 78")
    #expect(replaced.chosenInner.number == 0 && replaced.chosenInner.text == "x")
  }

  @Test("a oneof's field is written when it is set, default or not")
  func oneofDefault() throws {
    let message = Everything.with { $0.chosenNumber = 0 }
    #expect(hexadecimal(try message.serializedBytes()) == "e80300")
    #expect(message != Everything())
  }

  // MARK: Messages

  @Test("a message that comes in two parts merges")
  func messageMerges() throws {
    let message = try decode("8a01 02 0801 8a01 03 1201 78")
    #expect(message.inner.number == 1 && message.inner.text == "x")
    let child = try decode("ba04 02 1801 ba04 02 2002 ba04 00")
    #expect(child.child.anInt32 == 1 && child.child.anInt64 == 2)
  }

  @Test("merging bytes into a message: single fields replace, lists append, messages merge")
  func merging() throws {
    var message = Everything.with {
      $0.anInt32 = 1
      $0.int32S = [1]
      $0.counts = ["a": 1, "b": 1]
      $0.inner.number = 5
    }
    let other = Everything.with {
      $0.anInt32 = 2
      $0.int32S = [2]
      $0.counts = ["b": 2]
      $0.inner.text = "x"
    }
    try message.merge(serializedBytes: try other.serializedBytes() as [UInt8])
    #expect(message.anInt32 == 2)
    #expect(message.int32S == [1, 2])
    #expect(message.counts == ["a": 1, "b": 2])
    #expect(message.inner.number == 5 && message.inner.text == "x")
  }

  @Test("everything at once comes back as it was")
  func roundTrip() throws {
    let message = fullMessage()
    let encoded: [UInt8] = try message.serializedBytes()
    let decoded = try Everything(serializedBytes: encoded)
    #expect(decoded == message)
    #expect(decoded.hashValue == message.hashValue)
    #expect(try MessageEncoder(message).count == encoded.count)
  }
}
