internal import CNghttp2

/// What was found out about the fields that a peer sends, so that nobody looks at them again when
/// it sends the same.
///
/// What is in HPACK's tables (RFC 7541 §2.3), libnghttp2 hands over as the same objects each time,
/// and they never change. The last are held here, by where in a header block they came: what comes
/// there next and is the same objects has the same bytes.
struct KnownFields: ~Copyable {
  private struct Field {
    // Sound: both are counted for as long as they are here, so that nothing else can have their
    // addresses.
    var name: OpaquePointer?
    var value: OpaquePointer?
    var looks = FieldLooks()
    /// Fields that came here since the last that was known.
    var strangers: UInt8 = 0
  }

  // Sound: `places` fields that are all initialised, made when the first is held; freed by
  // `forget`, which whoever has this calls at last.
  private var fields: UnsafeMutablePointer<Field>?
  /// Where in its block the next field is.
  private var place = 0
  /// Whether fields are held: not those of the first block, which may be the only one.
  private var holds = false

  /// The places of a head, and behind them those of trailers.
  private static let places = 14
  private static let trailers = 12
  /// The most bytes of a name and a value to hold: few, for each connection may have so many.
  private static let mostBytes = 256

  /// Lets go of all fields, and of the memory for them; at last before their session ends.
  mutating func forget() {
    guard let fields else { return }
    for place in 0..<Self.places { Self.release(&fields[place]) }
    fields.deallocate()
    self.fields = nil
    place = 0
  }

  private static func release(_ field: inout Field) {
    guard let name = field.name, let value = field.value else { return }
    nghttp2_rcbuf_decref(name)
    nghttp2_rcbuf_decref(value)
    field.name = nil
    field.value = nil
  }

  /// A header block begins.
  mutating func beginBlock(isHead: Bool) {
    holds = place > 0
    place = isHead ? 0 : Self.trailers
  }

  /// The looks of the block's next field, which are known if it is what came in its place before.
  @inline(__always)
  mutating func looks(
    of name: OpaquePointer, _ value: OpaquePointer, nameBytes: UnsafeRawBufferPointer,
    valueBytes: UnsafeRawBufferPointer
  ) -> FieldLooks {
    let place = place
    self.place = place &+ 1
    if let fields, place < Self.places, fields[place].name == name, fields[place].value == value {
      fields[place].strangers = 0
      return fields[place].looks
    }
    return look(name, value, nameBytes, valueBytes, place)
  }

  @inline(never)
  private mutating func look(
    _ name: OpaquePointer, _ value: OpaquePointer, _ nameBytes: UnsafeRawBufferPointer,
    _ valueBytes: UnsafeRawBufferPointer, _ place: Int
  ) -> FieldLooks {
    let looks = FieldLooks(name: nameBytes, value: valueBytes)
    if holds, place < Self.places, nameBytes.count + valueBytes.count <= Self.mostBytes {
      let fields = fields ?? makeFields()
      fields[place].strangers &+= 1
      if fields[place].strangers <= Self.patience {
        Self.hold(name, value, looks, in: &fields[place])
      }
    }
    return looks
  }

  @inline(never)
  private mutating func makeFields() -> UnsafeMutablePointer<Field> {
    let fresh = UnsafeMutablePointer<Field>.allocate(capacity: Self.places)
    fresh.initialize(repeating: Field(), count: Self.places)
    fields = fresh
    return fresh
  }

  /// Fields that are held in vain at a place before that is left alone: what is in no table is
  /// another object each time. It is tried again when the count is through.
  private static let patience: UInt8 = 4

  @inline(never)
  private static func hold(
    _ name: OpaquePointer, _ value: OpaquePointer, _ looks: FieldLooks, in field: inout Field
  ) {
    release(&field)
    nghttp2_rcbuf_incref(name)
    nghttp2_rcbuf_incref(value)
    field.name = name
    field.value = value
    field.looks = looks
  }
}

extension UnsafeRawBufferPointer {
  /// The bytes of one of libnghttp2's counted buffers, which are there for as long as it is.
  @inline(__always)
  init(_ buffer: OpaquePointer) {
    let bytes = nghttp2_rcbuf_get_buf(buffer)
    self.init(start: bytes.base, count: bytes.len)
  }
}
