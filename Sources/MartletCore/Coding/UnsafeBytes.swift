internal import Glibc

extension UnsafeRawBufferPointer {
  /// Whether the first `count` bytes, which must be there, are those at `other`: one call of
  /// memcmp, where a comparison of collections goes byte by byte.
  package func hasSameBytes(as other: UnsafeRawPointer, _ count: Int) -> Bool {
    guard let baseAddress, count <= self.count else { return count == 0 }
    // Sound: both sides have at least `count` bytes: this one was checked, the other is promised.
    return memcmp(baseAddress, other, count) == 0
  }

  /// Whether the bytes are those of the array.
  package func equals(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { equals($0) }
  }

  /// Whether the bytes are the same.
  package func equals(_ other: UnsafeRawBufferPointer) -> Bool {
    guard other.count == count, let start = other.baseAddress else { return other.count == count }
    return hasSameBytes(as: start, count)
  }
}
