internal import MartletProtobuf
internal import Testing

@Suite struct EncodingOptionTests {
  @Test func `Maps can be written in the order of their keys`() throws {
    var options = BinaryEncodingOptions()
    options.useDeterministicOrdering = true
    let message = Everything.with {
      for key in 0..<50 {
        $0.names[Int32(key - 25)] = "x"
        $0.innersByName["\(key)"] = .with { $0.number = Int32(key) }
      }
      $0.colorsByFlag = [true: .red, false: .red]
    }
    let written: [UInt8] = try message.serializedBytes(options: options)
    #expect(try Everything(serializedBytes: written) == message)
    // What is written last is read last: put together from single entries in order, it is the same.
    var ordered: [UInt8] = []
    for key in message.names.keys.sorted() {
      ordered += try Everything.with { $0.names[key] = "x" }.serializedBytes()
    }
    for key in message.innersByName.keys.sorted() {
      ordered += try Everything.with {
        $0.innersByName[key] = message.innersByName[key]
      }.serializedBytes()
    }
    for key in [false, true] {
      ordered += try Everything.with { $0.colorsByFlag[key] = .red }.serializedBytes()
    }
    #expect(written == ordered)
  }

  @Test func `More bytes than the limit allows are refused`() {
    var options = BinaryDecodingOptions()
    options.messageBytesLimit = 1
    #expect(decodingError(Legacy.self, bytes("0801"), options: options)?.code == .tooLarge)
  }

  @Test func `Unknown fields are dropped if asked, closed enumerations' too`() throws {
    var options = BinaryDecodingOptions()
    options.discardUnknownFields = true
    let encoded = bytes("2007 4a020107 5205 0a0162 1009 e80701 0801")
    let message = try Legacy(serializedBytes: encoded, options: options)
    #expect(message.unknownFields.isEmpty)
    #expect(message.anInt32 == 1)
  }

  @Test func `Messages are taken one by one from a stream of bytes`() throws {
    var stream: [UInt8] = []
    let messages = [Legacy(), .with { $0.anInt32 = 1 }, .with { $0.aString = "" }]
    for message in messages { try BinaryDelimited.serialize(message: message, to: &stream) }
    var rest = stream[...]
    var read: [Legacy] = []
    while !rest.isEmpty {
      read.append(try BinaryDelimited.parse(messageType: Legacy.self, from: &rest))
    }
    #expect(read == messages)
    #expect(throws: BinaryDelimited.Error.noBytesAvailable) {
      try BinaryDelimited.parse(messageType: Legacy.self, from: &rest)
    }
    var cut = bytes("0508")[...]
    #expect(throws: BinaryDelimited.Error.truncated) {
      try BinaryDelimited.parse(messageType: Legacy.self, from: &cut)
    }
    #expect(cut.count == 2)
    var endless = bytes("ffffffffff01")[...]
    #expect(throws: BinaryDelimited.Error.malformedLength) {
      try BinaryDelimited.parse(messageType: Legacy.self, from: &endless)
    }
  }
}
