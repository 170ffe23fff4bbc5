import MartletDynamic
import MartletProtobuf
import Testing
import ToolSupport

/// The wire format, by way of libprotobuf-c and beside generated code.
struct WireTests {
  @Test func `Descriptors that generated code wrote come back byte by byte`() throws {
    let descriptors = try type(
      "google.protobuf.FileDescriptorProto", in: "google/protobuf/descriptor.proto")
    for name in ["google/protobuf/descriptor.proto", "testing/everything.proto"] {
      let native = try #require(try linked(name).last)
      let bytes = try native.serializedBytes()
      let message = try DynamicMessage(descriptors, serializedBytes: bytes)
      #expect(try message.value("name") == .string(name))
      let back = try Google_Protobuf_FileDescriptorProto(
        serializedBytes: message.serializedBytes())
      #expect(back == native)
    }
  }

  @Test func `Text may have zeros, and packed lists negative values of enumerations`() throws {
    var message = DynamicMessage(try everything())
    try message.set("a_string", to: .string("a\0b"))
    try message.set("colors", to: .list([.enum(-7), .enum(1)]))
    let back = try DynamicMessage(message.type, serializedBytes: message.serializedBytes())
    #expect(back == message)
    #expect(try back.value("a_string") == .string("a\0b"))
  }

  @Test func `A value of another wire type than its field's is refused with the place`() throws {
    let (type, _) = try message("sfixed32 a = 11; repeated int32 b = 1;")
    let text = complaint { try DynamicMessage(type, serializedBytes: bytes("5a0568656c6c6f")) }
    #expect(text.contains("in M.a: the value is of wire type 2"))
    _ = try DynamicMessage(type, serializedBytes: bytes("0a020102"))
    #expect(complaint { try DynamicMessage(type, serializedBytes: bytes("0d00000000")) } != "")
  }

  @Test func `Fields that the type does not know are kept`() throws {
    let (newer, _) = try message("int32 a = 1; string b = 2; fixed64 c = 3; repeated int32 d = 4;")
    let (older, _) = try message("int32 a = 1;")
    var message = DynamicMessage(newer)
    try message.set("a", to: .int32(1))
    try message.set("b", to: .string("two"))
    try message.set("c", to: .uint64(3))
    try message.set("d", to: .list([.int32(4), .int32(5)]))
    let bytes = try message.serializedBytes()
    let through = try DynamicMessage(older, serializedBytes: bytes).serializedBytes()
    #expect(try DynamicMessage(newer, serializedBytes: through) == message)
  }

  @Test func `The last member of a oneof on the wire is the one that is set`() throws {
    let (type, _) = try message("oneof choice { int32 number = 1; string text = 2; M inner = 3; }")
    // text, then inner, then number.
    let message = try DynamicMessage(type, serializedBytes: [0x12, 1, 0x78, 0x1a, 0, 0x08, 7])
    #expect(message.content("text") == nil)
    #expect(message.content("inner") == nil)
    #expect(try message.value("number") == .int32(7))
  }

  @Test(arguments: [
    ("ba040238059a03050a016b1002ba04024006", "ba0404380540069a03050a016b1002"),
    ("8a010208037201788a0103120174", "7201788a01050803120174"),
    (
      "ba0408ba04058a01020801ba040dba04088a010312017518092002",
      "ba040fba040a8a0105080112017518092002"
    ),
    // Of a oneof: added to, replaced by another, and then begun anew.
    ("fa030208011801fa0303120161", "1801fa03050801120161"),
    ("fa03020801fa03020802f2030162", "f2030162"),
    ("fa03020801f2030162fa0303120161", "fa0303120161"),
    // Within entries of maps, and elements of lists, which are no pieces of one another.
    ("aa030c0a016b12020801120312017a", "aa030a0a016b1205080112017a"),
    ("c2040aba04021801ba04022002c204021804", "c20407ba040418012002c204021804"),
  ])
  func `A message in pieces is their merger, at any depth`(pieces: String, whole: String) throws {
    let type = try everything()
    let message = try DynamicMessage(type, serializedBytes: bytes(pieces))
    #expect(try message == DynamicMessage(type, serializedBytes: bytes(whole)))
  }

  @Test(arguments: [
    ([0x08], "at byte 1, in M.a: the bytes end in a number"),
    ([0x12, 5, 0x61], "at byte 2, in M.b: 5 bytes are announced, 1 are there"),
    ([0x12, 1, 0xff], "at byte 2, in M.b: the text is not UTF-8"),
    ([0x0b, 0x0c], "at byte 1, in M.a: there is a group, which libprotobuf-c cannot read"),
    ([0x00], "at byte 1, in M: no field has this tag"),
    ([0x88, 0x80, 0x80, 0x80, 0x80, 0x00, 0x01], "at byte 6, in M: no field has this tag"),
    ([0x0f], "at byte 1, in M.a: there is no wire type 7"),
    ([0x1a, 2, 0x12, 9], "at byte 4, in M.b: 9 bytes are announced, 0 are there"),
    (
      [0x08] + [UInt8](repeating: 0xff, count: 10) + [1],
      "at byte 11, in M.a: a number has more than ten bytes"
    ),
  ])
  func `Malformed bytes are refused with their place`(bytes: [UInt8], expected: String) throws {
    let (type, _) = try message("int32 a = 1; string b = 2; M c = 3;")
    #expect(complaint { try DynamicMessage(type, serializedBytes: bytes) } == expected)
  }

  @Test func `A message nested a hundred deep is read, one more is refused`() throws {
    let (type, _) = try message("M inner = 1;")
    func nested(_ depth: Int) -> [UInt8] {
      (1..<depth).reduce([]) { inner, _ in
        var length = inner.count
        var prefix: [UInt8] = [0x0a]
        while length >= 0x80 {
          prefix.append(UInt8(length & 0x7f) | 0x80)
          length >>= 7
        }
        return prefix + [UInt8(length)] + inner
      }
    }
    #expect(try DynamicMessage(type, serializedBytes: nested(100)).has("inner"))
    #expect(
      complaint { try DynamicMessage(type, serializedBytes: nested(101)) }
        .hasSuffix("messages are nested more than 100 deep"))
    // As many as would overflow the stack of whoever recursed.
    #expect(
      complaint { try DynamicMessage(type, serializedBytes: nested(20_000)) }
        .hasSuffix("messages are nested more than 100 deep"))
  }

  @Test func `Required fields are asked for by name`() throws {
    let text = """
      syntax = "proto2";
      message M { required int32 a = 1; optional N n = 2; }
      message N { required string b = 1; }
      """
    let type = try type("M", in: "m.proto", text)
    #expect(complaint { try DynamicMessage(type, serializedBytes: []) } == "M.a is required")
    #expect(
      complaint { try DynamicMessage(type, serializedBytes: [0x08, 1, 0x12, 0]) }
        == "N.b is required")
    let partial = try DynamicMessage(type, serializedBytes: [], partial: true)
    #expect(complaint { try partial.serializedBytes() } == "M.a is required")
  }
}
