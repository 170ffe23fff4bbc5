internal import MartletProtobuf
internal import Testing

/// `Everything` is large and holds large ones; its `Inner` is small.
@Suite("Large messages")
struct LargeMessageTests {
  /// Where a large message keeps its fields: it is nothing but the reference to them.
  private func storage(of message: Everything) -> UnsafeRawPointer {
    unsafeBitCast(message, to: UnsafeRawPointer.self)
  }

  private let filled = Everything.with {
    $0.aString = "a string"
    $0.int32S = [1, 2, 3]
    $0.counts = ["a": 1]
    $0.inner.text = "inner"
    $0.maybeInt32 = 0
    $0.chosenInner.number = 7
    $0.child.aString = "child"
    $0.children = [.with { $0.anInt32 = 1 }, .with { $0.anInt32 = 2 }]
    $0.unknownFields.data = [0xf8, 0x7f, 0x01]
  }

  @Test("are one reference, that copies share; so are all that nothing was set in")
  func size() {
    #expect(MemoryLayout<Everything>.size == MemoryLayout<UnsafeRawPointer>.size)
    #expect(MemoryLayout<Everything.Inner>.size > MemoryLayout<UnsafeRawPointer>.size)
    let copy = filled
    #expect(storage(of: copy) == storage(of: filled))
    #expect(storage(of: Everything()) == storage(of: Everything()))
  }

  @Test(
    "change without their copies",
    arguments: [
      { $0.aString += "!" }, { $0.int32S.append(4) }, { $0.counts["b"] = 2 }, { $0.aBool = true },
      { $0.inner.text = "other" }, { $0.clearInner() }, { $0.clearMaybeInt32() },
      { $0.chosenNumber = 1 }, { $0.choice = nil }, { $0.child.anInt32 = 5 }, { $0.clearChild() },
      { $0.children[0].aBool = true }, { $0.unknownFields.data = [] },
    ] as [@Sendable (inout Everything) -> Void])
  func copies(change: @Sendable (inout Everything) -> Void) throws {
    let original = filled
    let before: [UInt8] = try original.serializedBytes()
    var changed = original
    change(&changed)
    #expect(changed != original)
    #expect(changed.hashValue != original.hashValue)
    #expect(try original.serializedBytes() as [UInt8] == before)
    #expect(try Everything(serializedBytes: before) == original)
    // The other way round, too: what was copied from changes, the copy does not.
    var source = original
    let copy = source
    change(&source)
    #expect(copy == original)
    #expect(source == changed)
  }

  @Test("stay as they are when nothing was set in the ones that share their fields")
  func unset() {
    var first = Everything()
    let second = Everything()
    first.aString = "first"
    first.child.aString = "child"
    #expect(second == Everything())
    #expect(second.aString.isEmpty)
    #expect(!second.hasChild)
    #expect(Everything() != first)
  }

  @Test("that are read into leave their copies alone")
  func reading() throws {
    let addition = Everything.with {
      $0.int32S = [9]
      $0.child.anInt32 = 3
      $0.chosenInner.text = "added"
    }
    let bytes: [UInt8] = try addition.serializedBytes()
    let before: [UInt8] = try filled.serializedBytes()
    var merged = filled
    try merged.merge(serializedBytes: bytes)
    #expect(merged.int32S == [1, 2, 3, 9])
    #expect(merged.child == .with { ($0.aString, $0.anInt32) = ("child", 3) })
    #expect(merged.chosenInner == .with { ($0.number, $0.text) = (7, "added") })
    #expect(try filled.serializedBytes() as [UInt8] == before)

    // Half of it is read when the fault is found.
    var failed = filled
    #expect(throws: BinaryDecodingError.self) {
      try failed.merge(serializedBytes: bytes + [0x72, 0x05])
    }
    #expect(try filled.serializedBytes() as [UInt8] == before)
  }

  @Test("are equal if their fields are, whether they share them or not")
  func equality() throws {
    let copy = filled
    let other = try Everything(serializedBytes: filled.serializedBytes() as [UInt8])
    #expect(storage(of: other) != storage(of: filled))
    #expect(copy == filled)
    #expect(other == filled)
    #expect(Set([filled, copy, other]).count == 1)
    #expect(Everything() == Everything.with { $0.aString = "" })
    // As lists do, they look no further if it is the same fields: one that is not a number is not
    // equal to itself.
    let notANumber = Everything.with { $0.aDouble = .nan }
    let same = notANumber
    #expect(same == notANumber)
    let third = try Everything(serializedBytes: notANumber.serializedBytes() as [UInt8])
    #expect(third != notANumber)
  }

  @Test("change in their place if nobody shares them")
  func inPlace() {
    var message = filled
    message.aBool = true
    message.child.aBool = true
    message.int32S.reserveCapacity(100)
    let place = storage(of: message)
    let child = storage(of: message.child)
    let elements = message.int32S.withUnsafeBufferPointer { $0.baseAddress }
    message.aBool = false
    message.child.anInt32 = 8
    message.child.child.anInt32 = 9
    message.int32S.append(4)
    #expect(storage(of: message) == place)
    #expect(storage(of: message.child) == child)
    #expect(message.int32S.withUnsafeBufferPointer { $0.baseAddress } == elements)
    #expect(message.child.child.anInt32 == 9)
  }

  @Test("inside are shared by copies of the one around them until they are changed themselves")
  func nested() {
    var copy = filled
    copy.aBool = true
    #expect(storage(of: copy.child) == storage(of: filled.child))
    copy.child.aBool = true
    #expect(storage(of: copy.child) != storage(of: filled.child))
    #expect(filled.child == .with { $0.aString = "child" })
    copy.child = copy
    #expect(copy.child.child.aString == "child")
    #expect(copy.child.child.aBool)
  }

  @Test("whose part is not changed after all keep it")
  func abandoned() {
    struct Failure: Error {}
    var message = filled
    #expect(throws: Failure.self) {
      try { (part: inout Everything) in
        part.anInt32 = 3
        throw Failure()
      }(&message.child)
    }
    #expect(message.child == .with { ($0.aString, $0.anInt32) = ("child", 3) })
  }

  @Test("are changed by many tasks at once, each its own")
  func tasks() async throws {
    let shared = filled
    let before: [UInt8] = try shared.serializedBytes()
    let results = await withTaskGroup(of: Everything.self) { group in
      for number in 0..<16 {
        group.addTask {
          var own = shared
          for step in 0..<200 {
            let copy = own
            own.int32S.append(Int32(step))
            own.child.anInt32 = Int32(number)
            if copy.int32S.count != step + 3 { own.aString = "seen from elsewhere" }
            if own == copy { own.aString = "not changed" }
          }
          return own
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(results.map(\.child.anInt32)) == Set(0..<16))
    for result in results {
      #expect(result.aString == "a string")
      #expect(result.int32S == [1, 2, 3] + Array(0..<200))
    }
    #expect(try shared.serializedBytes() as [UInt8] == before)
  }

  @Test("go through JSON and the text format as others do")
  func formats() throws {
    var message = filled
    message.unknownFields = UnknownStorage()
    #expect(try Everything(jsonString: message.jsonString()) == message)
    #expect(try Everything(textFormatString: message.textFormatString()) == message)
    #expect(message.textFormatString().contains("text: \"inner\""))
  }
}
