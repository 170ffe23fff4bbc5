internal import MartletProtobuf
internal import Testing

/// Large fields of bytes are copied in two ways, by where they come from and go to.
@Suite struct UnsafeLargeBytesTests {
  private static let page = 4096

  private static func content(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
  }

  @Test(arguments: [4095, 4096, 4160, 4161, 32 << 10, 40_001])
  func `Large fields are written whole, wherever they go`(_ count: Int) throws {
    let message = Everything.with { $0.someBytes = Self.content(count) }
    let expected = delimited(15, message.someBytes)
    let encoder = try MessageEncoder(message)
    #expect(encoder.count == expected.count)
    // Sound: each place has room for the message within the memory, and bytes on both sides of it.
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: expected.count + 2 * Self.page, alignment: Self.page)
    defer { memory.deallocate() }
    let prefix = expected.count - count
    // Nothing is read from there.
    let source = message.someBytes.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
    for ahead in [0, 1, 2, 3, 15, 16, 17, 31, 32, 33, 63, 64, 255, 256, 300, 4095] {
      memory.initializeMemory(as: UInt8.self, repeating: 0xee)
      // So far into its page is the content's place further than where it is now.
      let offset = (source + ahead - prefix) & (Self.page - 1)
      let start = offset == 0 ? Self.page : offset
      encoder.write(
        message,
        into: UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + encoder.count])
      )
      #expect([UInt8](memory[start..<start + encoder.count]) == expected, "\(ahead) bytes ahead")
      #expect(memory[start - 1] == 0xee && memory[start + encoder.count] == 0xee)
    }
  }

  @Test(arguments: [0, 1, 4095, 4096, 32 << 10, 300_000])
  func `Large fields are read whole`(_ count: Int) throws {
    let content = Self.content(count)
    let encoded = delimited(15, content) + delimited(24, []) + delimited(37, content)
    let message = try Everything(serializedBytes: encoded)
    #expect(message.someBytes == content)
    #expect(message.byteStrings == [content])
  }

  @Test(arguments: [0, 1, 100, 4096])
  func `Bytes of every kind are the same`(_ count: Int) throws {
    func generic<Bytes: ProtobufContiguousBytes>(_ type: Bytes.Type) throws -> Bytes {
      try message.serializedBytes()
    }
    func genericJSON<Bytes: ProtobufContiguousBytes>(_ type: Bytes.Type) throws -> Bytes {
      try message.jsonUTF8Bytes()
    }
    let message = Everything.with { $0.someBytes = Self.content(count) }
    let bytes: [UInt8] = try message.serializedBytes()
    #expect(try generic([UInt8].self) == bytes)
    #expect(try generic(ArraySlice<UInt8>.self) == bytes[...])
    let text = Array(try message.jsonString().utf8)
    #expect(try genericJSON([UInt8].self) == text)
    #expect(try genericJSON(ArraySlice<UInt8>.self) == text[...])
  }
}
