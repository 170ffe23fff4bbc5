/// A bag of bytes: what a codec of the user's own reads messages from and writes them to.
public protocol GRPCContiguousBytes {
  /// Creates a bag of one byte repeated.
  init(repeating byte: UInt8, count: Int)

  /// Creates a bag from bytes.
  init<Bytes: Sequence>(_ sequence: Bytes) where Bytes.Element == UInt8

  /// Calls `body` with the bytes, which are valid only until it returns.
  func withUnsafeBytes<R>(_ body: (_ buffer: UnsafeRawBufferPointer) throws -> R) rethrows -> R

  /// Calls `body` with the bytes to be changed, valid only until it returns.
  mutating func withUnsafeMutableBytes<R>(
    _ body: (_ buffer: UnsafeMutableRawBufferPointer) throws -> R
  ) rethrows -> R
}

extension [UInt8]: GRPCContiguousBytes {}
