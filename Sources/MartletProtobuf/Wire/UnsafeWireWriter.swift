/// Writes the fields of a message into memory of exactly their size.
///
/// Generated code drives it, after having sized the message up.
public struct WireWriter {
  // Sound: `position` stays between the buffer's start and `end`: every write first takes the room
  // it needs, and stops the program if the sizes did not add up, which only a message that another
  // thread changes meanwhile, or a bug of ours, could bring about.
  @usableFromInline var position: UnsafeMutableRawPointer
  @usableFromInline let end: UnsafeMutableRawPointer
  @usableFromInline var sizes: [Int]
  /// Whether maps are written in the order of their keys.
  @usableFromInline let isDeterministic: Bool
  @usableFromInline var nextSize = 0

  /// A pointer for writers of no bytes, which is never followed.
  private static var nowhere: UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(bitPattern: 8).unsafelyUnwrapped
  }

  @usableFromInline
  init(_ buffer: UnsafeMutableRawBufferPointer, sizes: WireSizes) {
    let base = buffer.baseAddress ?? Self.nowhere
    position = base
    end = base + buffer.count
    self.sizes = sizes.sizes
    isDeterministic = sizes.isDeterministic
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
      return
    }
    var rest = value
    var cursor = take(WireSize.varint(value))
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
  @inlinable
  public mutating func raw(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
    take(bytes.count).copyMemory(from: source, byteCount: bytes.count)
  }

  /// Writes a string with its length.
  @inlinable
  public mutating func string(_ value: String) {
    var value = value
    value.withUTF8 { bytes in
      varint(UInt64(bytes.count))
      raw(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Writes bytes with their length.
  @inlinable
  public mutating func bytes(_ value: [UInt8]) {
    varint(UInt64(value.count))
    value.withUnsafeBytes { raw($0) }
  }

  /// Writes fields that were not understood, as they came.
  @inlinable
  public mutating func unknown(_ fields: UnknownStorage) {
    if !fields.isEmpty { fields.data.withUnsafeBytes { raw($0) } }
  }

  // MARK: Fields

  /// Writes a field of one value.
  @inlinable
  public mutating func field<Coding: FieldCoding>(
    _ tag: UInt32, _ value: Coding.Value, _ coding: Coding.Type
  ) {
    varint(UInt64(tag))
    Coding.write(value, &self)
  }

  /// Writes a field for each value.
  @inlinable
  public mutating func fields<Coding: FieldCoding>(
    _ tag: UInt32, _ values: [Coding.Value], _ coding: Coding.Type
  ) {
    for value in values { field(tag, value, coding) }
  }

  /// Writes values packed in one field.
  @inlinable
  public mutating func packed<Coding: FieldCoding>(
    _ tag: UInt32, _ values: [Coding.Value], _ coding: Coding.Type
  ) {
    varint(UInt64(tag))
    varint(UInt64(WireSize.packed(values, coding)))
    for value in values { Coding.write(value, &self) }
  }

  /// Writes a nested message, whose size was kept.
  @inlinable
  public mutating func message<M: Message>(_ tag: UInt32, _ message: M) {
    varint(UInt64(tag))
    varint(UInt64(sizes[nextSize]))
    nextSize += 1
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
    for message in messages { self.message(tag, message) }
  }

  /// Writes a message that has none inside.
  @inlinable
  public mutating func leaf<M: Message>(_ tag: UInt32, _ message: M) {
    var none = WireSizes()
    varint(UInt64(tag))
    varint(UInt64(message.encodedSize(&none)))
    message.encode(to: &self)
  }

  /// Writes messages that have none inside.
  @inlinable
  public mutating func leaves<M: Message>(_ tag: UInt32, _ messages: [M]) {
    for message in messages { leaf(tag, message) }
  }
}
