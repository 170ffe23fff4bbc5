internal import MartletProtobuf
internal import Testing

@Suite("Scalars")
struct ScalarTests {
  /// Sets a field, and compares what is written with bytes worked out by hand.
  private func expect(
    _ hex: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ populate: (inout Everything) -> Void
  ) throws {
    let message = Everything.with(populate)
    let written: [UInt8] = try message.serializedBytes()
    #expect(hexadecimal(written) == hexadecimal(bytes(hex)), sourceLocation: sourceLocation)
    #expect(try Everything(serializedBytes: written) == message, sourceLocation: sourceLocation)
  }

  @Test("what is at its default is not written")
  func defaults() throws {
    #expect(try Everything().serializedBytes() == [])
    #expect(try Everything(serializedBytes: []) == Everything())
    try expect("") { $0.anInt32 = 0 }
  }

  @Test("int32 and int64: a negative number takes ten bytes")
  func integers() throws {
    try expect("18 01") { $0.anInt32 = 1 }
    try expect("18 ffffffff07") { $0.anInt32 = .max }
    try expect("18 ffffffffffffffffff01") { $0.anInt32 = -1 }
    try expect("18 80808080f8ffffffff01") { $0.anInt32 = .min }
    try expect("20 80808080808080808001") { $0.anInt64 = .min }
    try expect("20 ffffffffffffffff7f") { $0.anInt64 = .max }
  }

  @Test("uint32 and uint64")
  func unsignedIntegers() throws {
    try expect("28 7f") { $0.aUint32 = 127 }
    try expect("28 8001") { $0.aUint32 = 128 }
    try expect("28 ffffffff0f") { $0.aUint32 = .max }
    try expect("30 ffffffffffffffffff01") { $0.aUint64 = .max }
  }

  @Test("sint32 and sint64: zigzag")
  func zigZag() throws {
    try expect("38 01") { $0.aSint32 = -1 }
    try expect("38 02") { $0.aSint32 = 1 }
    try expect("38 ffffffff0f") { $0.aSint32 = .min }
    try expect("38 feffffff0f") { $0.aSint32 = .max }
    try expect("40 ffffffffffffffffff01") { $0.aSint64 = .min }
    try expect("40 feffffffffffffffff01") { $0.aSint64 = .max }
  }

  @Test("fixed numbers are little-endian")
  func fixed() throws {
    try expect("4d 04030201") { $0.aFixed32 = 0x0102_0304 }
    try expect("51 0807060504030201") { $0.aFixed64 = 0x0102_0304_0506_0708 }
    try expect("5d 00000080") { $0.aSfixed32 = .min }
    try expect("61 ffffffffffffffff") { $0.aSfixed64 = -1 }
  }

  @Test("floats: minus zero is a value, and a NaN keeps its bits")
  func floats() throws {
    try expect("09 0000000000000080") { $0.aDouble = -0.0 }
    try expect("15 00000080") { $0.aFloat = -0.0 }
    try expect("15 0000807f") { $0.aFloat = .infinity }
    try expect("09 0100000000000000") { $0.aDouble = .leastNonzeroMagnitude }
    let odd = bytes("09 010000000000f87f")
    let message = try Everything(serializedBytes: odd)
    #expect(message.aDouble.isNaN)
    #expect(try message.serializedBytes() == odd)
  }

  @Test("bool: any number but 0 is true")
  func bools() throws {
    try expect("68 01") { $0.aBool = true }
    #expect(try Everything(serializedBytes: bytes("68 8002")).aBool)
    #expect(try Everything(serializedBytes: bytes("68 80808080808080808001")).aBool)
    #expect(try !Everything(serializedBytes: bytes("68 8000")).aBool)
  }

  @Test("strings and bytes")
  func strings() throws {
    try expect("72 04 f09f9a86") { $0.aString = "🚆" }
    try expect("72 03 610062") { $0.aString = "a\0b" }
    try expect("7a 02 00ff") { $0.someBytes = [0, 255] }
    try expect("72 8001" + String(repeating: "61", count: 128)) {
      $0.aString = String(repeating: "a", count: 128)
    }
  }

  @Test("a number wider than its field is cut off, as C++ does")
  func wideNumbers() throws {
    #expect(try Everything(serializedBytes: bytes("18 8180808010")).anInt32 == 1)
    #expect(try Everything(serializedBytes: bytes("28 8180808010")).aUint32 == 1)
    #expect(try Everything(serializedBytes: bytes("38 8280808010")).aSint32 == 1)
  }

  @Test("a varint may have more bytes than it needs, up to ten")
  func longVarints() throws {
    #expect(try Everything(serializedBytes: bytes("18 818000")).anInt32 == 1)
    #expect(try Everything(serializedBytes: bytes("18 81808080808080808000")).anInt32 == 1)
    #expect(
      decodingError(Everything.self, bytes("18 8180808080808080808000"))?.code == .malformedVarint)
  }

  @Test("enumerations keep numbers that they do not know")
  func enumerations() throws {
    try expect("8001 01") { $0.color = .red }
    try expect("8001 f9ffffffffffffffff01") { $0.color = .negative }
    try expect("8001 63") { $0.color = .UNRECOGNIZED(99) }
    #expect(Everything.Color(rawValue: 1) == .red)
    #expect(Everything.Color.crimson == .red)
    #expect(Everything.Color.negative.name == "COLOR_NEGATIVE")
    #expect(Everything.Color.UNRECOGNIZED(5).name == nil)
    #expect(Everything.Color.allCases == [.unspecified, .red, .negative])
  }

  @Test("an optional field is written when it is set, default or not")
  func presence() throws {
    try expect("a801 00") { $0.maybeInt32 = 0 }
    try expect("b201 00") { $0.maybeString = "" }
    try expect("8a01 00") { $0.inner = Everything.Inner() }
    var message = Everything.with { $0.maybeInt32 = 7 }
    #expect(message.hasMaybeInt32)
    message.clearMaybeInt32()
    #expect(!message.hasMaybeInt32)
    #expect(message == Everything())
    #expect(message.maybeInt32 == 0 && !message.hasMaybeInt32)
  }

  @Test("the last value of a field that comes twice counts")
  func lastWins() throws {
    #expect(try Everything(serializedBytes: bytes("18 01 18 02")).anInt32 == 2)
    #expect(try Everything(serializedBytes: bytes("18 01 18 00")).anInt32 == 0)
    #expect(try Everything(serializedBytes: bytes("a801 01 a801 00")).hasMaybeInt32)
  }
}
