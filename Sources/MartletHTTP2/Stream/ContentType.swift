/// What a `content-type` says of a request or a response (gRPC over HTTP/2, "Content-Type").
enum ContentType {
  /// gRPC, with messages in a format that goes unsaid.
  case grpc
  /// gRPC, with protobuf messages.
  case protobuf
  /// gRPC, with messages in another format.
  case otherFormat
  /// Not gRPC.
  case other

  private static let plain: StaticString = "application/grpc"

  init(_ value: UnsafeRawBufferPointer) {
    guard value.begins(with: Self.plain) else {
      self = .other
      return
    }
    guard value.count > Self.plain.utf8CodeUnitCount else {
      self = .grpc
      return
    }
    switch value[Self.plain.utf8CodeUnitCount] {
    case UInt8(ascii: ";"): self = .grpc
    case UInt8(ascii: "+"):
      self = Self.format(of: value).elementsEqual("proto".utf8) ? .protobuf : .otherFormat
    default: self = .other
    }
  }

  /// What is behind the plus sign and before parameters.
  private static func format(of value: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
    value.dropFirst(plain.utf8CodeUnitCount + 1).prefix { $0 != UInt8(ascii: ";") }
  }

  /// The name of the format that a content type of gRPC names.
  static func formatName(_ value: UnsafeRawBufferPointer) -> String {
    String(decoding: format(of: value), as: UTF8.self)
  }
}
