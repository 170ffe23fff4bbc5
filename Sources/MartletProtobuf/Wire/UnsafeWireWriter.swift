/// Writes the fields of a message into memory of exactly their size.
///
/// Generated code drives it, after having sized the message up. What is not `@inlinable` would be
/// compiled again for every field.
public struct WireWriter {
  // Sound: `position` stays between the buffer's start and `end`: every write first takes the room
  // it needs, and stops the program if the sizes did not add up, which only a message that another
  // thread changes meanwhile, or a bug of ours, could bring about.
  @usableFromInline var position: UnsafeMutableRawPointer
  @usableFromInline let end: UnsafeMutableRawPointer
  @usableFromInline let sizes: WireSizes
  /// Whether maps are written in the order of their keys.
  @inlinable var isDeterministic: Bool { sizes.isDeterministic }
  @usableFromInline var nextSize = 0

  /// A pointer for writers of no bytes, which is never followed.
  @inlinable static var nowhere: UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(bitPattern: 8).unsafelyUnwrapped
  }

  @inlinable
  init(_ buffer: UnsafeMutableRawBufferPointer, sizes: WireSizes) {
    let base = buffer.baseAddress ?? Self.nowhere
    position = base
    end = base + buffer.count
    self.sizes = sizes
  }

  /// Takes the size of the message that comes next.
  private mutating func takeSize() -> Int {
    defer { nextSize += 1 }
    return peekSize()
  }

  /// The size of the message that comes next.
  @usableFromInline
  func peekSize() -> Int {
    guard nextSize < sizes.count, let places = sizes.places else {
      preconditionFailure("the message changed while it was encoded")
    }
    return places[nextSize]
  }

  @inlinable
  mutating func take(_ count: Int) -> UnsafeMutableRawPointer {
    precondition(count <= end - position, "the message changed while it was encoded")
    defer { position += count }
    return position
  }

  /// Writes a number.
  @inlinable
  public mutating func varint(_ value: UInt64) {
    if value < 0x80 {
      take(1).storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
    } else {
      longVarint(value)
    }
  }

  /// Writes a field's number and wire type, which are constants where this is inlined.
  @inlinable
  @inline(__always)
  mutating func tag(_ tag: UInt32) {
    if tag < 0x80 {
      take(1).storeBytes(of: UInt8(truncatingIfNeeded: tag), as: UInt8.self)
    } else {
      longVarint(UInt64(tag))
    }
  }

  @usableFromInline
  @inline(never)
  mutating func longVarint(_ value: UInt64) {
    if value < 0x4000 {
      let word = UInt16(truncatingIfNeeded: value & 0x7f | 0x80 | (value & 0x3f80) << 1)
      take(2).storeBytes(of: word.littleEndian, as: UInt16.self)
      return
    }
    let count = WireSize.varint(value)
    // Bytes behind the number are written over by what follows it.
    if count <= 8, end - position >= 8 {
      let more = VarintWord.continuations & ((1 << UInt64(8 * (count - 1))) - 1)
      position.storeBytes(of: (VarintWord.spread(value) | more).littleEndian, as: UInt64.self)
      position += count
      return
    }
    var rest = value
    var cursor = take(count)
    while rest >= 0x80 {
      cursor.storeBytes(of: UInt8(truncatingIfNeeded: rest) | 0x80, as: UInt8.self)
      cursor += 1
      rest >>= 7
    }
    cursor.storeBytes(of: UInt8(truncatingIfNeeded: rest), as: UInt8.self)
  }

  /// Writes four bytes.
  @inlinable
  public mutating func fixed32(_ value: UInt32) {
    take(4).storeBytes(of: value.littleEndian, as: UInt32.self)
  }

  /// Writes eight bytes.
  @inlinable
  public mutating func fixed64(_ value: UInt64) {
    take(8).storeBytes(of: value.littleEndian, as: UInt64.self)
  }

  /// Writes bytes as they are.
  @usableFromInline
  mutating func raw(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
    LongCopy.copy(to: take(bytes.count), from: source, byteCount: bytes.count)
  }

  /// Writes a string with its length.
  @inline(__always)
  mutating func string(_ value: String) {
    value.withLentUTF8 { delimited($0) }
  }

  /// Writes bytes with their length.
  @inline(__always)
  mutating func bytes(_ value: [UInt8]) {
    value.withUnsafeBytes { delimited($0) }
  }

  @inline(__always)
  private mutating func delimited(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count < 0x80 else {
      varint(UInt64(bytes.count))
      raw(bytes)
      return
    }
    // Most are short: one look at the room for both.
    let start = take(1 + bytes.count)
    start.storeBytes(of: UInt8(truncatingIfNeeded: bytes.count), as: UInt8.self)
    (start + 1).copyMemory(from: source, byteCount: bytes.count)
  }

  /// Writes fields that were not understood, as they came.
  @inlinable
  public mutating func unknown(_ fields: UnknownStorage) {
    if !fields.isEmpty { raw(fields.data) }
  }

  @usableFromInline
  mutating func raw(_ bytes: [UInt8]) { bytes.withUnsafeBytes { raw($0) } }

  // MARK: Fields

  /// Writes a field of one value.
  @inlinable
  @inline(__always)
  public mutating func field<Coding: FieldCoding>(
    _ tag: UInt32, _ value: Coding.Value, _ coding: Coding.Type
  ) {
    Coding.writeField(tag, value, &self)
  }

  /// Writes a field with a number. Both it and the tag are one byte mostly, which takes one look at
  /// the room.
  @inlinable
  @inline(__always)
  public mutating func varint(_ tag: UInt32, _ value: UInt64) {
    if tag < 0x80, value < 0x80 {
      let word = UInt16(truncatingIfNeeded: tag) | UInt16(truncatingIfNeeded: value) << 8
      take(2).storeBytes(of: word.littleEndian, as: UInt16.self)
    } else {
      longVarint(tag, value)
    }
  }

  @usableFromInline
  @inline(never)
  mutating func longVarint(_ tag: UInt32, _ value: UInt64) {
    self.tag(tag)
    varint(value)
  }

  /// Writes a field with four bytes.
  @inlinable
  @inline(__always)
  public mutating func fixed32(_ tag: UInt32, _ value: UInt32) {
    self.tag(tag)
    fixed32(value)
  }

  /// Writes a field with eight bytes.
  @inlinable
  @inline(__always)
  public mutating func fixed64(_ tag: UInt32, _ value: UInt64) {
    self.tag(tag)
    fixed64(value)
  }

  /// Writes a field for each value.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func fields<Coding: FieldCoding>(
    _ tag: UInt32, _ values: [Coding.Value], _ coding: Coding.Type
  ) {
    Coding.writeFields(tag, values, &self)
  }

  /// Writes an enumeration's values, a field for each.
  @inlinable
  public mutating func fields<E: Enum>(_ tag: UInt32, enumerations values: [E]) {
    for value in values { ProtoEnum<E>.writeField(tag, value, &self) }
  }

  /// Writes an enumeration's values packed in one field.
  @inlinable
  public mutating func packed<E: Enum>(_ tag: UInt32, enumerations values: [E]) {
    begin(tag, WireSize.enumerations(values))
    for value in values { ProtoEnum<E>.write(value, &self) }
  }

  /// Writes values packed in one field.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func packed<Coding: FieldCoding>(
    _ tag: UInt32, _ values: [Coding.Value], _ coding: Coding.Type
  ) {
    Coding.writePacked(tag, values, &self)
  }

  @inline(__always)
  mutating func writePacked<Coding: FieldCoding>(
    _ tag: UInt32, _ values: [Coding.Value], _ coding: Coding.Type
  ) {
    self.tag(tag)
    // The length goes before the values, and to find it costs as much as to write them. It has at
    // least as many bytes as the length of a byte for each; if that is not enough, they are moved.
    let start = position
    let room = WireSize.varint(UInt64(values.count))
    // A copy, for the optimizer to keep it in registers.
    var writer = self
    _ = writer.take(room)
    for value in values { Coding.write(value, &writer) }
    let count = writer.position - start - room
    let needed = WireSize.varint(UInt64(count))
    if needed > room {
      _ = writer.take(needed - room)
      (start + needed).copyMemory(from: start + room, byteCount: count)
    }
    varint(UInt64(count))
    position = writer.position
  }

  /// Writes a field with a string.
  public mutating func string(_ tag: UInt32, _ value: String) {
    self.tag(tag)
    string(value)
  }

  /// Writes a field of a string without presence, unless it is empty.
  public mutating func implicit(_ tag: UInt32, _ value: String) {
    if value.isEmpty { return }
    self.tag(tag)
    string(value)
  }

  /// Writes a field with bytes.
  public mutating func bytes(_ tag: UInt32, _ value: [UInt8]) {
    self.tag(tag)
    bytes(value)
  }

  /// Writes what goes before a nested message whose size was kept.
  @usableFromInline
  mutating func begin(_ tag: UInt32) { begin(tag, takeSize()) }

  /// Writes what goes before a nested message.
  @usableFromInline
  mutating func begin(_ tag: UInt32, _ size: Int) {
    self.tag(tag)
    varint(UInt64(size))
  }

  /// Writes a nested message, whose size was kept.
  @inlinable
  public mutating func message<M: Message>(_ tag: UInt32, _ message: M) {
    begin(tag)
    message.encode(to: &self)
  }

  /// Writes a nested message in a box, whose size was kept; not inlined, as it is not sized up.
  @inlinable
  @inline(never)
  public mutating func message<M: Message>(_ tag: UInt32, _ box: Boxed<M>) {
    message(tag, box.value)
  }

  /// Writes nested messages, whose sizes were kept.
  @inlinable
  public mutating func messages<M: Message>(_ tag: UInt32, _ messages: [M]) {
    messages.withUnsafeBufferPointer { messages in
      for index in messages.indices {
        begin(tag)
        messages[index].encode(to: &self)
      }
    }
  }

  /// Writes a message that has none inside.
  @inlinable
  public mutating func leaf<M: Message>(_ tag: UInt32, _ message: M) {
    var none = WireSizes(isDeterministic: false)
    begin(tag, message.encodedSize(&none))
    message.encode(to: &self)
  }
}
