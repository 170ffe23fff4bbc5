internal import MartletCore
internal import MartletEventLoop
internal import MartletTLS

/// A connection that a server has accepted.
///
/// ```
///   accepted ──settings──▶ serving ──drain──▶ announced ──ping answered──▶ refusing ──▶ closed
///      │ handshake timeout     │ idle and nothing open in either of the last two ─────────▲
///      └───────────────────────┴──────── peer gone, protocol violated, grace over ────────┘
/// ```
final class ServerConnection: HTTP2Connection, @unchecked Sendable {
  private unowned let owner: ServerLoop
  private let pool: ServerStreamPool
  private var handshakeTimer: HandshakeTimer?
  private var headerTimer: HeaderTimer?
  private var drain = Drain.serving
  private var causedResets = 0
  private var pings: PingPolicy
  private var age: ConnectionAge?

  private enum Drain { case serving, announced, refusing }

  init(
    socket: Socket, secure: (any SecureStream)?, owner: ServerLoop
  ) throws {
    let configuration = owner.config
    self.owner = owner
    pool = owner.pool
    pings = PingPolicy(configuration.connection.keepalive.clientBehavior)
    try super.init(
      socket: socket, secure: secure, role: .server, settings: configuration.settings,
      loop: owner.loop)
  }

  /// The same for all of the server's connections, and too much to have with each.
  private var configuration: HTTP2ServerTransport.Config { owner.config }

  /// Gives the peer so long to say that it speaks HTTP/2.
  func startHandshakeTimer() {
    let timer = HandshakeTimer(self)
    handshakeTimer = timer
    loop.schedule(timer, at: loop.now.advanced(by: configuration.handshakeTimeout.wholeNanoseconds))
  }

  override func settingsReceived() {
    guard let handshakeTimer else { return }
    loop.cancel(handshakeTimer)
    self.handshakeTimer = nil
    watch(configuration.connection.life)
    if let maximum = configuration.connection.maxAge {
      let grace = configuration.connection.maxGraceTime
      age = ConnectionAge(maximum, grace: grace, of: self)
    }
  }

  fileprivate func handshakeTimedOut() {
    let missing = secure?.isOpen == false ? "no end of the TLS handshake" : "no HTTP/2 settings"
    close(lost("\(missing) came within \(configuration.handshakeTimeout) of connecting"))
  }

  override func didReceive() {
    super.didReceive()
    if headerTimer == nil, let block = session.openHeaderBlock { waitForRest(of: block) }
  }

  @inline(never)
  private func waitForRest(of block: Int) {
    guard closeReason == nil else { return }
    let timer = HeaderTimer(self, block: block)
    headerTimer = timer
    schedule(timer)
  }

  private func schedule(_ timer: HeaderTimer) {
    let time = configuration.headerTimeout.wholeNanoseconds
    loop.schedule(timer, at: loop.now.advanced(by: time))
  }

  /// The time is up for the header block that was open when the timer was scheduled.
  fileprivate func headersAreDue(_ timer: HeaderTimer) {
    guard let block = session.openHeaderBlock else {
      headerTimer = nil
      return
    }
    if block == timer.block {
      // Nothing else can come before the block is whole.
      session.terminate(.enhanceYourCalm)
      closeOnceSent()
    } else {
      timer.block = block
      schedule(timer)
    }
  }

  override func makeStream() -> HTTP2Stream? { pool.take() }

  override func didStopResting() { owner.rests.watch(self) }

  // MARK: Floods

  /// Resets that a peer may make us send, by breaking the rules on streams ("MadeYouReset", which
  /// libnghttp2 does not count), before its connection is closed.
  private static let maximumCausedResets = 1000

  @exclusivity(unchecked) private var frames = FrameWatch()

  override func streamEnded(_ id: Int32) { frames.streamEnded(UInt32(bitPattern: id)) }

  override func bytesArrived(_ bytes: UnsafeRawBufferPointer) {
    if let error = frames.error(in: bytes) { session.terminate(error) }
  }

  override func peerCausedReset() {
    causedResets += 1
    if causedResets == Self.maximumCausedResets { session.terminate(.enhanceYourCalm) }
  }

  override func goAwayReceived(code: HTTP2ErrorCode, words: UnsafeRawBufferPointer) {
    tally.goAwayCode = code
  }

  override func pingReceived() {
    let isTooMany = pings.isTooMany(
      at: loop.now, hasCalls: !streams.isEmpty, hasAnswered: hasAnswered)
    hasAnswered = false
    guard isTooMany, drain != .refusing else { return }
    drain = .refusing
    session.refuseNewStreams(.enhanceYourCalm, saying: "too_many_pings")
    closeOnceSent()
  }

  // MARK: Shutdown

  override func idledOut() { beginDrain() }

  /// Announces the shutdown; streams that are on their way already are still served.
  func beginDrain() {
    guard drain == .serving else { return }
    drain = .announced
    session.announceShutdown()
    session.ping(.shutdown)
    flushLater()
  }

  /// The client has seen the announcement: what it sends from now on is refused.
  override func pingAcknowledged(_ purpose: PingPurpose) {
    super.pingAcknowledged(purpose)
    if purpose == .shutdown { refuseNewStreams() }
  }

  private func refuseNewStreams() {
    guard drain == .announced else { return }
    drain = .refusing
    session.refuseNewStreams()
    streamDidClose()
  }

  override func streamDidClose() {
    if drain == .refusing, streams.isEmpty {
      session.terminate(.noError)
      flushLater()
    }
  }

  /// Ends the calls that still run: the grace period is over.
  func cancelStreams(_ reason: String = "the server has shut down") {
    let error = RPCError(code: .unavailable, message: reason)
    for stream in streams { stream.cancel(error) }
    // The connection ends with its last stream; terminating it here would keep the statuses back.
    refuseNewStreams()
    flushLater()
  }

  override func didClose(_ reason: RPCError) {
    if let handshakeTimer { loop.cancel(handshakeTimer) }
    handshakeTimer = nil
    if let headerTimer { loop.cancel(headerTimer) }
    headerTimer = nil
    age?.stop()
    if secure?.isOpen == false { owner.endpoint?.report(handshakeFailure: reason.message) }
    owner.didClose(self)
  }
}

/// Closes a connection that never says what it is.
private final class HandshakeTimer: LoopTimer, @unchecked Sendable {
  private unowned let connection: ServerConnection

  init(_ connection: ServerConnection) {
    self.connection = connection
    super.init()
  }

  override func fire() { connection.handshakeTimedOut() }
}

/// Ends a connection whose peer begins a header block and does not end it.
///
/// It is scheduled when a read ends inside of a block, and left alone then, since most blocks are
/// whole with the next read: only when it fires does it look whether the same block is still open.
private final class HeaderTimer: LoopTimer, @unchecked Sendable {
  private unowned let connection: ServerConnection
  var block: Int

  init(_ connection: ServerConnection, block: Int) {
    self.connection = connection
    self.block = block
    super.init()
  }

  override func fire() { connection.headersAreDue(self) }
}
