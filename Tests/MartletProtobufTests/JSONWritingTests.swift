internal import MartletProtobuf
internal import Testing

/// ProtoJSON, as protobuf's documentation has it, written.
@Suite("Messages as JSON")
struct JSONWritingTests {
  @Test func `Fields have JSON's names, and 64-bit integers are strings`() throws {
    let message = Everything.with {
      $0.anInt32 = -3
      $0.anInt64 = .min
      $0.aUint64 = .max
      $0.aBool = true
      $0.color = .crimson
      $0.imageURL = "x"
    }
    #expect(
      try message.jsonString() == #"""
        {"anInt32":-3,"anInt64":"-9223372036854775808","aUint64":"18446744073709551615",\#
        "aBool":true,"color":"COLOR_RED","imageUrl":"x"}
        """#)
  }

  @Test func `Options choose numbers and names`() throws {
    let message = Everything.with {
      $0.anInt64 = 7
      $0.color = .negative
    }
    var options = JSONEncodingOptions()
    options.alwaysPrintInt64sAsNumbers = true
    options.alwaysPrintEnumsAsInts = true
    options.preserveProtoFieldNames = true
    #expect(try message.jsonString(options: options) == #"{"an_int64":7,"color":-7}"#)
  }

  @Test func `Fields at their default are written only if one asks, and none with presence`() throws
  {
    let message = Everything.Inner()
    #expect(try message.jsonString() == "{}")
    var options = JSONEncodingOptions()
    options.alwaysPrintFieldsWithNoPresence = true
    #expect(try message.jsonString(options: options) == #"{"number":0,"text":""}"#)
    let all = try Everything().jsonString(options: options)
    #expect(all.contains(#""strings":[]"#) && all.contains(#""counts":{}"#))
    #expect(!all.contains("maybeInt32") && !all.contains("chosen") && !all.contains("inner\""))
  }

  @Test func `Lists are arrays and maps are objects`() throws {
    let message = Everything.with {
      $0.int32S = [1, -2]
      $0.byteStrings = [[], [0xff, 0xfe, 0xfd, 0xfc]]
      $0.inners = [.init(), .with { $0.number = 1 }]
      $0.names = [2: "two", -1: "minus"]
      $0.colorsByFlag = [true: .red, false: .UNRECOGNIZED(5)]
    }
    var options = JSONEncodingOptions()
    options.useDeterministicOrdering = true
    #expect(
      try message.jsonString(options: options) == #"""
        {"int32s":[1,-2],"byteStrings":["","//79/A=="],"inners":[{},{"number":1}],\#
        "names":{"-1":"minus","2":"two"},"colorsByFlag":{"false":5,"true":"COLOR_RED"}}
        """#)
  }

  @Test(arguments: [
    (0.1, "0.1"), (-0.0, "-0.0"), (1e300, "1e+300"), (Double.leastNonzeroMagnitude, "5e-324"),
    (100.0, "100"),
    (.nan, "\"NaN\""), (.infinity, "\"Infinity\""), (-.infinity, "\"-Infinity\""),
  ])
  func `Numbers have as many digits as they need`(_ number: Double, _ text: String) throws {
    let message = Everything.with {
      $0.maybeString = ""; $0.doubles = [number]
    }
    #expect(try message.jsonString() == #"{"maybeString":"","doubles":[\#(text)]}"#)
  }

  @Test func `Whole numbers have all of their digits`() throws {
    var number: UInt64 = 1
    while true {
      for value in [number - 1, number, number + 7] {
        let message = Everything.with {
          $0.aUint64 = value; $0.maybeString = ""
        }
        let field = value == 0 ? "" : "\"aUint64\":\"\(value)\","
        #expect(try message.jsonString() == "{\(field)\"maybeString\":\"\"}")
      }
      let (next, isOver) = number.multipliedReportingOverflow(by: 10)
      if isOver { break }
      number = next
    }
    #expect(
      try Everything.with { $0.anInt64 = .min }.jsonString() == "{\"anInt64\":\"\(Int64.min)\"}")
  }

  @Test func `Text is escaped where JSON wants it`() throws {
    let message = Everything.Inner.with {
      $0.text = "a\"b\\c\n\r\t\u{8}\u{c}\u{0}\u{1f}/é→🚆 long enough"
    }
    #expect(
      try message.jsonString()
        == #"{"text":"a\"b\\c\n\r\t\b\f\u0000\u001f/é→🚆 long enough"}"#)
    #expect(try Everything.Inner(jsonString: message.jsonString()) == message)
  }

  @Test func `A value without a form in JSON is an error that names the field`() throws {
    let message = Everything.with {
      $0.child.children = [.init(), .with { $0.when.seconds = .max }]
    }
    let error = #expect(throws: JSONEncodingError.self) { try message.jsonString() }
    #expect(error?.path == ["child", "children[1]", "when"])
    #expect(
      error?.description.hasPrefix("martlet.testing.Everything.child.children[1].when: ") == true)
  }

  @Test func `Messages beside each other are an array`() throws {
    let messages = [Everything.Inner.with { $0.number = 1 }, .init()]
    let text = try Everything.Inner.jsonString(from: messages)
    #expect(text == #"[{"number":1},{}]"#)
    #expect(try Everything.Inner.array(fromJSONString: text) == messages)
    let bytes: [UInt8] = try Everything.Inner.jsonUTF8Bytes(from: messages)
    #expect(try Everything.Inner.array(fromJSONUTF8Bytes: bytes) == messages)
  }

  @Test func `A message with everything comes back`() throws {
    var message = fullMessage()
    message.unknownFields = .init()
    #expect(try Everything(jsonString: message.jsonString()) == message)
    let bytes: [UInt8] = try message.jsonUTF8Bytes()
    #expect(try Everything(jsonUTF8Bytes: bytes) == message)
  }
}
