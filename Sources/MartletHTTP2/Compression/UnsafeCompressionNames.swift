internal import MartletCore

// What the wire calls algorithms (gRPC over HTTP/2, "Content-Coding").
extension CompressionAlgorithm {
  /// The name in `grpc-encoding`.
  var name: StaticString {
    switch value {
    case .none: "identity"
    case .deflate: "deflate"
    case .gzip: "gzip"
    }
  }

  /// The algorithm of this name; `nil` if there is none here.
  init?(name: UnsafeRawBufferPointer) {
    for value in Value.allCases {
      self.init(value)
      if name.equals(self.name) { return }
    }
    return nil
  }
}

extension CompressionAlgorithmSet {
  /// The value of `grpc-accept-encoding`: the algorithms of the set, best first.
  var acceptEncoding: StaticString {
    switch (contains(.gzip), contains(.deflate)) {
    case (true, true): "gzip,deflate,identity"
    case (true, false): "gzip,identity"
    case (false, true): "deflate,identity"
    case (false, false): "identity"
    }
  }

  /// The algorithms that a value of `grpc-accept-encoding` names, as far as they are known.
  init(acceptEncoding list: UnsafeRawBufferPointer) {
    self = .none
    for part in list.split(separator: UInt8(ascii: ",")) {
      // Sound: a part of bytes that are lent for as long as this runs.
      let name = part.drop { $0 == UInt8(ascii: " ") }
      if let algorithm = CompressionAlgorithm(name: UnsafeRawBufferPointer(rebasing: name)) {
        insert(CompressionAlgorithmSet(algorithm))
      }
    }
  }

  /// Whether there is anything but `none`.
  var compresses: Bool { !subtracting(.none).isEmpty }

  /// What to answer with a client that accepts these: what it sent itself, or else the best.
  func answer(to encoding: CompressionAlgorithm) -> CompressionAlgorithm {
    if encoding != .none, contains(encoding) { return encoding }
    return contains(.gzip) ? .gzip : contains(.deflate) ? .deflate : .none
  }
}
