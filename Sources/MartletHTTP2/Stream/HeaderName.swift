/// The header names that gRPC knows, told apart without making a string.
enum HeaderName {
  case path, method, scheme, authority, status
  case contentType, te, timeout, encoding, acceptEncoding, grpcStatus, grpcMessage
  /// Another pseudo-header.
  case otherPseudo
  /// Custom metadata.
  case custom

  @inline(__always)
  init(_ name: UnsafeRawBufferPointer) {
    self = .custom
    guard let first = name.first else { return }
    switch (first, name.count) {
    case (UInt8(ascii: ":"), 5): self = name.equals(":path") ? .path : .otherPseudo
    case (UInt8(ascii: ":"), 7):
      self =
        name.equals(":method")
        ? .method
        : name.equals(":scheme") ? .scheme : name.equals(":status") ? .status : .otherPseudo
    case (UInt8(ascii: ":"), 10): self = name.equals(":authority") ? .authority : .otherPseudo
    case (UInt8(ascii: ":"), _): self = .otherPseudo
    case (UInt8(ascii: "t"), 2): if name.equals("te") { self = .te }
    case (UInt8(ascii: "c"), 12): if name.equals("content-type") { self = .contentType }
    case (UInt8(ascii: "g"), 11): if name.equals("grpc-status") { self = .grpcStatus }
    case (UInt8(ascii: "g"), 12):
      if name.equals("grpc-timeout") {
        self = .timeout
      } else if name.equals("grpc-message") {
        self = .grpcMessage
      }
    case (UInt8(ascii: "g"), 13): if name.equals("grpc-encoding") { self = .encoding }
    case (UInt8(ascii: "g"), 20):
      if name.equals("grpc-accept-encoding") { self = .acceptEncoding }
    default: break
    }
  }
}
