/// Bytes that are written one after the other, and read once when all are there.
///
/// An array would check for its uniqueness and its capacity at each append, and text is written in
/// many small pieces.
struct OutputBuffer {
  // Sound throughout: `position` stays between `start` and `end`, since each write first makes the
  // room that it needs. The owner frees the memory once, and copies of the struct are not kept.
  private var start: UnsafeMutableRawPointer
  private var position: UnsafeMutableRawPointer
  private var end: UnsafeMutableRawPointer

  /// The memory that there is before anything is written.
  private static let initialBytes = 256

  init() {
    start = .allocate(byteCount: Self.initialBytes, alignment: 8)
    position = start
    end = start + Self.initialBytes
  }

  /// Gives the memory back; the buffer must not be used afterwards.
  func free() { start.deallocate() }

  var count: Int { position - start }

  /// What was written, valid until the next write.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  var last: UInt8? {
    @inline(__always) get { position > start ? (position - 1).load(as: UInt8.self) : nil }
  }

  @inline(never)
  private mutating func grow(_ count: Int) {
    let written = position - start
    // Memory that is as large is soon there, and what has been written is copied seldom.
    let capacity = max(4 * (end - start), written + count)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
    larger.copyMemory(from: start, byteCount: written)
    start.deallocate()
    start = larger
    position = larger + written
    end = larger + capacity
  }

  @inline(__always)
  private mutating func reserve(_ count: Int) {
    if end - position < count { grow(count) }
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    position.storeBytes(of: byte, as: UInt8.self)
    position += 1
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    position.copyMemory(from: source, byteCount: bytes.count)
    position += bytes.count
  }

  mutating func append(text: String) {
    text.withLentUTF8 { append($0) }
  }

  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { append(UnsafeRawBufferPointer($0)) }
  }

  mutating func append(spaces count: Int) {
    reserve(count)
    for _ in 0..<count { append(UInt8(ascii: " ")) }
  }

  /// Writes a number in decimal digits.
  mutating func append(_ value: UInt64) {
    reserve(20)
    let count = Self.digits(value)
    var place = position + count
    position = place
    var rest = value
    // Two at a time, since each division waits for the one before.
    while rest >= 100 {
      let pair = UInt16(truncatingIfNeeded: rest % 100)
      rest /= 100
      place -= 2
      let digits = (pair / 10 | (pair % 10) << 8) + 0x3030
      place.storeBytes(of: digits.littleEndian, as: UInt16.self)
    }
    if rest >= 10 {
      place -= 1
      place.storeBytes(
        of: UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0"), as: UInt8.self)
      rest /= 10
    }
    (place - 1).storeBytes(of: UInt8(truncatingIfNeeded: rest) + UInt8(ascii: "0"), as: UInt8.self)
  }

  /// The number of decimal digits, of which there is one at least.
  @inline(__always)
  private static func digits(_ value: UInt64) -> Int {
    var (rest, count) = (value, 1)
    while rest >= 10_000 {
      rest /= 10_000
      count += 4
    }
    return count + (rest >= 1000 ? 3 : rest >= 100 ? 2 : rest >= 10 ? 1 : 0)
  }

  @inline(__always)
  mutating func append(_ value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(value.magnitude)
  }

  /// Writes as many bytes as `body` puts into `count` bytes of room.
  @inline(__always)
  mutating func append(atMost count: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int) {
    reserve(count)
    let written = body(UnsafeMutableRawBufferPointer(start: position, count: count))
    position += written
  }

  /// Takes back what was written behind the first so many bytes.
  mutating func truncate(to count: Int) {
    if count < self.count { position = start + count }
  }
}

// Numbers write their digits here without a string between.
extension OutputBuffer: TextOutputStream {
  mutating func write(_ string: String) { append(text: string) }

  mutating func _writeASCII(_ buffer: UnsafeBufferPointer<UInt8>) {
    append(UnsafeRawBufferPointer(buffer))
  }
}
