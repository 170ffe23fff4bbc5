/// The names of header fields that gRPC or HTTP/2 knows, told apart without making a string.
enum HeaderName {
  case path, method, scheme, authority, status
  case contentType, te, timeout, encoding, acceptEncoding, grpcStatus, grpcMessage
  case contentLength, host
  /// Another pseudo-header field.
  case otherPseudo
  /// A field of HTTP/1.1's connections (RFC 9113 §8.2.2).
  case ofConnection
  /// Custom metadata.
  case custom

  @inline(__always)
  init(_ name: UnsafeRawBufferPointer) {
    // By length first: most names are the only ones of theirs, and one comparison decides.
    self =
      switch name.count {
      case 2: name.equals("te") ? .te : .custom
      case 4: name.equals("host") ? .host : .custom
      case 5: name.equals(":path") ? .path : Self.other(name)
      case 7:
        name.equals(":method")
          ? .method
          : name.equals(":scheme") ? .scheme : name.equals(":status") ? .status : Self.other(name)
      case 10: name.equals(":authority") ? .authority : Self.other(name)
      case 11: name.equals("grpc-status") ? .grpcStatus : Self.other(name)
      case 12:
        name.equals("content-type")
          ? .contentType
          : name.equals("grpc-timeout")
            ? .timeout : name.equals("grpc-message") ? .grpcMessage : Self.other(name)
      case 13: name.equals("grpc-encoding") ? .encoding : Self.other(name)
      case 14: name.equals("content-length") ? .contentLength : Self.other(name)
      case 20: name.equals("grpc-accept-encoding") ? .acceptEncoding : Self.other(name)
      default: Self.other(name)
      }
  }

  private static func other(_ name: UnsafeRawBufferPointer) -> HeaderName {
    if name.first == UInt8(ascii: ":") { return .otherPseudo }
    let isOfConnection =
      name.equals("connection") || name.equals("keep-alive") || name.equals("proxy-connection")
      || name.equals("transfer-encoding") || name.equals("upgrade")
    return isOfConnection ? .ofConnection : .custom
  }
}
