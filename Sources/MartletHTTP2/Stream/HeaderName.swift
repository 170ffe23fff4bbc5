internal import MartletCore

/// The header names that gRPC knows, told apart without making a string.
enum HeaderName {
  case path, method, scheme, authority, status
  case contentType, te, timeout, encoding, acceptEncoding, grpcStatus, grpcMessage
  /// Another pseudo-header.
  case otherPseudo
  /// Custom metadata.
  case custom

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

extension UnsafeRawBufferPointer {
  /// Whether the bytes are those of the constant.
  func equals(_ constant: StaticString) -> Bool {
    count == constant.utf8CodeUnitCount
      && hasSameBytes(as: constant.utf8Start, constant.utf8CodeUnitCount)
  }

  /// Whether the bytes begin with those of the constant.
  func begins(with constant: StaticString) -> Bool {
    count >= constant.utf8CodeUnitCount
      && hasSameBytes(as: constant.utf8Start, constant.utf8CodeUnitCount)
  }

  /// Whether the bytes are a content type of gRPC: `application/grpc`, alone or with `+` and a
  /// codec or `;` and parameters behind it.
  var isGRPCContentType: Bool {
    guard begins(with: "application/grpc") else { return false }
    guard count > 16 else { return true }
    return self[16] == UInt8(ascii: "+") || self[16] == UInt8(ascii: ";")
  }
}
