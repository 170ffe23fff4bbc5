internal import MartletProtobuf
internal import Testing

typealias Legacy = Martlet_Testing_Legacy_Legacy
typealias Defaults = Martlet_Testing_Legacy_Defaults
typealias Mood = Martlet_Testing_Legacy_Mood
typealias Required = Martlet_Testing_Legacy_Required
typealias Holder = Martlet_Testing_Legacy_Holder
typealias Shelf = Martlet_Testing_Legacy_Shelf
typealias Book = Martlet_Testing_Legacy_Book
typealias Edition = Martlet_Testing_Editions_Edition

@Suite struct LegacyTests {
  @Test func `A field that is set to its default is set, and is sent`() throws {
    var message = Legacy()
    #expect(!message.hasAnInt32)
    message.anInt32 = 0
    #expect(message.hasAnInt32)
    #expect(try message.serializedBytes() == bytes("0800"))
    message.clearAnInt32()
    #expect(!message.hasAnInt32)
    #expect(try message.serializedBytes().isEmpty)
  }

  @Test func `Fields that are not set have the defaults of their declarations`() {
    let message = Defaults()
    #expect(message.negative == .min)
    #expect(message.smallest == .min)
    #expect(message.largest == .max)
    #expect(message.infinite == .infinity)
    #expect(message.minusInfinite == -.infinity)
    #expect(message.noNumber.isNaN)
    #expect(message.small == 1.5e-9)
    #expect(message.minusZero.sign == .minus)
    #expect(message.truth)
    #expect(message.text == "a\"\\\n\t\0é中")
    #expect(message.bytes == [0, 0xff, 0x22, 0x5c, 0x61, 0x0a])
    #expect(message.mood == .furious)
    #expect(message.first == .glad)
    #expect(Legacy().extNumber_ == 42)
  }

  @Test func `Numbers that a closed enumeration does not have are unknown fields`() throws {
    let single = try Legacy(serializedBytes: bytes("2007"))
    #expect(!single.hasMood)
    #expect(single.unknownFields.data == bytes("2007"))
    let list = try Legacy(serializedBytes: bytes("4001 4007 4002"))
    #expect(list.moods == [.glad, .sad])
    #expect(list.unknownFields.data == bytes("4007"))
    let packed = try Legacy(serializedBytes: bytes("4a03 010702"))
    #expect(packed.packedMoods == [.glad, .sad])
    #expect(packed.unknownFields.data == bytes("4807"))
    let chosen = try Legacy(serializedBytes: bytes("7005 7807"))
    #expect(chosen.choice == .chosenNumber(5))
    #expect(chosen.unknownFields.data == bytes("7807"))
    let map = try Legacy(serializedBytes: bytes("5205 0a0161 1001 5205 0a0162 1009"))
    #expect(map.levelsByName == ["a": .high])
    #expect(map.unknownFields.data == bytes("5205 0a0162 1009"))
    #expect(Mood(rawValue: 7) == nil)
  }

  @Test func `An enumeration is closed or open as its file's edition or its feature says`() throws {
    let message = try Edition(serializedBytes: bytes("1800 4807 5007 5801 5807"))
    #expect(message.open == .UNRECOGNIZED(7))
    #expect(!message.hasClosed)
    #expect(message.closedList == [.one])
    #expect(message.unknownFields.data == bytes("5007 5807"))
  }

  @Test func `Presence and packing are as features say`() throws {
    let message = Edition.with {
      $0.required = 0
      $0.explicit = 0
      $0.implicit = 0
      $0.expanded = [1, 2]
      $0.packed = [1, 2]
    }
    #expect(try message.serializedBytes() == bytes("0800 1800 2001 2002 2a02 0102"))
    #expect(Edition().text == "text")
  }

  @Test func `Fields that are delimited stand between tags`() throws {
    let message = Edition.with {
      $0.required = 1
      $0.lengthPrefixed = .with { $0.number = 5 }
      $0.delimited = .with { $0.number = 6 }
      $0.delimitedParts = [.init(), .with { $0.number = 7 }]
      $0.chosen = .with { $0.number = 8 }
      $0.nested = .with { $0.number = 9 }
    }
    let encoded = bytes("1801 3202 0805 3b08063c 4344 43080744 63080864 73080974")
    #expect(try message.serializedBytes() == encoded)
    #expect(try Edition(serializedBytes: encoded) == message)
  }
}

@Suite struct RequiredTests {
  private func isMissing(_ error: any Error) -> Bool {
    (error as? BinaryDecodingError)?.code == .missingRequiredFields
      || (error as? BinaryEncodingError)?.code == .missingRequiredFields
  }

  private func expectMissing<M: Message>(
    _ message: M, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(!message.isInitialized, sourceLocation: sourceLocation)
    #expect(sourceLocation: sourceLocation) {
      let _: [UInt8] = try message.serializedBytes()
    } throws: {
      isMissing($0)
    }
    let partial: [UInt8] = try message.serializedBytes(partial: true)
    let all = Martlet_Testing_Legacy_Legacy_Extensions
    #expect(sourceLocation: sourceLocation) {
      _ = try M(serializedBytes: partial, extensions: all)
    } throws: {
      isMissing($0)
    }
    let read = try M(serializedBytes: partial, extensions: all, partial: true)
    #expect(read == message, sourceLocation: sourceLocation)
  }

  @Test func `A required field must be set, at any depth`() throws {
    let whole = Required.with { $0.id = 1 }
    #expect(whole.isInitialized)
    try expectMissing(Required())
    try expectMissing(Holder.with { $0.required = Required() })
    for lacking in [
      Required.with { $0.child = Required() },
      Required.with { $0.children = [whole, Required()] },
      Required.with { $0.byName = ["": Required()] },
      Required.with { $0.chosen = Required() },
      Required.with { $0.inner = .init() },
    ] {
      var lacking = lacking
      lacking.id = 1
      try expectMissing(lacking)
    }
    #expect(Holder.with { $0.required = whole }.isInitialized)
  }

  @Test func `A required field of an extension must be set`() throws {
    try expectMissing(Legacy.with { $0.Martlet_Testing_Legacy_extRequired = Required() })
    try expectMissing(
      Holder.with { $0.shelf = .with { $0.Martlet_Testing_Legacy_required = Required() } })
  }

  @Test func `The error names the message`() {
    #expect(decodingError(Required.self, [])?.messageName == "martlet.testing.legacy.Required")
  }
}

extension Legacy {
  fileprivate var extNumber_: Int32 { Martlet_Testing_Legacy_extNumber }
}
