/// Finds frames that libnghttp2 passes over in silence: those on streams that are over, and those
/// that open a stream whose number a client has passed over before (RFC 9113 §5.1, "closed", and
/// §5.1.1). Follows the lengths of frames, and looks at nothing else.
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
  /// The stream that comes next if no number is left out.
  private var following: UInt32 = 1
  /// The numbers that were left out last.
  private var gaps: [Range<UInt32>] = []

  private static let headerBytes = 9
  /// Gaps to remember: clients make none, or few.
  private static let maximumGaps = 16
  private static let (data, headers, reset): (UInt8, UInt8, UInt8) = (0, 1, 3)

  /// A stream has closed that the client had ended.
  mutating func streamEnded(_ id: UInt32) {
    ended[next & 15] = id
    next &+= 1
    highest = max(highest, id)
  }

  /// The error of the connection that the first frame is which may not be there; `nil` if there is
  /// none.
  mutating func error(in bytes: UnsafeRawBufferPointer) -> HTTP2ErrorCode? {
    var offset = 0
    while true {
      let skipped = min(left, bytes.count - offset)
      left -= skipped
      offset += skipped
      if offset == bytes.count { return nil }
      if cut.isEmpty, bytes.count - offset >= Self.headerBytes {
        // Sound: so many bytes are there.
        let head = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset += Self.headerBytes
        if let error = error(of: head, last: bytes[offset - 1]) { return error }
      } else {
        cut.append(bytes[offset])
        offset += 1
        guard cut.count == Self.headerBytes else { continue }
        let head = cut.dropLast().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let last = cut[Self.headerBytes - 1]
        cut.removeAll(keepingCapacity: true)
        if let error = error(of: head, last: last) { return error }
      }
    }
  }

  /// Takes a frame's header: 24 bits of length, the kind, the flags, and the stream's number.
  private mutating func error(of head: UInt64, last: UInt8) -> HTTP2ErrorCode? {
    left = Int(head >> 40)
    let stream = UInt32(truncatingIfNeeded: head << 8) & 0x7fff_ff00 | UInt32(last)
    switch UInt8(truncatingIfNeeded: head >> 32) {
    case Self.data: return hasEnded(stream) ? .streamClosed : nil
    case Self.headers:
      if hasEnded(stream) { return .streamClosed }
      return opensPassedOver(stream) ? .protocolError : nil
    case Self.reset:
      streamEnded(stream)
      return nil
    default: return nil
    }
  }

  private func hasEnded(_ stream: UInt32) -> Bool {
    guard stream <= highest, stream != 0 else { return false }
    for index in ended.indices where ended[index] == stream { return true }
    return false
  }

  /// Notes the number of a stream that opens, or has opened; whether it was passed over before.
  private mutating func opensPassedOver(_ stream: UInt32) -> Bool {
    if stream == following {
      following &+= 2
      return false
    }
    if stream < following { return gaps.contains { $0.contains(stream) } }
    // Even numbers are an error that libnghttp2 knows.
    guard stream & 1 == 1 else { return false }
    if gaps.count == Self.maximumGaps { gaps.removeFirst() }
    gaps.append(following..<stream)
    following = stream &+ 2
    return false
  }
}
