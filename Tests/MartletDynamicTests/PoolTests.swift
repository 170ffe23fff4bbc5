import MartletDynamic
import MartletProtobuf
import Testing

/// Descriptors of strangers.
struct PoolTests {
  private typealias Field = Google_Protobuf_FieldDescriptorProto

  private func complaint(
    of fields: [Field], change: (inout Google_Protobuf_DescriptorProto) -> Void = { _ in }
  ) -> String {
    var message = Google_Protobuf_DescriptorProto.with {
      $0.name = "M"
      $0.field = fields
    }
    change(&message)
    let file = Google_Protobuf_FileDescriptorProto.with {
      $0.name = "m.proto"
      $0.syntax = "proto3"
      $0.messageType = [message]
    }
    return MartletDynamicTests.complaint { try DescriptorPool([file]) }
  }

  private func field(
    _ number: Int32, _ change: (inout Field) -> Void = { _ in }
  ) -> Field {
    var field = Field.with {
      $0.name = "f"
      $0.number = number
      $0.type = .int32
      $0.label = .optional
    }
    change(&field)
    return field
  }

  @Test(arguments: [0, -1, 1 << 29])
  func `A number that no field can have is refused`(number: Int32) {
    #expect(
      complaint(of: [field(number)]) == "M.f has the number \(number), which no field can have")
  }

  @Test func `Fields that would lie on each other are refused`() {
    #expect(complaint(of: [field(1), field(1)]) == "M.f has the number 1, as another field has")
    let stray = field(1) { $0.oneofIndex = 3 }
    #expect(complaint(of: [stray]) == "M.f is in a oneof that is not there")
    let repeated = field(1) {
      $0.oneofIndex = 0
      $0.label = .repeated
    }
    #expect(
      complaint(of: [repeated]) { $0.oneofDecl = [.with { $0.name = "o" }] }
        == "M.f is repeated, but in a oneof")
  }

  @Test func `An entry of a map needs one key and one value`() {
    let list = field(2) { $0.label = .repeated }
    for fields in [[field(1)], [field(1), field(3)], [field(1), list]] {
      #expect(
        complaint(of: fields) { $0.options.mapEntry = true }
          == "M is no entry of a map: it needs a key and a value")
    }
  }

  @Test func `A type that no file declares is named`() {
    let unknown = field(1) {
      $0.type = .message
      $0.typeName = ".N"
    }
    #expect(complaint(of: [unknown]).hasPrefix("M.f is of the type '.N', which no file declares"))
  }
}
