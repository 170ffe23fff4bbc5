/// Copies of many bytes.
///
/// On x86, glibc copies by a single instruction what has several thousand bytes. Where the
/// destination lies a few bytes further into its page of 4 KiB than the source, AMD's Zen 3 and 4
/// take that instruction for one of overlapping bytes, and it becomes 16 times slower
/// (https://sourceware.org/bugzilla/show_bug.cgi?id=30994; Debian 12 has such a glibc). That is
/// where a large field goes: the message that it is in begins with as little as a tag and a length,
/// and large arrays begin at the same place of a page.
enum LongCopy {
  /// Fewer bytes are left to the system in any case.
  static let minimumBytes = 4096

  /// Copies bytes that do not overlap.
  static func copy(
    to destination: UnsafeMutableRawPointer, from source: UnsafeRawPointer, byteCount: Int
  ) {
    #if arch(x86_64)
      if isUnfortunate(destination, source, byteCount) {
        byVectors(destination, source, byteCount)
        return
      }
    #endif
    destination.copyMemory(from: source, byteCount: byteCount)
  }

  /// Whether the places are of those for which the system's way is slower than the one here: also
  /// where they are a little further apart, if the bytes do not fit the first cache.
  private static func isUnfortunate(
    _ destination: UnsafeMutableRawPointer, _ source: UnsafeRawPointer, _ count: Int
  ) -> Bool {
    guard count >= minimumBytes else { return false }
    let ahead = (UInt(bitPattern: destination) &- UInt(bitPattern: source)) % 4096
    return ahead != 0 && ahead < (count < 32 << 10 ? 32 : 256)
  }

  private typealias Vector = SIMD16<UInt8>

  // Sound: reads and writes stay within `count` bytes, which are many lines.
  private static func byVectors(
    _ destination: UnsafeMutableRawPointer, _ source: UnsafeRawPointer, _ count: Int
  ) {
    let line = 64
    // From the end, where nothing was written shortly before at the same place of a page; and from
    // where a line of the cache ends. What is copied twice is the same.
    (destination + count - line).copyMemory(from: source + count - line, byteCount: line)
    var rest = count - Int(UInt(bitPattern: destination + count) % UInt(line))
    while rest >= line {
      rest -= line
      let (from, to) = (source + rest, destination + rest)
      // All are read before the first is written, for the optimizer to keep them in registers.
      let a = from.loadUnaligned(as: Vector.self)
      let b = from.loadUnaligned(fromByteOffset: 16, as: Vector.self)
      let c = from.loadUnaligned(fromByteOffset: 32, as: Vector.self)
      let d = from.loadUnaligned(fromByteOffset: 48, as: Vector.self)
      to.storeBytes(of: d, toByteOffset: 48, as: Vector.self)
      to.storeBytes(of: c, toByteOffset: 32, as: Vector.self)
      to.storeBytes(of: b, toByteOffset: 16, as: Vector.self)
      to.storeBytes(of: a, as: Vector.self)
    }
    destination.copyMemory(from: source, byteCount: rest)
  }
}

extension [UInt8] {
  /// Bytes that are copied.
  init(copying bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= LongCopy.minimumBytes, let source = bytes.baseAddress else {
      self.init(bytes)
      return
    }
    self.init(blank: bytes.count)
    // Sound: as many bytes as the array has.
    withUnsafeMutableBytes { memory in
      if let destination = memory.baseAddress {
        LongCopy.copy(to: destination, from: source, byteCount: bytes.count)
      }
    }
  }
}
