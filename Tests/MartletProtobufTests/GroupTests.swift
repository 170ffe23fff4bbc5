internal import MartletProtobuf
internal import Testing

@Suite struct GroupTests {
  @Test func `Groups are written between tags, and read back`() throws {
    let message = Legacy.with {
      $0.single = .with {
        $0.number = 1
        $0.part = .with { $0.number = 2 }
      }
      $0.many = [.with { $0.text = "a" }, .with { $0.nested = .with { $0.anInt32 = 3 } }]
      $0.chosen = .with { $0.text = "c" }
    }
    let encoded = bytes("63 0801 12020802 64 6b 0a0161 6c 6b 12020803 6c 8b01 0a0163 8c01")
    #expect(try message.serializedBytes() == encoded)
    #expect(try Legacy(serializedBytes: encoded) == message)
  }

  @Test func `A group that comes twice is merged, in a oneof too`() throws {
    let message = try Legacy(serializedBytes: bytes("63080164 63 12020802 64"))
    #expect(message.single.number == 1)
    #expect(message.single.part.number == 2)
    let chosen = try Legacy(serializedBytes: bytes("8b01 0a0163 8c01 8b01 8c01"))
    #expect(chosen.chosen.text == "c")
  }

  @Test func `A group that does not end, or ends with another's tag, is refused`() {
    #expect(decodingError(Legacy.self, bytes("630801"))?.code == .malformedGroup)
    #expect(decodingError(Legacy.self, bytes("6308016c"))?.code == .malformedGroup)
    #expect(decodingError(Legacy.self, bytes("64"))?.code == .malformedGroup)
    // Within a message within the group, the group's end is none.
    #expect(decodingError(Legacy.self, bytes("63 120164 64"))?.code == .malformedGroup)
  }

  @Test func `A fault within a group names its field`() {
    let error = decodingError(Legacy.self, bytes("63 120108 64"))
    #expect(error?.code == .truncated)
    #expect(error?.path == ["single", "part", "number"])
  }

  @Test func `Groups count as nested messages`() throws {
    var options = BinaryDecodingOptions()
    options.messageDepthLimit = 3
    let three = bytes("6b 12 04 6b 1200 6c 6c")
    #expect(try Legacy(serializedBytes: bytes("6b1200 6c"), options: options).many.count == 1)
    #expect(decodingError(Legacy.self, three, options: options)?.code == .depthLimitExceeded)
    let deep = [UInt8](repeating: 0x6b, count: 100_000)
    #expect(decodingError(Legacy.self, deep) != nil)
  }

  @Test func `Unknown groups are kept as they came`() throws {
    let encoded = bytes("a36d 0801 0b0c a46d")
    let message = try Required(serializedBytes: encoded, partial: true)
    #expect(message.unknownFields.data == encoded)
  }
}
