internal import MartletProtobuf
internal import Testing

private let extensions = Martlet_Testing_Legacy_Legacy_Extensions

@Suite struct ExtensionTests {
  private func sample() -> Legacy {
    .with {
      $0.anInt32 = 1
      $0.between = 2
      $0.Martlet_Testing_Legacy_extNumber = 7
      $0.Martlet_Testing_Legacy_extPacked = [-1, 1]
      $0.Martlet_Testing_Legacy_extMoods = [.glad, .furious]
      $0.Martlet_Testing_Legacy_extGroup = [.with { $0.number = 3 }]
      $0.Martlet_Testing_Legacy_Legacy_within = "w"
      $0.Martlet_Testing_Legacy_after = 1
    }
  }

  @Test func `Extensions are properties of the message that they extend`() {
    var message = Legacy()
    #expect(!message.hasMartlet_Testing_Legacy_extNumber)
    #expect(message.Martlet_Testing_Legacy_extNumber == 42)
    message.Martlet_Testing_Legacy_extNumber = 0
    #expect(message.hasMartlet_Testing_Legacy_extNumber)
    message.clearMartlet_Testing_Legacy_extNumber()
    #expect(!message.hasMartlet_Testing_Legacy_extNumber)
    message.Martlet_Testing_Legacy_extStrings = ["a"]
    let object = Martlet_Testing_Legacy_Extensions_ext_strings
    #expect(message.getExtensionValue(ext: object) == ["a"])
    #expect(message.hasExtensionValue(ext: object))
    message.Martlet_Testing_Legacy_extStrings = []
    #expect(!message.hasExtensionValue(ext: object))
    #expect(message == Legacy())
  }

  @Test func `Extensions are written among the fields in the order of numbers`() throws {
    let encoded = bytes(
      """
      0801 a00607 aa06020102 c00601 c006fdffffffffffffffff01 d306 0803 d406 b2090177 c00c02
      e112 000000000000f03f
      """.filter { $0 != "\n" })
    #expect(try sample().serializedBytes() == encoded)
    #expect(try Legacy(serializedBytes: encoded, extensions: extensions) == sample())
  }

  @Test func `Extensions count when messages are compared and hashed`() {
    var other = sample()
    #expect(other == sample())
    #expect(other.hashValue == sample().hashValue)
    other.Martlet_Testing_Legacy_extNumber = 8
    #expect(other != sample())
    other.clearMartlet_Testing_Legacy_extNumber()
    #expect(other != sample())
  }

  @Test func `Extensions are read packed and not, and merged`() throws {
    let message = try Legacy(
      serializedBytes: bytes("a80602 aa060101"), extensions: extensions)
    #expect(message.Martlet_Testing_Legacy_extPacked == [1, -1])
    var merged = Legacy.with { $0.Martlet_Testing_Legacy_extLegacy.anInt32 = 1 }
    let more = Legacy.with { $0.Martlet_Testing_Legacy_extLegacy.aString = "a" }
    try merged.merge(serializedBytes: more.serializedBytes(), extensions: extensions)
    #expect(merged.Martlet_Testing_Legacy_extLegacy.anInt32 == 1)
    #expect(merged.Martlet_Testing_Legacy_extLegacy.aString == "a")
  }

  @Test func `What is no value of the extension is an unknown field`() throws {
    // Moods that there are not; then a number of the wrong wire type, and one that nobody knows.
    let encoded = bytes("b80609 c00609 e206020109 a1060000000000000000 f80a01")
    let message = try Legacy(serializedBytes: encoded, extensions: extensions)
    #expect(!message.hasMartlet_Testing_Legacy_extMood)
    #expect(message.Martlet_Testing_Legacy_extPackedMoods == [.glad])
    #expect(
      message.unknownFields.data
        == bytes("b80609 c00609 e00609 a1060000000000000000 f80a01"))
  }

  @Test func `Extensions of messages within are read too`() throws {
    let outer = Legacy.with { $0.child = sample() }
    let read = try Legacy(serializedBytes: outer.serializedBytes(), extensions: extensions)
    #expect(read == outer)
  }

  @Test func `A map finds extensions by message and number or name`() {
    #expect(extensions[Legacy.self, 100]?.fieldName == "martlet.testing.legacy.ext_number")
    #expect(extensions[Shelf.self, 100] == nil)
    let name = "martlet.testing.legacy.Legacy.within"
    #expect(extensions.fieldNumberForProto(messageType: Legacy.self, protoFieldName: name) == 150)
    var map: SimpleExtensionMap = [Legacy.Extensions.within]
    #expect(map[Legacy.self, 100] == nil)
    map.formUnion([Martlet_Testing_Legacy_Extensions_ext_number])
    #expect(map[Legacy.self, 100] != nil && map[Legacy.self, 150] != nil)
  }

  @Test func `A message set has each extension in a group`() throws {
    let shelf = Shelf.with { $0.Martlet_Testing_Legacy_Book_book = .with { $0.title = "T" } }
    let encoded = bytes("0b 10e807 1a03 0a0154 0c")
    #expect(try shelf.serializedBytes() == encoded)
    #expect(try Shelf(serializedBytes: encoded, extensions: extensions) == shelf)
    let reversed = bytes("0b 1a03 0a0154 10e807 0c")
    #expect(try Shelf(serializedBytes: reversed, extensions: extensions) == shelf)
    let unknown = try Shelf(serializedBytes: reversed)
    #expect(unknown.unknownFields.data == reversed)
    // Of an item's parts, the first counts.
    for more in ["0b 10e807 1a03 0a0154 1a03 0a0155 10e907 0c", "0b 1a03 0a0154 10e807 1a00 0c"] {
      #expect(try Shelf(serializedBytes: bytes(more), extensions: extensions) == shelf)
    }
    let unfinished = bytes("0b 1a03 0a0154 10e807")
    #expect(decodingError(Shelf.self, unfinished)?.code == .malformedGroup)
  }
}
