import MartletDynamic
import Testing

/// Fields by their names.
struct AccessTests {
  @Test func `Fields without presence are set unless they have their default`() throws {
    let (type, _) = try message("int32 plain = 1; optional int32 marked = 2;")
    var message = DynamicMessage(type)
    try message.set("plain", to: .int32(0))
    try message.set("marked", to: .int32(0))
    #expect(!message.has("plain"))
    #expect(message.has("marked"))
    #expect(try message.serializedBytes() == [0x10, 0])
    try message.clear("marked")
    #expect(message == DynamicMessage(type))
  }

  @Test func `Setting a member of a oneof unsets the others`() throws {
    var message = DynamicMessage(try everything())
    try message.set("chosen_number", to: .int32(1))
    try message.set("chosenText", to: .string("x"))
    #expect(!message.has("chosen_number"))
    #expect(try message.value("chosen_text") == .string("x"))
  }

  @Test func `A negative zero is a value`() throws {
    let (type, _) = try message("double d = 1;")
    var message = DynamicMessage(type)
    try message.set("d", to: .double(-0.0))
    #expect(try message.serializedBytes() == [0x09, 0, 0, 0, 0, 0, 0, 0, 0x80])
  }

  @Test func `Maps are written in the order of their keys`() throws {
    let (type, _) = try message("map<int32, bool> flags = 1;")
    var message = DynamicMessage(type)
    try message.set(
      "flags", to: .map([.int32(2): .bool(true), .int32(-1): .bool(true), .int32(1): .bool(true)]))
    #expect(try message.jsonString() == #"{"flags":{"-1":true,"1":true,"2":true}}"#)
  }

  @Test func `What cannot be is refused by name`() throws {
    let (type, _) = try message("int32 a = 1; repeated string b = 2; map<string, int32> c = 3;")
    var message = DynamicMessage(type)
    #expect(
      complaint { try message.set("d", to: .int32(1)) } == "M has no field 'd'; it has a, b, c")
    #expect(complaint { try message.value("b") }.hasPrefix("M.b is repeated"))
    for (name, content) in [
      ("a", DynamicContent.single(.int64(1))), ("a", .list([.int32(1)])),
      ("b", .single(.string("x"))), ("b", .list([.bytes([])])),
      ("c", .map([.int32(1): .int32(1)])), ("c", .list([])),
    ] {
      #expect(complaint { try message.set(name, to: content) }.hasPrefix("M.\(name) cannot hold"))
    }
  }
}
