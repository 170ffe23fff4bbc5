internal import MartletProtobuf
internal import Testing

@Suite("Unknown fields")
struct UnknownFieldTests {
  @Test(
    "are kept and written again byte for byte",
    arguments: [
      "c03e 05", "c13e 0102030405060708", "c23e 03 616263", "c53e 01020304",
      "c33e 0801 c43e", "c33e c33e 0801 c43e 1203616263 c43e", "c03e 8500", "c23e 8300 616263",
      "c0be8000 05",
    ])
  func kept(hex: String) throws {
    let unknown = bytes(hex)
    let message = try Everything.Inner(serializedBytes: bytes("0807") + unknown)
    #expect(message.number == 7)
    #expect(message.unknownFields.data == unknown)
    #expect(try message.serializedBytes() == bytes("0807") + unknown)
  }

  @Test("keep a tag of one byte that was written with two")
  func longTag() throws {
    let input = bytes("a800 05 1a 01 61")
    let message = try Everything.Inner(serializedBytes: input)
    #expect(try message.serializedBytes() == input)
  }

  @Test("a field of another wire type than its own is unknown")
  func otherWireType() throws {
    let message = try Everything(serializedBytes: bytes("1d 01000000"))
    #expect(message.anInt32 == 0)
    #expect(message.unknownFields.data == bytes("1d 01000000"))
    let list = try Everything(serializedBytes: bytes("a002 01"))
    #expect(list.strings.isEmpty && !list.unknownFields.isEmpty)
  }

  @Test("of nested messages stay where they were")
  func nested() throws {
    let input = delimited(17, bytes("0801 c03e05"))
    #expect(try Everything(serializedBytes: input).serializedBytes() == input)
  }

  @Test("are dropped on request")
  func dropped() throws {
    var options = BinaryDecodingOptions()
    options.discardUnknownFields = true
    let message = try Everything(serializedBytes: bytes("1801 c03e 05"), options: options)
    #expect(message == .with { $0.anInt32 = 1 })
  }

  @Test("count when messages are compared")
  func equality() throws {
    #expect(try Everything(serializedBytes: bytes("c03e 05")) != Everything())
  }
}
