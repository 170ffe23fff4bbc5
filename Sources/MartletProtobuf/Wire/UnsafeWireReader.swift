/// Reads the fields of a message from bytes: a cursor that checks every step against the end.
///
/// Generated code drives it. What most fields need is `@inlinable`, so that a message's decoder
/// compiles to one loop; what fewer do is not, since it would be compiled again for every field.
public struct WireReader {
  // Sound throughout: `position` and `end` stay within the bytes that the reader was made with,
  // and each access is checked against `end` first. A reader does not outlive the call that
  // borrowed the bytes.
  @usableFromInline var position: UnsafeRawPointer
  @usableFromInline var end: UnsafeRawPointer
  @usableFromInline let start: UnsafeRawPointer
  /// Where the bytes end, also while a part of them is read: what is behind the part may be looked
  /// at, but not be taken.
  @usableFromInline let bytesEnd: UnsafeRawPointer
  @usableFromInline var depth: Int
  @usableFromInline let keepsUnknownFields: Bool
  /// The extensions that are known, if any: lent, so that readers hold nothing that is counted.
  @usableFromInline var extensions: UnsafePointer<any ExtensionMap>?
  /// The tag that was read last.
  @usableFromInline var tag: UInt32 = 0
  /// The tag that ends the group that is being read; 0 outside of groups.
  @usableFromInline var groupEnd: UInt32 = 0
  /// Where the last tag of more than one byte stands: it may have more bytes than it needs, and is
  /// kept as it came if nobody knows the field.
  @usableFromInline var longTag: (start: UnsafeRawPointer, end: UnsafeRawPointer)

  /// A pointer for readers of no bytes, which is never followed.
  @inlinable static var nowhere: UnsafeRawPointer {
    UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped
  }

  @inlinable
  init(_ bytes: UnsafeRawBufferPointer, options: BinaryDecodingOptions) {
    let base = bytes.baseAddress ?? Self.nowhere
    start = base
    position = base
    end = base + bytes.count
    bytesEnd = base + bytes.count
    depth = options.messageDepthLimit
    keepsUnknownFields = !options.discardUnknownFields
    longTag = (base, base)
  }

  /// Mutating, as a reader is then lent and not copied.
  @usableFromInline
  @inline(never)
  mutating func error(_ code: BinaryDecodingError.Code) -> any Error {
    BinaryDecodingError(code, at: position - start, field: tag >> 3)
  }

  // MARK: Tags

  /// The next field's number and wire type; 0 at the end.
  @inlinable
  public mutating func nextTag() throws -> UInt32 {
    if position < end {
      let byte = position.load(as: UInt8.self)
      if byte >= 8, byte < 0x80, UInt32(byte & 7) != WireType.endGroup {
        position += 1
        tag = UInt32(byte)
        return tag
      }
    } else if groupEnd == 0 {
      return 0
    }
    return try unusualTag()
  }

  /// The most bytes that a tag may have: as many as the largest needs.
  private static let longestTag = 5

  /// A tag of more than one byte, or one that ends a group, for which 0 stands as for the end.
  @usableFromInline
  @inline(never)
  mutating func unusualTag() throws -> UInt32 {
    guard position < end else {
      if groupEnd != 0 { throw error(.malformedGroup) }
      return 0
    }
    let tagStart = position
    tag = 0
    let value = try varint()
    guard let known = UInt32(exactly: value), known >> 3 != 0 else { throw error(.invalidTag) }
    tag = known
    let count = position - tagStart
    if count > 1 {
      guard count <= Self.longestTag else { throw error(.invalidTag) }
      longTag = (tagStart, position)
    }
    if tag & 7 == WireType.endGroup {
      guard tag == groupEnd else { throw error(.malformedGroup) }
      return 0
    }
    return tag
  }

  // MARK: Numbers

  /// A number of one to ten bytes.
  @inlinable
  public mutating func varint() throws -> UInt64 {
    if position < end {
      let byte = position.load(as: UInt8.self)
      if byte < 0x80 {
        position += 1
        return UInt64(byte)
      }
    }
    return try longVarint()
  }

  /// A number of more than one byte.
  @usableFromInline
  mutating func longVarint() throws -> UInt64 {
    guard bytesEnd - position >= 8 else { return try lastVarint() }
    let word = UInt64(littleEndian: position.loadUnaligned(as: UInt64.self))
    if word & 0x8000 == 0, end - position >= 2 {
      position += 2
      return word & 0x7f | (word & 0x7f00) >> 1
    }
    let ends = ~word & VarintWord.continuations
    guard ends != 0 else { return try longestVarint(VarintWord.gather(word)) }
    let count = ends.trailingZeroBitCount / 8 + 1
    guard count <= end - position else { throw error(.truncated) }
    position += count
    return VarintWord.gather(word & (ends ^ (ends &- 1)))
  }

  /// A number of nine or ten bytes, of which eight are known.
  @inline(never)
  private mutating func longestVarint(_ low: UInt64) throws -> UInt64 {
    guard end - position > 8 else { throw error(.truncated) }
    let ninth = UInt64(position.load(fromByteOffset: 8, as: UInt8.self))
    if ninth < 0x80 {
      position += 9
      return low | ninth << 56
    }
    guard end - position > 9 else { throw error(.truncated) }
    let tenth = UInt64(position.load(fromByteOffset: 9, as: UInt8.self))
    guard tenth < 0x80 else { throw error(.malformedVarint) }
    position += 10
    return low | (ninth & 0x7f) << 56 | tenth << 63
  }

  /// A number that fewer than eight bytes hold, since there are no more.
  @inline(never)
  private mutating func lastVarint() throws -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    var cursor = position
    while cursor < end {
      let byte = cursor.load(as: UInt8.self)
      cursor += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 {
        position = cursor
        return value
      }
      shift += 7
    }
    throw error(.truncated)
  }

  /// Four bytes, as a number.
  @inlinable
  public mutating func fixed32() throws -> UInt32 {
    guard end - position >= 4 else { throw error(.truncated) }
    defer { position += 4 }
    return UInt32(littleEndian: position.loadUnaligned(as: UInt32.self))
  }

  /// Eight bytes, as a number.
  @inlinable
  public mutating func fixed64() throws -> UInt64 {
    guard end - position >= 8 else { throw error(.truncated) }
    defer { position += 8 }
    return UInt64(littleEndian: position.loadUnaligned(as: UInt64.self))
  }

  // MARK: Bytes

  /// The bytes of a length-delimited value; the length is checked before anything is made of it.
  @inline(__always)
  mutating func delimited() throws -> UnsafeRawBufferPointer {
    let length = try varint()
    guard length <= UInt64(end - position) else { throw error(.invalidLength) }
    let bytes = UnsafeRawBufferPointer(start: position, count: Int(length))
    position += Int(length)
    return bytes
  }

  /// A string, which must be UTF-8.
  @inline(__always)
  mutating func string() throws -> String {
    let bytes = try delimited()
    if bytes.isEmpty { return "" }
    let span = Span<UInt8>(_unsafeBytes: bytes)
    do {
      return String(copying: try UTF8Span(validating: span))
    } catch {
      position = bytes.baseAddress ?? position
      throw self.error(.invalidUTF8)
    }
  }

  /// Reads a string into a field.
  public mutating func string(into field: inout String) throws { field = try string() }

  /// Reads a string into a field with presence.
  public mutating func optionalString(into field: inout String?) throws { field = try string() }

  /// Reads a string and appends it.
  public mutating func strings(into list: inout [String]) throws { list.append(try string()) }

  /// Reads bytes into a field.
  public mutating func bytes(into field: inout [UInt8]) throws {
    field = [UInt8](copying: try delimited())
  }

  /// Reads bytes into a field with presence.
  public mutating func optionalBytes(into field: inout [UInt8]?) throws {
    field = [UInt8](copying: try delimited())
  }

  // MARK: Messages

  /// Reads a nested message into `message`, adding to what it has.
  @inlinable
  public mutating func message<M: Message>(_ message: inout M) throws {
    let outer = try enter()
    do {
      try message.merge(from: &self)
    } catch {
      throw Self.within(error, M.protoFields, outer.tag >> 3)
    }
    leave(to: outer)
  }

  /// What is restored when a nested message has been read.
  @usableFromInline
  struct Outer {
    @usableFromInline let end: UnsafeRawPointer
    @usableFromInline let tag: UInt32
    @usableFromInline let groupEnd: UInt32

    @inlinable
    init(end: UnsafeRawPointer, tag: UInt32, groupEnd: UInt32) {
      self.end = end
      self.tag = tag
      self.groupEnd = groupEnd
    }
  }

  /// Reads a length, and makes the bytes behind it all that there is to read.
  @usableFromInline
  mutating func enter() throws -> Outer {
    guard depth > 0 else { throw error(.depthLimitExceeded) }
    let length = try varint()
    guard length <= UInt64(end - position) else { throw error(.invalidLength) }
    let outer = Outer(end: end, tag: tag, groupEnd: groupEnd)
    depth -= 1
    end = position + Int(length)
    groupEnd = 0
    return outer
  }

  @inlinable
  mutating func leave(to outer: Outer) {
    depth += 1
    (end, tag, groupEnd) = (outer.end, outer.tag, outer.groupEnd)
  }

  @usableFromInline
  static func within(_ error: any Error, _ fields: FieldTable, _ field: UInt32) -> any Error {
    (error as? BinaryDecodingError)?.within(fields, of: field) ?? error
  }

  @usableFromInline
  static func withinEntry(_ error: any Error, _ field: UInt32) -> any Error {
    within(error, FormatWriter.entryFields, field)
  }

  // These are not inlined: each holds a message on the stack, and a decoder with many such fields
  // would hold as many at every level, so that deep input could exhaust the stack.

  /// Reads a nested message into an optional, adding to what it has.
  @inlinable
  @inline(never)
  public mutating func message<M: Message>(_ field: inout M?) throws {
    var value = field.take() ?? M()
    defer { field = value }
    try message(&value)
  }

  /// Reads a nested message into a box, adding to what it has.
  @inlinable
  @inline(never)
  public mutating func message<M: Message>(_ field: inout Boxed<M>?) throws {
    // Taken out of the box first, so that what is added to is not copied.
    var value = field.take()?.value ?? M()
    defer { field = Boxed(value) }
    try message(&value)
  }

  /// Reads a nested message and appends it.
  @inlinable
  @inline(never)
  public mutating func message<M: Message>(_ list: inout [M]) throws {
    // In its place, so that it is not copied.
    list.append(M())
    do {
      try message(&list[list.count - 1])
    } catch {
      list.removeLast()
      throw error
    }
  }

  // MARK: Unknown fields

  /// Passes over the field whose tag was read last, and keeps its bytes.
  public mutating func unknown(_ tag: UInt32, _ storage: inout UnknownStorage) throws {
    let fieldStart = self.fieldStart
    try skip(tag)
    keep(from: fieldStart, &storage)
  }

  /// Where the field begins whose tag was read last, as long as nothing else was.
  @usableFromInline var fieldStart: UnsafeRawPointer {
    longTag.end == position ? longTag.start : position - 1
  }

  /// Keeps what was read since a place.
  @usableFromInline
  func keep(from fieldStart: UnsafeRawPointer, _ storage: inout UnknownStorage) {
    guard keepsUnknownFields else { return }
    storage.data.append(
      contentsOf: UnsafeRawBufferPointer(start: fieldStart, count: position - fieldStart))
  }

  /// Keeps a number that the field's enumeration does not have.
  public mutating func unknownEnum(_ number: Int32, _ storage: inout UnknownStorage) {
    guard keepsUnknownFields else { return }
    appendVarint(UInt64(tag & ~7 | WireType.varint), to: &storage.data)
    appendVarint(UInt64(bitPattern: Int64(number)), to: &storage.data)
  }

  private func appendVarint(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func skip(_ tag: UInt32) throws {
    switch tag & 7 {
    case WireType.varint: _ = try varint()
    case WireType.fixed64: _ = try fixed64()
    case WireType.lengthDelimited: _ = try delimited()
    case WireType.fixed32: _ = try fixed32()
    case WireType.startGroup: try skipGroup(tag)
    default: throw error(tag & 7 == WireType.endGroup ? .malformedGroup : .invalidTag)
    }
  }

  private mutating func skipGroup(_ start: UInt32) throws {
    guard depth > 0 else { throw error(.depthLimitExceeded) }
    depth -= 1
    let outer = groupEnd
    groupEnd = start & ~7 | WireType.endGroup
    while case let inner = try nextTag(), inner != 0 { try skip(inner) }
    groupEnd = outer
    depth += 1
  }
}
