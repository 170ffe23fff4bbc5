internal import Glibc
internal import MartletCore

extension UnsafeRawBufferPointer {
  /// Whether the bytes are those of the constant.
  @inline(__always)
  func equals(_ constant: StaticString) -> Bool {
    count == constant.utf8CodeUnitCount && begins(with: constant)
  }

  /// Whether the bytes are those in the buffer.
  func equals(_ buffer: borrowing MessageBuffer) -> Bool {
    buffer.withUnsafeBytes { equals($0) }
  }

  /// Whether the bytes begin with those of the constant.
  @inline(__always)
  func begins(with constant: StaticString) -> Bool {
    guard let baseAddress, count >= constant.utf8CodeUnitCount else { return false }
    // Sound: both sides have so many bytes. With a constant count, a few comparisons of words.
    return memcmp(baseAddress, constant.utf8Start, constant.utf8CodeUnitCount) == 0
  }
}
