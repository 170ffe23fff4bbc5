internal import MartletProtobuf
internal import Testing

/// What paths of field masks name, and how messages are merged and trimmed along them.
@Suite("Field masks")
struct FieldMaskTests {
  private typealias Mask = Google_Protobuf_FieldMask

  @Test(
    "A path is valid if there is a field at its end, and messages on the way",
    arguments: [
      ("a_string", true), ("inner", true), ("inner.number", true), ("child.child.inner.text", true),
      ("inners", true), ("counts", true), ("chosen_inner.text", true), ("when.seconds", true),
      ("wrapped.value", true), ("self", true),
      ("", false), (".", false), ("inner.", false), (".inner", false), ("inner..text", false),
      ("aString", false), ("nothing", false), ("inner.nothing", false), ("a_string.a", false),
      ("inners.number", false), ("inners_by_name.value", false), ("counts.key", false),
      ("color.number", false), ("chosen_text.text", false),
    ])
  func validity(_ path: String, _ isValid: Bool) {
    #expect(Everything.isPathValid(path) == isValid)
    #expect(Mask(protoPaths: "a_bool", path).isValid(for: Everything.self) == isValid)
    var mask = Mask()
    if isValid {
      #expect(throws: Never.self) { try mask.addPath(path, of: Everything.self) }
      #expect(mask.paths == [path])
    } else {
      #expect(throws: FieldMaskError.invalidPath) {
        try mask.addPath(path, of: Everything.self)
      }
      #expect(mask.paths.isEmpty)
    }
  }

  @Test func `Groups have fields within, and messages without fields have none`() {
    #expect(Legacy.isPathValid("single.part.number"))
    #expect(Legacy.isPathValid("chosen.text"))
    #expect(!Legacy.isPathValid("many.text"))
    #expect(!Google_Protobuf_Empty.isPathValid("a"))
    #expect(Mask().isValid(for: Legacy.self))
  }

  @Test func `A path of more names than messages nest is not valid`() {
    let longest = Array(repeating: "child", count: Mask.pathDepthLimit)
    #expect(Everything.isPathValid(longest.joined(separator: ".")))
    #expect(!Everything.isPathValid((longest + ["child"]).joined(separator: ".")))
  }

  @Test func `A mask of all fields has their names`() {
    let mask = Mask(allFieldsOf: Expression.self)
    #expect(mask.paths == ["literal", "sum", "negated"])
    #expect(Mask(allFieldsOf: Everything.self).isValid(for: Everything.self))
  }

  @Test func `Merging takes over values, also where there is none, and merges messages`() throws {
    var message = Everything.with {
      $0.aString = "old"
      $0.anInt32 = 1
      $0.maybeInt32 = 2
      $0.strings = ["a"]
      $0.counts = ["a": 1, "b": 1]
      $0.inner.number = 3
      $0.chosenText = "old"
      $0.child.inner = .with { ($0.number, $0.text) = (4, "kept") }
      $0.unknownFields.data = bytes("f83e01")
    }
    let source = Everything.with {
      $0.aString = "new"
      $0.aBool = true
      $0.strings = ["b"]
      $0.counts = ["b": 2]
      $0.inner.text = "new"
      $0.chosenInner.number = 5
      $0.child.inner = .with { ($0.number, $0.text) = (6, "not named") }
      $0.child.aBool = true
    }
    let mask = Mask(
      protoPaths: "a_string", "an_int32", "maybe_int32", "strings", "counts", "inner",
      "chosen_inner.number", "child.inner.number", "when.seconds")
    try message.merge(from: source, fieldMask: mask)
    let expected = Everything.with {
      $0.aString = "new"
      $0.strings = ["a", "b"]
      $0.counts = ["a": 1, "b": 2]
      $0.inner = .with { ($0.number, $0.text) = (3, "new") }
      $0.chosenInner.number = 5
      $0.child.inner = .with { ($0.number, $0.text) = (6, "kept") }
      $0.unknownFields.data = bytes("f83e01")
    }
    #expect(message == expected)
  }

  @Test func `Lists and maps are replaced if that is asked for`() throws {
    var message = Everything.with {
      $0.strings = ["a"]
      $0.counts = ["a": 1]
      $0.bools = [true]
      $0.child.doubles = [1]
    }
    let source = Everything.with {
      $0.strings = ["b"]
      $0.child.doubles = [2]
    }
    var options = Mask.MergeOptions()
    options.replaceRepeatedFields = true
    try message.merge(
      from: source, fieldMask: Mask(protoPaths: "strings", "counts", "child.doubles"),
      mergeOption: options)
    let expected = Everything.with {
      $0.strings = ["b"]
      $0.bools = [true]
      $0.child.doubles = [2]
    }
    #expect(message == expected)
  }

  @Test func `A path that is not valid leaves the message as it was`() throws {
    var message = Everything.with { $0.aString = "old" }
    #expect(throws: FieldMaskError.invalidPath) {
      try message.merge(
        from: .with { $0.aString = "new" }, fieldMask: Mask(protoPaths: "a_string", "nothing"))
    }
    #expect(message.aString == "old")
    let isChanged = message.trim(keeping: Mask(protoPaths: "a_bool", "nothing"))
    #expect(!isChanged)
    #expect(message.aString == "old")
  }

  @Test func `Extensions stay and come along, in groups too`() throws {
    var message = Legacy.with {
      $0.Martlet_Testing_Legacy_extNumber = 1
      $0.child.Martlet_Testing_Legacy_extStrings = ["kept"]
      $0.single = .with { $0.number = 2 }
    }
    let source = Legacy.with {
      $0.Martlet_Testing_Legacy_extNumber = 9
      $0.child.child.Martlet_Testing_Legacy_extMood = .sad
      $0.single.part.number = 3
    }
    try message.merge(from: source, fieldMask: Mask(protoPaths: "child.child", "single.part"))
    let expected = Legacy.with {
      $0.Martlet_Testing_Legacy_extNumber = 1
      $0.child.Martlet_Testing_Legacy_extStrings = ["kept"]
      $0.child.child.Martlet_Testing_Legacy_extMood = .sad
      $0.single = .with {
        $0.number = 2
        $0.part.number = 3
      }
    }
    #expect(message == expected)
  }

  @Test func `Required fields may be missing`() throws {
    var message = Martlet_Testing_Legacy_Required()
    try message.merge(
      from: .with { $0.child.id = 1 }, fieldMask: Mask(protoPaths: "child.id"))
    #expect(message.child.id == 1)
    let isCut = message.trim(keeping: Mask(protoPaths: "id"))
    #expect(isCut)
    #expect(!message.hasChild)
  }

  @Test func `Trimming leaves the fields that are named, and what the type does not know`() {
    var message = fullMessage()
    let mask = Mask(protoPaths: "a_string", "inner.text", "children", "child.child.an_int32")
    let isTrimmed = message.trim(keeping: mask)
    #expect(isTrimmed)
    let expected = Everything.with {
      $0.aString = fullMessage().aString
      $0.inner = Everything.Inner()
      $0.children = fullMessage().children
      $0.child.child = Everything()
      $0.unknownFields = fullMessage().unknownFields
    }
    #expect(message == expected)
    let isTrimmedAgain = message.trim(keeping: mask)
    #expect(!isTrimmedAgain)
    let isEmptied = message.trim(keeping: Mask())
    #expect(!isEmptied)
    #expect(message == expected)
    var legacy = Legacy.with {
      $0.anInt32 = 1
      $0.Martlet_Testing_Legacy_extNumber = 2
    }
    let isLegacyTrimmed = legacy.trim(keeping: Mask(protoPaths: "a_string"))
    #expect(isLegacyTrimmed)
    #expect(legacy == .with { $0.Martlet_Testing_Legacy_extNumber = 2 })
  }
}
