internal import MartletProtobuf
internal import Testing

typealias Everything = Martlet_Testing_Everything
typealias Expression = Martlet_Testing_Expression

/// The bytes that hexadecimal digits stand for; spaces are passed over.
func bytes(_ hexadecimal: String) -> [UInt8] {
  var bytes: [UInt8] = []
  var high: UInt8?
  for digit in hexadecimal.utf8 where digit != UInt8(ascii: " ") {
    let value = digit <= UInt8(ascii: "9") ? digit - 48 : (digit | 0x20) - 87
    if let first = high { bytes.append(first << 4 | value) }
    high = high == nil ? value : nil
  }
  return bytes
}

/// The hexadecimal digits of bytes.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  return String(decoding: text, as: UTF8.self)
}

/// A field of wire type 2: its tag, its length, and its content.
func delimited(_ field: Int, _ content: [UInt8]) -> [UInt8] {
  varint(UInt64(field << 3 | 2)) + varint(UInt64(content.count)) + content
}

func varint(_ value: UInt64) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = value
  while rest >= 0x80 {
    bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
    rest >>= 7
  }
  return bytes + [UInt8(rest)]
}

/// The error that decoding throws.
func decodingError<M: Message>(
  _ type: M.Type, _ bytes: [UInt8], options: BinaryDecodingOptions = .init(),
  sourceLocation: SourceLocation = #_sourceLocation
) -> BinaryDecodingError? {
  #expect(throws: BinaryDecodingError.self, sourceLocation: sourceLocation) {
    try M(serializedBytes: bytes, options: options)
  }
}

/// A message with every field set, nothing at its default.
func fullMessage() -> Everything {
  .with {
    $0.aDouble = -1.5
    $0.aFloat = 2.25
    $0.anInt32 = -3
    $0.anInt64 = .min
    $0.aUint32 = .max
    $0.aUint64 = .max
    $0.aSint32 = .min
    $0.aSint64 = .max
    $0.aFixed32 = 9
    $0.aFixed64 = 10
    $0.aSfixed32 = -11
    $0.aSfixed64 = -12
    $0.aBool = true
    $0.aString = "Zürich → 東京 🚆"
    $0.someBytes = [0, 255]
    $0.color = .negative
    $0.inner = .with { $0.number = 17 }
    $0.maybeInt32 = 0
    $0.maybeString = ""
    $0.maybeBytes = []
    $0.maybeColor = .unspecified
    $0.doubles = [1, -0.0, .infinity]
    $0.int32S = [0, -1, .max]
    $0.sint64S = [0, -1, .min]
    $0.fixed32S = [1, .max]
    $0.bools = [true, false]
    $0.strings = ["", "b"]
    $0.byteStrings = [[], [1]]
    $0.colors = [.red, .UNRECOGNIZED(77)]
    $0.inners = [Everything.Inner(), .with { $0.text = "x" }]
    $0.unpackedInt32S = [1, -2]
    $0.counts = ["": 0, "a": 1]
    $0.names = [-1: "minus", 0: ""]
    $0.innersByName = ["i": .with { $0.number = 5 }, "j": Everything.Inner()]
    $0.colorsByFlag = [true: .red, false: .unspecified]
    $0.chosenInner = .with { $0.text = "chosen" }
    $0.child = .with { $0.child = .with { $0.innersByName = ["deep": .with { $0.number = 1 }] } }
    $0.children = [Everything(), .with { $0.anInt32 = 4 }]
    $0.when = .with { $0.seconds = 1_700_000_000 }
    $0.wrapped = .with { $0.value = "w" }
    $0.class = 91
    $0.self_p = 92
    $0.description_p = 93
    $0.imageURL = "https://example.org"
    $0.userID = 95
    $0.unknownFields.data = bytes("f83e 01")
  }
}
