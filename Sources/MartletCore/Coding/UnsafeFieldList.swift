// A list of names and values in one block of bytes: before each pair, the lengths of both.
extension MessageBuffer {
  private static var lengthsBytes: Int { 8 }

  /// Appends a pair.
  mutating func appendField(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    let count = Self.lengthsBytes + name.count + value.count
    reserve(count)
    guard let base else { return }
    // Sound: there is room for both lengths, then the name, then the value.
    var target = base + tail
    target.storeBytes(of: UInt32(truncatingIfNeeded: name.count), as: UInt32.self)
    target.storeBytes(
      of: UInt32(truncatingIfNeeded: value.count), toByteOffset: 4, as: UInt32.self)
    target += Self.lengthsBytes
    if let start = name.baseAddress { target.copyMemory(from: start, byteCount: name.count) }
    target += name.count
    if let start = value.baseAddress { target.copyMemory(from: start, byteCount: value.count) }
    tail += count
  }

  /// Calls `body` with every pair, in order; the bytes are valid only until it returns.
  func forEachField(_ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Void) {
    withUnsafeBytes { bytes in
      var rest = bytes[...]
      while rest.count >= Self.lengthsBytes {
        let lengths = UnsafeRawBufferPointer(rebasing: rest)
        let nameCount = Int(lengths.loadUnaligned(as: UInt32.self))
        let valueCount = Int(lengths.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        rest = rest.dropFirst(Self.lengthsBytes)
        body(
          UnsafeRawBufferPointer(rebasing: rest.prefix(nameCount)),
          UnsafeRawBufferPointer(rebasing: rest.dropFirst(nameCount).prefix(valueCount)))
        rest = rest.dropFirst(nameCount + valueCount)
      }
    }
  }
}
