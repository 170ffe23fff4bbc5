internal import MartletProtobuf
internal import Testing
internal import ToolSupport

@Suite("Malformed input")
struct MalformedInputTests {
  @Test("a message cut off anywhere throws, or is a shorter message; it never crashes")
  func truncation() throws {
    let whole: [UInt8] = try fullMessage().serializedBytes()
    var valid = 0
    for count in 0..<whole.count {
      if (try? Everything(serializedBytes: Array(whole[..<count]))) != nil { valid += 1 }
    }
    // Only what ends between two fields is a message: there are fewer than a hundred fields.
    #expect(valid > 10 && valid < 100)
  }

  @Test("a single field cut off anywhere throws")
  func truncatedFields() throws {
    let fields = [
      "09 0102030405060708", "15 01020304", "18 ffff01", "72 03 616263", "8a01 04 08011200",
      "8202 03 010203", "9202 08 0102030405060708", "9a03 05 0a01611002", "c33e 0801 c43e",
    ]
    for field in fields.map(bytes) {
      #expect(throws: Never.self) { try Everything(serializedBytes: field) }
      for count in 1..<field.count {
        _ = decodingError(Everything.self, Array(field[..<count]))
      }
    }
  }

  @Test("changed bytes never crash, and what is read can be written")
  func mutation() throws {
    let whole: [UInt8] = try fullMessage().serializedBytes()
    var generator = SplitMix64(seed: 1)
    for _ in 0..<4_000 {
      var changed = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        changed[Int.random(in: 0..<changed.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      guard let message = try? Everything(serializedBytes: changed) else { continue }
      let written: [UInt8] = try message.serializedBytes()
      let again = try Everything(serializedBytes: written)
      #expect(try MessageEncoder(again).count == written.count)
    }
  }

  @Test("the error says what, at which byte and in which field")
  func errors() throws {
    func text(_ hex: String) -> String? { decodingError(Everything.self, bytes(hex))?.description }
    #expect(
      text("1801 72 05 6162") == """
        martlet.testing.Everything.a_string: the length is larger than what is left of the \
        message at byte 4
        """)
    #expect(
      text("8a01 04 1202 ff61") == """
        martlet.testing.Everything.inner.text: the string is not valid UTF-8 at byte 5
        """)
    #expect(
      text("ba04 05 8a01 02 1205") == """
        martlet.testing.Everything.child.inner.text: the length is larger than what is left of \
        the message at byte 8
        """)
    #expect(
      text("18 ff")
        == "martlet.testing.Everything.an_int32: the message ends inside the field at byte 1"
    )
    #expect(
      text("c53e 0102")
        == "martlet.testing.Everything.1000: the message ends inside the field at byte 2"
    )
  }

  @Test("the error of a map's entry names the map, and whether it is in the key or the value")
  func mapErrors() throws {
    let key = decodingError(Everything.self, bytes("9a03 03 0a01 ff"))
    #expect(key?.path == ["counts", "key"])
    let value = decodingError(Everything.self, bytes("aa03 05 1203 1201 ff"))
    #expect(value?.path == ["inners_by_name", "value", "text"])
    #expect(value?.byteOffset == 7)
  }

  @Test("a tag has five bytes at the most, needed or not")
  func overlongTags() throws {
    #expect(try Everything(serializedBytes: bytes("9880808000 01")).anInt32 == 1)
    for hex in ["988080808000 01", "98808080808080808000 01", "8affde8a8800 02 4142"] {
      #expect(decodingError(Everything.self, bytes(hex))?.code == .invalidTag, "\(hex)")
    }
  }

  @Test("field number 0, and numbers that are too large, are no tags")
  func tags() throws {
    #expect(decodingError(Everything.self, bytes("00"))?.code == .invalidTag)
    #expect(decodingError(Everything.self, bytes("0501020304"))?.code == .invalidTag)
    #expect(decodingError(Everything.self, bytes("8080808010 00"))?.code == .invalidTag)
    #expect(decodingError(Everything.self, bytes("c63e"))?.code == .invalidTag)
    #expect(decodingError(Everything.self, bytes("c73e"))?.code == .invalidTag)
  }

  @Test("a length larger than an Int is too large, no more")
  func hugeLengths() throws {
    for hex in ["72 ffffffffffffffffff01", "8a01 ffffffffffffffff7f", "c23e ffffffff0f"] {
      #expect(decodingError(Everything.self, bytes(hex))?.code == .invalidLength)
    }
  }

  @Test("a field of a nested message must not reach beyond it")
  func overrun() throws {
    #expect(decodingError(Everything.self, bytes("8a01 02 1203 616263"))?.code == .invalidLength)
    #expect(decodingError(Everything.self, bytes("8202 02 01ff 0000"))?.code == .truncated)
    // Also where a word can be looked at, since more follows.
    for hex in ["8a01 02 08ff 01", "8a01 03 08ffff 01", "8202 02 01ff 01", "8202 05 ffffffffff 01"]
    {
      let beyond = bytes(hex + "ffffffffff01 0000000000000000")
      #expect(decodingError(Everything.self, beyond)?.code == .truncated, "\(hex)")
    }
  }

  @Test("groups must match")
  func groups() throws {
    #expect(decodingError(Everything.self, bytes("c43e"))?.code == .malformedGroup)
    #expect(decodingError(Everything.self, bytes("c33e 0801"))?.code == .malformedGroup)
    #expect(decodingError(Everything.self, bytes("c33e cc3e"))?.code == .malformedGroup)
    #expect(decodingError(Everything.self, bytes("8a01 02 c33e c43e"))?.code == .malformedGroup)
  }

  @Test(
    "what is not UTF-8 is refused",
    arguments: ["80", "c0af", "c3", "e2828", "eda080", "f4908080", "f8888080 80", "ff"])
  func invalidUTF8(hex: String) throws {
    let content = bytes(hex)
    #expect(decodingError(Everything.self, delimited(14, content))?.code == .invalidUTF8)
    #expect(try Everything(serializedBytes: delimited(15, content)).someBytes == content)
  }
}
