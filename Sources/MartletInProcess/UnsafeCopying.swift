internal import MartletCore

// Bytes for parts of MartletCore that take them as transports have them. Sound throughout: they are
// used only while they are lent.

extension InProcessStream {
  /// Copies the first `count` bytes that are to be sent into the peer's inbound half.
  func copyOutbound(_ count: Int, to peer: InProcessStream) throws(RPCError) {
    try outbound.withUnsafeBytes { bytes throws(RPCError) in
      try peer.receive(bytes: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    }
  }
}

extension MethodTable {
  func method(forPath path: String) -> ServerMethod? {
    Array(path.utf8).withUnsafeBytes { method(forPath: $0) }
  }

  func unimplemented(path: String) -> Status {
    Array(path.utf8).withUnsafeBytes { unimplemented(path: $0) }
  }
}

extension ServerCall {
  func addHeader(_ name: String, _ value: String) {
    Array(name.utf8).withUnsafeBytes { name in
      Array(value.utf8).withUnsafeBytes { addHeader(name: name, value: $0) }
    }
  }
}
