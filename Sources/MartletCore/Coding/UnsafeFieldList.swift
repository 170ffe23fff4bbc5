// A list of names and values in one block of bytes: before each pair, the lengths of both.
extension MessageBuffer {
  private static var lengthsBytes: Int { 8 }

  /// Appends a pair.
  mutating func appendField(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    append(count: Self.lengthsBytes + name.count + value.count) { target in
      // Sound: the target has room for both lengths, then the name, then the value.
      target.storeBytes(of: UInt32(truncatingIfNeeded: name.count), as: UInt32.self)
      target.storeBytes(
        of: UInt32(truncatingIfNeeded: value.count), toByteOffset: 4, as: UInt32.self)
      let text = UnsafeMutableRawBufferPointer(rebasing: target[Self.lengthsBytes...])
      text.copyMemory(from: name)
      UnsafeMutableRawBufferPointer(rebasing: text[name.count...]).copyMemory(from: value)
    }
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
