internal import MartletCore
internal import MartletEventLoop

/// One call on one HTTP/2 connection, on either side.
///
/// ```
///            submitted                 bytes wanted
///   idle ───────────────▶ sending ◀──────────────────▶ deferred
///                            │ last byte, and the end is set
///                            ▼
///                         ended ───── both sides ended, or reset ─────▶ closed
/// ```
///
/// Confined to its loop. nghttp2 asks for bytes when the windows allow (`bodyWanted`); a stream
/// that has none says so, and wakes it when there are some.
class HTTP2Stream: CallStream, @unchecked Sendable {
  // Sendable: as CallStream, confined to `loop`, which is also why exclusivity need not be checked:
  // no access below lasts while anything else runs.
  final let loop: EventLoop

  /// The connection that the stream is open on; `nil` before and after.
  final var connection: HTTP2Connection? { place?.retained }
  /// The same, for what is done often.
  @exclusivity(unchecked) final var place: ConnectionReference?
  /// The stream's number on its connection.
  @exclusivity(unchecked) final var id: Int32 = 0
  /// The place among the connection's streams.
  @exclusivity(unchecked) final var index = 0
  /// Whether nghttp2 waits to be told of new bytes.
  @exclusivity(unchecked) private final var isBodyDeferred = false
  /// Whether a part of the bytes that are there has been sent since others could go first.
  @exclusivity(unchecked) private final var hasHadTurn = false
  /// Whether bytes of this side's half have been handed to nghttp2.
  @exclusivity(unchecked) final var hasSentBytes = false
  /// Bytes that may be unread or on their way.
  @exclusivity(unchecked) final var windowBytes = 0
  /// Bytes that may be on their way besides, of a large message that is waited for.
  @exclusivity(unchecked) final private(set) var wideBytes = 0
  /// Whether the peer has said that it sends nothing more.
  @exclusivity(unchecked) final var hasPeerEnded = false
  /// Whether the headers that begin this side's half have been handed to nghttp2.
  @exclusivity(unchecked) final var isSubmitted = false
  /// What HTTP/2 asks of what the peer sends.
  @exclusivity(unchecked) private final var rules: MessageRules
  @exclusivity(unchecked) private final var isMalformed = false

  @exclusivity(unchecked) private final var deadlineTimer: StreamTimer?

  init(loop: EventLoop, receiving rules: MessageRules) {
    self.loop = loop
    self.rules = rules
    super.init()
  }

  override func reset() {
    super.reset()
    id = 0
    forgetConnection()
  }

  /// Forgets what one connection knew of the stream.
  final func forgetConnection() {
    isBodyDeferred = false
    hasHadTurn = false
    wideBytes = 0
    hasSentBytes = false
    isSubmitted = false
    hasPeerEnded = false
    rules = MessageRules(isResponse: rules.isResponse)
    isMalformed = false
  }

  // MARK: Hooks of the call layer

  override var isLocal: Bool { loop.isCurrent }

  override func perform(_ body: @escaping @Sendable () -> Void) { loop.execute(body) }

  override func turn(until isDone: () -> Bool) -> Bool { loop.turn(until: isDone) }

  override func inboundConsumed(_ bytes: Int) {
    place?.ask { $0.windowConsumed(bytes, of: self) }
  }

  override func inboundMissing(_ bytes: Int) {
    guard let place else { return }
    // A large message should not wait for its window to be given back piece by piece. What the
    // peer may send beyond it is as ever.
    let isLarge = bytes > windowBytes
    guard isLarge != (wideBytes > 0) else { return }
    wideBytes = isLarge ? bytes : 0
    place.ask { $0.windowChanged(of: self) }
  }

  /// Hands the headers that begin this side's half to nghttp2.
  func submit(to connection: HTTP2Connection) {}

  override func outboundChanged() {
    place?.ask { connection in
      connection.hasAnswered = true
      if isSubmitted { resumeBody(on: connection) } else { submit(to: connection) }
      connection.flushLater()
    }
  }

  /// Has nghttp2 ask for bytes again.
  final func resumeBody(on connection: HTTP2Connection) {
    guard isBodyDeferred else { return }
    isBodyDeferred = false
    connection.session.resumeBody(stream: id)
  }

  // MARK: What nghttp2 asks for, from within the session's `send`

  /// Submits what follows the last byte; whether trailers do.
  func endBody(on connection: HTTP2Connection) -> Bool { false }

  final func bodyWanted(maximum: Int) -> HTTP2Session.Body {
    guard let place else { return .broken }
    let unsent = outboundCount
    if unsent > 0 {
      place.ask {
        $0.tally.lastSent = loop.now
        $0.hasAnswered = true
      }
    }
    if unsent <= maximum, isOutboundOver {
      return place.ask { endBody(on: $0) } ? .lastBeforeTrailers(unsent) : .last(unsent)
    }
    if unsent > 0, !(hasHadTurn && place.ask { $0.letOthersPass(self) }) {
      hasHadTurn = true
      return .bytes(min(unsent, maximum))
    }
    hasHadTurn = false
    isBodyDeferred = true
    return .later
  }

  // MARK: What the connection tells

  /// The HTTP status of a response.
  final var httpStatus: Int { rules.status }

  /// Another header block begins.
  func headersBegin() {}
  /// One field of it.
  func header(
    _ header: HeaderName, name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) {}
  /// The block is complete, and not an informational response.
  func headersEnd(endsStream: Bool) {}
  /// Whether the call has ended with the status OK, if it has ended.
  var hasSucceeded: Bool { false }
  /// The peer's half has ended with a DATA frame.
  func dataEnd() {}
  /// What the peer sends is malformed, and the stream has been reset; nothing more of it follows.
  func malformed(_ breach: MessageRules.Breach) {}

  /// A field of a header block.
  @inline(__always)
  final func field(
    _ field: FieldLooks, name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) {
    guard rules.accept(field, value: value) else { return }
    let header = field.header
    // Space around a value may be taken away (gRPC over HTTP/2, "ASCII-Value").
    self.header(header, name: name, value: header == .custom ? value.trimmed : value)
  }

  /// A header block is complete.
  @inline(__always)
  final func blockEnd(endsStream: Bool) {
    if endsStream { hasPeerEnded = true }
    guard rules.endBlock(endsStream: endsStream) else { return resetAsMalformed() }
    // An informational response only announces another.
    guard rules.isHeadOver else { return }
    headersEnd(endsStream: endsStream)
  }

  /// The peer's half has ended with a DATA frame.
  @inline(__always)
  final func bodyEnd() {
    hasPeerEnded = true
    guard rules.end() else { return resetAsMalformed() }
    dataEnd()
  }

  /// Resets the stream, once, for what the peer has sent on it.
  @inline(never)
  private final func resetAsMalformed() {
    guard !isMalformed, let breach = rules.breach else { return }
    isMalformed = true
    place?.ask { $0.reset(malformed: self) }
    malformed(breach)
  }

  /// Bytes of the peer's half.
  final func data(_ bytes: UnsafeRawBufferPointer) {
    guard rules.count(bytes.count) else { return resetAsMalformed() }
    do {
      try receive(bytes: bytes)
    } catch {
      breakOff(error)
    }
  }

  @inline(never)
  private final func breakOff(_ error: RPCError) { cancel(error) }

  /// The stream was refused before anything was done for it; whether it begins again elsewhere.
  func beginAgain() -> Bool { false }

  /// The stream is closed; the connection has let go of it.
  ///
  /// - Parameter error: Why, unless both sides had ended in order.
  func closed(_ error: RPCError?) {
    cancelDeadline()
    if let error { receiveEnd(.failed(error)) }
  }

  // MARK: Deadline

  final func setDeadline(_ deadline: Deadline?) {
    guard let deadline else { return }
    let timer = deadlineTimer ?? StreamTimer()
    timer.stream = self
    deadlineTimer = timer
    loop.schedule(timer, at: LoopInstant(nanoseconds: deadline.nanoseconds))
  }

  final func cancelDeadline() {
    if deadlineTimer != nil { stopDeadlineTimer() }
  }

  @inline(never)
  private final func stopDeadlineTimer() {
    guard let deadlineTimer else { return }
    loop.cancel(deadlineTimer)
    deadlineTimer.stream = nil
  }

  /// The deadline has passed.
  func deadlinePassed() {}
}

/// Tells a stream that its deadline has passed.
private final class StreamTimer: LoopTimer, @unchecked Sendable {
  /// The stream while it has a deadline. Not weak: references to what was ever weakly referred to
  /// are counted in a slower way.
  @exclusivity(unchecked) var stream: HTTP2Stream?

  override func fire() {
    let stream = stream
    self.stream = nil
    stream?.deadlinePassed()
  }
}

/// The loop's time, as calls see it.
struct LoopCallClock: CallClock {
  let loop: EventLoop

  func now() -> Deadline { Deadline(nanoseconds: loop.clock.now().nanoseconds) }
}
