/// Finds frames that libnghttp2 passes over in silence: those on streams that are over, those that
/// open a stream whose number a client has passed over before (RFC 9113 §5.1, "closed", and
/// §5.1.1), and a PRIORITY of no stream (§6.3) or that has a stream depend on itself (RFC 7540
/// §5.3.1). Follows the lengths of frames, and looks at little else.
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
  /// The stream that a PRIORITY frame is about whose content comes next; 0 if none does.
  private var prioritized: UInt32 = 0
  /// What has come of the number of the stream that it is to depend on.
  private var dependency: [UInt8] = []

  private static let headerBytes = 9
  /// Gaps to remember: clients make none, or few.
  private static let maximumGaps = 16
  private static let data: UInt8 = 0
  private static let headers: UInt8 = 1
  private static let priority: UInt8 = 2
  private static let reset: UInt8 = 3

  /// A stream has closed that the client had ended.
  mutating func streamEnded(_ id: UInt32) {
    ended[next & 15] = id
    next &+= 1
    highest = max(highest, id)
  }

  /// The error of the connection that the first frame is which may not be there; `nil` if there is
  /// none.
  mutating func error(in bytes: UnsafeRawBufferPointer) -> HTTP2ErrorCode? {
    var start = left
    if prioritized != 0, dependsOnItself(bytes) { return .protocolError }
    if !cut.isEmpty {
      let (end, error) = takeCut(bytes)
      guard let end else { return error }
      start = end
    }
    while start <= bytes.count &- Self.headerBytes {
      let (length, error) = take(bytes, at: start)
      if let error { return error }
      start &+= Self.headerBytes
      if prioritized != 0, dependsOnItself(bytes[start...]) { return .protocolError }
      start &+= length
    }
    left = max(0, start - bytes.count)
    if start < bytes.count { keep(bytes, from: start) }
    return nil
  }

  /// Takes the rest of a frame's header that was cut; where its frame ends, if it is whole and may
  /// be there.
  @inline(never)
  private mutating func takeCut(
    _ bytes: UnsafeRawBufferPointer
  ) -> (end: Int?, error: HTTP2ErrorCode?) {
    let missing = bytes.prefix(Self.headerBytes - cut.count)
    cut.append(contentsOf: missing)
    guard cut.count == Self.headerBytes else { return (nil, nil) }
    let header = cut
    cut.removeAll(keepingCapacity: true)
    let (length, error) = header.withUnsafeBytes { take($0, at: 0) }
    if let error { return (nil, error) }
    if prioritized != 0, dependsOnItself(bytes[missing.count...]) { return (nil, .protocolError) }
    return (missing.count + length, nil)
  }

  @inline(never)
  private mutating func keep(_ bytes: UnsafeRawBufferPointer, from start: Int) {
    cut.append(contentsOf: bytes[start...])
  }

  /// Takes the header of a frame: 24 bits of length, the kind, the flags, and the stream's number.
  @inline(__always)
  private mutating func take(
    _ bytes: UnsafeRawBufferPointer, at start: Int
  ) -> (length: Int, error: HTTP2ErrorCode?) {
    // Sound: the callers have seen that the whole header is there.
    let head = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    let last = bytes.loadUnaligned(fromByteOffset: start &+ 8, as: UInt8.self)
    let stream = UInt32(truncatingIfNeeded: head << 8) & 0x7fff_ff00 | UInt32(last)
    let length = Int(truncatingIfNeeded: head >> 40)
    let kind = UInt8(truncatingIfNeeded: head >> 32)
    return (length, error(kind: kind, stream: stream, length: length))
  }

  private mutating func error(kind: UInt8, stream: UInt32, length: Int) -> HTTP2ErrorCode? {
    switch kind {
    case Self.data: return hasEnded(stream) ? .streamClosed : nil
    case Self.headers:
      if hasEnded(stream) { return .streamClosed }
      return opensPassedOver(stream) ? .protocolError : nil
    case Self.priority:
      // libnghttp2 knows what to do with other lengths.
      if length == 5 { prioritized = stream }
      return stream == 0 ? .protocolError : nil
    case Self.reset:
      streamEnded(stream)
      return nil
    default: return nil
    }
  }

  /// Whether a PRIORITY frame whose content goes on with `bytes` has its stream depend on itself.
  @inline(never)
  private mutating func dependsOnItself(_ bytes: some Collection<UInt8>) -> Bool {
    dependency.append(contentsOf: bytes.prefix(4 - dependency.count))
    guard dependency.count == 4 else { return false }
    let number = dependency.reduce(0) { $0 << 8 | UInt32($1) }
    defer {
      dependency.removeAll()
      prioritized = 0
    }
    return number & 0x7fff_ffff == prioritized
  }

  @inline(__always)
  private mutating func hasEnded(_ stream: UInt32) -> Bool {
    guard stream <= highest, stream != 0 else { return false }
    return isAmongLast(stream)
  }

  // Mutating, so that the watch is not copied for it.
  @inline(never)
  private mutating func isAmongLast(_ stream: UInt32) -> Bool {
    for index in ended.indices where ended[index] == stream { return true }
    return false
  }

  /// Notes the number of a stream that opens, or has opened; whether it was passed over before.
  @inline(__always)
  private mutating func opensPassedOver(_ stream: UInt32) -> Bool {
    guard stream == following else { return isInGap(stream) }
    following &+= 2
    return false
  }

  /// Whether a stream was passed over that is not the next; those before it are from now on.
  @inline(never)
  private mutating func isInGap(_ stream: UInt32) -> Bool {
    if stream < following { return gaps.contains { $0.contains(stream) } }
    // Even numbers are an error that libnghttp2 knows.
    guard stream & 1 == 1 else { return false }
    if gaps.count == Self.maximumGaps { gaps.removeFirst() }
    gaps.append(following..<stream)
    following = stream &+ 2
    return false
  }
}
