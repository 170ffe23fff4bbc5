internal import CNghttp2
internal import MartletCore

/// A list of header fields to send, made in place and used again and again: in the steady state,
/// nothing is allocated.
///
/// Names and values that are constants of the program are referred to; all others are copied into
/// one block of bytes. What all lists begin with is made once and kept.
struct HeaderFields: ~Copyable {
  // Sound: `fields` is an allocation of `capacity` fields that only this value knows; the first
  // `count` are initialised, with trivial values.
  private var fields = UnsafeMutablePointer<nghttp2_nv>.allocate(capacity: 16)
  private var capacity = 16
  private var count = 0
  private var keptCount = 0
  private var copied = MessageBuffer()
  private var places: [Place] = []

  /// A field whose name or value lies in the copied bytes, which may still move.
  private struct Place {
    var field: Int
    var nameOffset: Int?
    var valueOffset: Int
  }

  deinit { fields.deallocate() }

  /// Empties the list, but for what is kept.
  mutating func removeAll() {
    count = keptCount
    // Most lists are all constants.
    if places.isEmpty { return }
    places.removeAll(keepingCapacity: true)
    copied.removeAll(keepingAtMost: 4096)
  }

  private mutating func append(_ field: nghttp2_nv) {
    if count == capacity { grow() }
    (fields + count).initialize(to: field)
    count += 1
  }

  private mutating func grow() {
    let grown = UnsafeMutablePointer<nghttp2_nv>.allocate(capacity: capacity * 2)
    grown.moveInitialize(from: fields, count: count)
    fields.deallocate()
    fields = grown
    capacity *= 2
  }

  /// Adds a field of two constants.
  mutating func append(constant name: StaticString, _ value: StaticString) {
    append(Self.constant(name, value))
  }

  /// A field of two constants.
  static func constant(_ name: StaticString, _ value: StaticString) -> nghttp2_nv {
    nghttp2_nv(
      name: pointer(name), value: pointer(value), namelen: name.utf8CodeUnitCount,
      valuelen: value.utf8CodeUnitCount, flags: isConstant)
  }

  /// Keeps what has been added, with which all lists to come begin. Values that are no constants
  /// must stay where they are for as long as this list is used.
  mutating func keep() { keptCount = count }

  /// Adds a field whose value is likely to come again, and must stay where it is until the list has
  /// been used.
  mutating func append(_ name: StaticString, lent value: FieldText) {
    append(
      nghttp2_nv(
        name: Self.pointer(name), value: Self.pointer(value.bytes, at: 0),
        namelen: name.utf8CodeUnitCount, valuelen: value.bytes.count,
        flags: Self.isConstantName))
  }

  /// Gives a field another value, which must stay where it is until the list has been used.
  mutating func setValue(at index: Int, lent value: FieldText) {
    // Sound: the caller's index is that of a field that is kept.
    precondition(index < keptCount)
    fields[index].value = Self.pointer(value.bytes, at: 0)
    fields[index].valuelen = value.bytes.count
  }

  /// Adds a field whose value is written by `write`.
  ///
  /// - Parameters:
  ///   - name: The name, lower case.
  ///   - isIndexed: Whether the value is likely to come again, and so worth a place in the
  ///     compressor's table.
  ///   - write: Appends the value.
  mutating func append(
    _ name: StaticString, isIndexed: Bool, writing write: (inout MessageBuffer) -> Void
  ) {
    let start = copied.count
    write(&copied)
    append(
      Place(field: count, nameOffset: nil, valueOffset: start), name: Self.pointer(name),
      nameCount: name.utf8CodeUnitCount, isIndexed: isIndexed)
  }

  /// Adds a field of two strings; the name is made lower case, and spaces at the ends of the value
  /// stay here, since HTTP/2 has none there (RFC 9113 §8.2.1).
  mutating func append(_ name: String, _ value: String) {
    let nameStart = copied.count
    copied.append(lowercased: name)
    let valueStart = copied.count
    copied.append(trimming: value)
    append(
      Place(field: count, nameOffset: nameStart, valueOffset: valueStart), name: nil,
      nameCount: valueStart - nameStart, isIndexed: true)
  }

  private mutating func append(
    _ place: Place, name: UnsafeMutablePointer<UInt8>?, nameCount: Int, isIndexed: Bool
  ) {
    let index = isIndexed ? NGHTTP2_NV_FLAG_NONE : NGHTTP2_NV_FLAG_NO_INDEX
    places.append(place)
    append(
      nghttp2_nv(
        name: name, value: nil, namelen: nameCount, valuelen: copied.count - place.valueOffset,
        flags: UInt8(index.rawValue)))
  }

  /// Calls `body` with the fields, which are valid only until it returns.
  @inline(__always)
  mutating func withFields<R>(_ body: (UnsafePointer<nghttp2_nv>, Int) -> R) -> R {
    if !places.isEmpty { place() }
    return body(fields, count)
  }

  /// Points the fields at the copied bytes, which do not move until something is added.
  private mutating func place() {
    // Sound: nghttp2 copies what is not flagged as constant before it returns, and does not write
    // through these pointers.
    copied.withUnsafeBytes { bytes in
      for place in places {
        if let nameOffset = place.nameOffset {
          fields[place.field].name = Self.pointer(bytes, at: nameOffset)
        }
        fields[place.field].value = Self.pointer(bytes, at: place.valueOffset)
      }
    }
  }

  private static let isConstantName = UInt8(NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue)
  private static let isConstant = UInt8(
    NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue | NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue)

  private static func pointer(_ string: StaticString) -> UnsafeMutablePointer<UInt8> {
    // Sound: constants live as long as the program, and are only read.
    UnsafeMutablePointer(mutating: string.utf8Start)
  }

  private static func pointer(
    _ bytes: UnsafeRawBufferPointer, at offset: Int
  ) -> UnsafeMutablePointer<UInt8>? {
    guard let base = bytes.baseAddress else { return nil }
    // Sound: `offset` was the count of the same buffer when the bytes were appended.
    return UnsafeMutablePointer(
      mutating: (base + offset).assumingMemoryBound(to: UInt8.self))
  }
}

extension MessageBuffer {
  /// Appends the string's UTF-8.
  mutating func append(utf8 string: String) {
    var string = string
    string.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Appends the string's UTF-8, without spaces and tabs at the ends.
  mutating func append(trimming string: String) {
    var string = string
    string.withUTF8 { append(UnsafeRawBufferPointer($0).trimmed) }
  }

  /// Appends the string with its ASCII letters in lower case.
  mutating func append(lowercased string: String) {
    var string = string
    string.withUTF8 { letters in
      append(count: letters.count) { target in
        for (index, letter) in letters.enumerated() { target[index] = letter.asciiLowercased }
      }
    }
  }

  /// Appends one byte.
  mutating func append(byte: UInt8) {
    append(count: 1) { $0[0] = byte }
  }

  /// Appends a constant.
  mutating func append(_ constant: StaticString) {
    append(UnsafeRawBufferPointer(start: constant.utf8Start, count: constant.utf8CodeUnitCount))
  }
}
