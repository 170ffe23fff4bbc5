/// Bytes on their way out: grows at the end as messages are written, shrinks at the front as a
/// transport sends them.
///
/// It owns one allocation and is moved, never copied, so that a message is encoded into the very
/// memory that it is sent from.
public struct MessageBuffer: ~Copyable, @unchecked Sendable {
  // Sound: `base` is null or an allocation of `capacity` bytes that only this value knows;
  // `0 <= head <= tail <= capacity`, and the bytes of `head..<tail` are initialised.
  @usableFromInline var base: UnsafeMutableRawPointer?
  @usableFromInline var capacity: Int
  @usableFromInline var head: Int
  @usableFromInline var tail: Int

  /// Creates an empty buffer, which allocates nothing.
  public init() {
    base = nil
    capacity = 0
    head = 0
    tail = 0
  }

  deinit {
    base?.deallocate()
  }

  /// The number of bytes waiting.
  @inlinable
  public var count: Int { tail - head }

  /// Whether no bytes are waiting.
  @inlinable
  public var isEmpty: Bool { tail == head }

  /// Makes room for `count` more bytes, doubling so that many small appends stay cheap.
  public mutating func reserve(_ count: Int) {
    if capacity - tail >= count { return }
    let used = tail - head
    let needed = used + count
    // Shift instead of growing when at least half of the room is spent.
    if let base, needed <= capacity, head >= capacity / 2 {
      base.copyMemory(from: base + head, byteCount: used)
    } else {
      let grown = max(needed, used == 0 ? Self.smallestCapacity : capacity * 2)
      let fresh = UnsafeMutableRawPointer.allocate(byteCount: grown, alignment: 1)
      if let base {
        fresh.copyMemory(from: base + head, byteCount: used)
        base.deallocate()
      }
      base = fresh
      capacity = grown
    }
    head = 0
    tail = used
  }

  private static let smallestCapacity = 256

  /// Appends a copy of `bytes`.
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
    reserve(bytes.count)
    guard let base else { return }
    (base + tail).copyMemory(from: source, byteCount: bytes.count)
    tail += bytes.count
  }

  /// Appends the bytes of an array.
  mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// Appends the first `count` bytes of another buffer, or as many as it has, and takes them off
  /// it.
  mutating func append(movingFirst count: Int, of other: inout MessageBuffer) {
    let moved = min(count, other.tail - other.head)
    guard let source = other.base, moved > 0 else { return }
    append(UnsafeRawBufferPointer(start: source + other.head, count: moved))
    other.removeFirst(moved)
  }

  /// Appends all of another buffer, which is empty afterwards; a large one is not copied into an
  /// empty one, but takes its place.
  mutating func append(takingAll other: inout MessageBuffer) {
    if isEmpty, other.count > capacity {
      swap(&self, &other)
    } else {
      append(movingFirst: other.count, of: &other)
    }
  }

  /// Moves as many of the first bytes to `target` as it has room for.
  mutating func moveFirst(to target: UnsafeMutableRawBufferPointer) {
    let moved = min(target.count, tail - head)
    guard let base, let start = target.baseAddress, moved > 0 else { return }
    // Sound: both sides have so many bytes.
    start.copyMemory(from: base + head, byteCount: moved)
    removeFirst(moved)
  }

  /// Appends exactly `count` bytes, which `initialize` must write in full.
  ///
  /// If `initialize` throws, the buffer is as it was.
  @inlinable
  public mutating func append<E: Error>(
    count: Int, initializedBy initialize: (UnsafeMutableRawBufferPointer) throws(E) -> Void
  ) throws(E) {
    guard count > 0 else { return }
    reserve(count)
    guard let base else { return }
    try initialize(UnsafeMutableRawBufferPointer(start: base + tail, count: count))
    tail += count
  }

  /// Appends `count` bytes that are still to be written, which must be done before the buffer is
  /// used again.
  ///
  /// - Returns: Where to write them.
  @inlinable
  public mutating func appendRoom(for count: Int) -> UnsafeMutableRawBufferPointer {
    reserve(count)
    let room = base.map { $0 + tail }
    tail += count
    return UnsafeMutableRawBufferPointer(start: room, count: count)
  }

  /// Appends as many bytes as `write` says that it has written of the room for `count`.
  package mutating func append(
    upTo count: Int, writtenBy write: (UnsafeMutableRawBufferPointer) -> Int
  ) {
    reserve(count)
    guard let base, count > 0 else { return }
    // Sound: there is room for `count` bytes, and no more are believed to be written.
    let target = UnsafeMutableRawBufferPointer(start: base + tail, count: count)
    tail += min(max(write(target), 0), count)
  }

  /// Calls `body` with the waiting bytes, which are valid only until it returns.
  @inlinable
  public func withUnsafeBytes<R: ~Copyable, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    guard let base else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    return try body(UnsafeRawBufferPointer(start: base + head, count: tail - head))
  }

  /// Takes `count` bytes off the front; the memory is kept for the bytes to come.
  public mutating func removeFirst(_ count: Int) {
    head += min(count, tail - head)
    if head == tail {
      head = 0
      tail = 0
    }
  }

  /// Drops everything from byte `count` on: what a failed write had begun.
  @usableFromInline
  mutating func truncate(to count: Int) {
    if count < tail - head { tail = head + count }
  }

  /// Writes a big-endian number over the four bytes at `offset`, which must be there.
  @usableFromInline
  mutating func overwrite(at offset: Int, with number: UInt32) {
    guard let base, offset >= 0, offset + 4 <= tail - head else { return }
    (base + head + offset).storeBytes(of: number.bigEndian, as: UInt32.self)
  }

  /// Flags the message whose prefix is at `offset`, which must be there, as compressed.
  mutating func markCompressed(at offset: Int) {
    guard let base, offset >= 0, offset < tail - head else { return }
    (base + head + offset).storeBytes(of: 1, as: UInt8.self)
  }

  /// Forgets everything, and gives the memory back if it is more than `kept` bytes.
  public mutating func removeAll(keepingAtMost kept: Int) {
    head = 0
    tail = 0
    if capacity > kept {
      base?.deallocate()
      base = nil
      capacity = 0
    }
  }
}
