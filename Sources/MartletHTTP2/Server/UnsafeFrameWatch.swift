/// Finds frames on streams that are over, which libnghttp2 passes over in silence (RFC 9113 §5.1,
/// "closed"): follows the lengths of frames, and looks at nothing else.
///
/// Only streams that the client has ended are watched: what was on its way to a stream when the
/// server reset it is no fault.
struct FrameWatch {
  /// The bytes that are still to come of the frame, or first of the preface.
  private var left = 24
  /// What has come of a frame's header, if that was cut.
  private var cut: [UInt8] = []
  /// The streams that ended last.
  private var ended = InlineArray<16, UInt32>(repeating: 0)
  private var next = 0
  /// The highest of all that ended: most frames are on younger streams, and need no search.
  private var highest: UInt32 = 0

  private static let headerBytes = 9
  private static let (data, headers, reset): (UInt8, UInt8, UInt8) = (0, 1, 3)

  /// A stream has closed that the client had ended.
  mutating func streamEnded(_ id: UInt32) {
    ended[next & 15] = id
    next &+= 1
    highest = max(highest, id)
  }

  private func hasEnded(_ id: UInt32) -> Bool {
    for index in ended.indices where ended[index] == id { return true }
    return false
  }

  /// Whether there is a frame among the bytes that may not be there.
  mutating func finds(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while true {
      let skipped = min(left, bytes.count - offset)
      left -= skipped
      offset += skipped
      if offset == bytes.count { return false }
      if cut.isEmpty, bytes.count - offset >= Self.headerBytes {
        // Sound: so many bytes are there.
        let head = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset += Self.headerBytes
        if isWrong(head, last: bytes[offset - 1]) { return true }
      } else {
        cut.append(bytes[offset])
        offset += 1
        guard cut.count == Self.headerBytes else { continue }
        let head = cut.dropLast().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let last = cut[Self.headerBytes - 1]
        cut.removeAll(keepingCapacity: true)
        if isWrong(head, last: last) { return true }
      }
    }
  }

  /// Takes a frame's header: 24 bits of length, the kind, the flags, and the stream's number.
  private mutating func isWrong(_ head: UInt64, last: UInt8) -> Bool {
    left = Int(head >> 40)
    let stream = UInt32(truncatingIfNeeded: head << 8) & 0x7fff_ff00 | UInt32(last)
    switch UInt8(truncatingIfNeeded: head >> 32) {
    case Self.data, Self.headers:
      return stream <= highest && stream != 0 && hasEnded(stream)
    case Self.reset:
      streamEnded(stream)
      return false
    default: return false
    }
  }
}
