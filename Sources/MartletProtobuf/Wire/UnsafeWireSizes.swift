/// The sizes of nested messages, in the order in which they are written.
///
/// A message's size goes before it, so encoding needs it twice: for its parent's size and for its
/// own prefix. Computing it anew at every level would cost the square of the depth. Messages that
/// have none inside are cheap to size up, and are not kept.
///
/// They are kept in memory of their own rather than in an array: most messages keep none, and an
/// array would be retained and released on every step all the same.
public struct WireSizes {
  // Sound throughout: `count` places of `capacity` have been written, and only those are read. The
  // memory belongs to the encoder that made the sizes, which frees it once and lends it to one
  // writer at a time; copies are not kept.
  @usableFromInline var places: UnsafeMutablePointer<Int>?
  @usableFromInline var count = 0
  @usableFromInline var capacity = 0

  /// Whether maps are written in the order of their keys.
  @usableFromInline let isDeterministic: Bool

  /// The sizes that there is room for when the first is kept.
  private static let initialCapacity = 32

  @inlinable
  init(isDeterministic: Bool) {
    places = nil
    self.isDeterministic = isDeterministic
  }

  /// Gives the memory back; the sizes must not be used afterwards.
  @inlinable
  func free() { places?.deallocate() }

  /// Keeps a place for the size of the message that comes next.
  @inlinable
  @inline(__always)
  mutating func place() -> Int {
    if count == capacity { grow() }
    defer { count += 1 }
    return count
  }

  @inlinable
  @inline(__always)
  mutating func keep(_ size: Int, at place: Int) {
    // There is memory, since a place has been kept.
    places.unsafelyUnwrapped[place] = size
  }

  @inline(never)
  @usableFromInline
  mutating func grow() {
    let larger = capacity == 0 ? Self.initialCapacity : 2 * capacity
    let memory = UnsafeMutablePointer<Int>.allocate(capacity: larger)
    if let places {
      memory.initialize(from: places, count: count)
      places.deallocate()
    }
    places = memory
    capacity = larger
  }

  /// The size of a nested message with its length, kept for the encoder.
  @inlinable
  public mutating func message<M: Message>(_ message: M) -> Int {
    let place = self.place()
    let size = message.encodedSize(&self)
    keep(size, at: place)
    return size + WireSize.varint(UInt64(size))
  }

  /// The size of a nested message in a box, which is not inlined so that its copy of the message
  /// does not stay on the stack of the outer one.
  @inlinable
  @inline(never)
  public mutating func message<M: Message>(_ box: Boxed<M>) -> Int { message(box.value) }

  /// The sizes of several nested messages with their lengths.
  @inlinable
  public mutating func messages<M: Message>(_ messages: [M]) -> Int {
    var total = 0
    messages.withUnsafeBufferPointer { messages in
      for index in messages.indices {
        let place = self.place()
        // Asked where it is: what is handed on first is copied.
        let size = messages[index].encodedSize(&self)
        keep(size, at: place)
        total += size + WireSize.varint(UInt64(size))
      }
    }
    return total
  }

  /// The size of a message that has none inside, with its length; not kept.
  @inlinable
  public mutating func leaf<M: Message>(_ message: M) -> Int {
    let size = message.encodedSize(&self)
    return size + WireSize.varint(UInt64(size))
  }
}

/// Sizes of encoded values.
public enum WireSize {
  /// The size of a number: a byte for each seven bits.
  @inlinable
  public static func varint(_ value: UInt64) -> Int {
    let bits = 64 - (value | 1).leadingZeroBitCount
    return (bits * 9 + 64) >> 6
  }

  /// The size of a value with its length.
  @inlinable
  public static func delimited(_ count: Int) -> Int { count + varint(UInt64(count)) }

  /// The size of a field of a string without presence: none if it is empty.
  public static func implicit(_ tagSize: Int, _ value: String) -> Int {
    value.isEmpty ? 0 : tagSize + delimited(value.utf8.count)
  }

  /// The size of a field for each value.
  @_semantics("optimize.sil.specialize.generic.never")
  public static func fields<Coding: FieldCoding>(
    _ tagSize: Int, _ values: [Coding.Value], _ coding: Coding.Type
  ) -> Int { tagSize * values.count + Coding.size(of: values) }

  /// The size of packed values without their tag and length.
  @_semantics("optimize.sil.specialize.generic.never")
  public static func packed<Coding: FieldCoding>(
    _ values: [Coding.Value], _ coding: Coding.Type
  ) -> Int { Coding.size(of: values) }

  /// The size of an enumeration's values without tags and length.
  @inlinable
  public static func enumerations<E: Enum>(_ values: [E]) -> Int {
    var total = 0
    for value in values { total += ProtoEnum<E>.size(value) }
    return total
  }
}
