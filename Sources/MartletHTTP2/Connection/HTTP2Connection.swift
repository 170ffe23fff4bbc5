internal import MartletCore
internal import MartletEventLoop
internal import MartletTLS

/// An HTTP/2 connection over a socket: joins the session, which does no I/O, with the loop.
///
/// ```
///   readable ─▶ read ─▶ session.receive ─▶ streams
///   end of tick ─▶ session.send ─▶ write once ─▶ (rest: when writable)
/// ```
///
/// On a secured connection, what is read is opened before the session gets it, and what the session
/// sends is sealed before it is written.
///
/// Confined to its loop from ``open()`` to ``close(_:)``.
class HTTP2Connection: HTTP2SessionDelegate, @unchecked Sendable {
  // Sendable: confined to `loop`, which is also why exclusivity need not be checked: no access
  // below lasts while anything else runs.
  final let loop: EventLoop
  final let session: HTTP2Session
  /// Its ends; once TLS is through, with who the peer is.
  @exclusivity(unchecked) final private(set) var peers: PeerNames
  /// Bytes of a stream that may be unread or on their way, unless its window has grown.
  final let streamWindowBytes: Int
  @exclusivity(unchecked) private final var growth: WindowGrowth
  /// Bytes that have come and have not been given back to the connection's window.
  @exclusivity(unchecked) private final var ungivenBytes = 0
  private final let connectionWindowBytes: Int
  /// Bytes to give back to the connection's window at once: a quarter at most, so that no peer has
  /// to wait for them.
  private final let givenTogether: Int
  private static let mostGivenTogether = 16 << 10
  /// The bytes that all streams' windows have more than they began with, and may have at most.
  @exclusivity(unchecked) private final var grownBytes = 0
  private final let maximumGrownBytes: Int

  final let socket: Socket
  /// This end of TLS; `nil` in plaintext.
  final let secure: (any SecureStream)?
  private final var registration: Registration?
  private final var isWaitingToWrite = false
  private final var knowsPeer = false
  /// What the socket did not take.
  @exclusivity(unchecked) private final var unsent = MessageBuffer()
  /// Where what is written is gathered; once the connection is open.
  @exclusivity(unchecked) private final var output: OutputBuffer?
  private final let flushWork = FlushWork()
  private final var readiness: ConnectionReadiness?

  /// The streams that are open, each knowing its place.
  @exclusivity(unchecked) final private(set) var streams: [HTTP2Stream] = []
  /// Streams to reset once their answer has been sent.
  @exclusivity(unchecked) private final var finished: [Int32] = []
  /// Streams with more to send that let others go first.
  @exclusivity(unchecked) private final var waitingToPass: [Int32] = []

  /// When bytes came last, where that is of interest.
  @exclusivity(unchecked) final private(set) var lastRead = LoopInstant(nanoseconds: 0)
  /// Whether this side has sent anything of a call since it was last asked for.
  @exclusivity(unchecked) final var hasAnswered = false
  /// Pings a peer that has not been heard of.
  private final var keepalive: Keepalive?
  /// Ends the connection when it has carried no call for long.
  private final var idleness: Idleness?
  /// What it has done.
  @exclusivity(unchecked) final var tally = ConnectionTally()
  /// Whether the connection is to be closed once what is there to say has been said.
  private final var closesOnceSent = false

  /// Set once the connection is closed.
  @exclusivity(unchecked) final private(set) var closeReason: RPCError?
  private final var isOpen: Bool { if case .none = closeReason { true } else { false } }

  init(
    socket: Socket, secure: (any SecureStream)?, role: HTTP2Session.Role, settings: HTTP2Settings,
    loop: EventLoop
  ) throws(HTTP2ConnectionError) {
    self.loop = loop
    self.socket = socket
    self.secure = secure
    streamWindowBytes = Int(settings.streamWindowBytes)
    connectionWindowBytes = Int(settings.connectionWindowBytes)
    givenTogether = min(connectionWindowBytes / 4, Self.mostGivenTogether)
    growth = WindowGrowth(
      initial: streamWindowBytes, maximum: Int(settings.maximumStreamWindowBytes))
    maximumGrownBytes = Self.grownStreams * Int(settings.maximumStreamWindowBytes)
    session = try HTTP2Session(role: role, settings: settings, loop: loop)
    let remote = socket.peerAddress
    let local = socket.localAddress
    peers = PeerNames(credentials: socket.unixPeer.map { PeerCredentials($0) }) {
      (remote?.description ?? "unknown", local?.description ?? "unknown")
    }
  }

  deinit {
    // Streams hold no reference that is counted.
    for stream in streams { stream.place = nil }
    readiness?.connection = nil
    session.detach()
  }

  /// Begins to read and write.
  ///
  /// - Throws: What the poller says if it cannot watch the socket, or TLS if it cannot begin.
  final func open() throws {
    try secure?.start()
    session.attach(self)
    output = OutputBuffer.of(loop)
    flushWork.connection = self
    let readiness = ConnectionReadiness(self)
    self.readiness = readiness
    registration = try loop.register(readiness, fd: socket.fd, interest: .read)
    flushLater()
  }

  /// Ends the connection at once: every open call fails with `reason`.
  final func close(_ reason: RPCError) {
    guard closeReason == nil else { return }
    closeReason = reason
    flushWork.connection = nil
    if let registration { loop.deregister(registration) }
    registration = nil
    keepalive?.stop()
    idleness?.stop()
    if let secure, !isWaitingToWrite { _ = socket.write(secure.farewell()) }
    socket.close()
    let open = streams
    streams.removeAll()
    for stream in open {
      session.clearOwner(of: stream.id)
      tally.streamEnded(stream, inOrder: false)
      stream.place = nil
      stream.closed(reason)
    }
    didClose(reason)
  }

  /// The connection is closed; for subclasses.
  func didClose(_ reason: RPCError) {}

  /// What a connection that ended without saying so is called.
  final func lost(_ detail: String) -> RPCError {
    RPCError(code: .unavailable, message: "the connection to \(peers.remote) was lost: \(detail)")
  }

  // MARK: Life

  /// Watches over the connection as these settings have it; once, after ``open()``.
  final func watch(_ life: ConnectionLife) {
    guard closeReason == nil else { return }
    lastRead = loop.now
    if let settings = life.keepalive {
      if !isUnix { socket.giveUp(afterMilliseconds: Int(settings.timeout / 1_000_000)) }
      keepalive = Keepalive(settings, of: self)
      keepalive?.start()
    }
    if let maximum = life.maximumIdle {
      idleness = Idleness(maximum, of: self)
      idleness?.begins()
    }
  }

  private final var isUnix: Bool { socket.localAddress?.isUnix ?? false }

  /// The connection has carried no call for as long as it may; for subclasses.
  func idledOut() {}

  /// Closes the connection once what there is to say has been said.
  final func closeOnceSent() {
    closesOnceSent = true
    flushLater()
  }

  // MARK: Reading

  /// Reads per wake-up, so that one busy connection cannot hold the loop.
  private static let maximumReads = 4
  /// Requests that may begin or end with a read before they count as many: the next ones are
  /// smaller then, for as long as others have use for the loop.
  private static let manyRequests = 96
  /// The bytes of a smaller read: some fifteen calls with small messages.
  private static let smallReadBytes = 1024
  /// Whether many requests began or ended with a read of late.
  @exclusivity(unchecked) private final var hasMany = false
  /// Requests that have begun and that have ended, together.
  @exclusivity(unchecked) private final var turns = 0

  final func readable() {
    for _ in 0..<Self.maximumReads where isOpen {
      let room = hasMany && loop.isCrowded ? Self.smallReadBytes : loop.readBuffer.count
      let before = turns
      switch socket.read(into: loop.readBuffer, upTo: room) {
      case .count(let count):
        if keepalive != nil { lastRead = loop.now }
        guard receive(loop.readBytes(count)) else { return }
        didReceive()
        let isSmall = room < loop.readBuffer.count
        let isMany = turns &- before > (isSmall ? 1 : Self.manyRequests)
        // What is forgotten only for as much of something else: the last of many come alone.
        if isMany { hasMany = true } else if count == room { hasMany = false }
        if count < room || isMany { return }
      case .wouldBlock: return
      case .closed: peerClosed()
      case .error(let error): fail(error)
      }
    }
  }

  /// Has the session take what was read; `false` if the connection cannot go on after it.
  @inline(__always)
  private final func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if secure != nil { return receiveSecured(bytes) }
    bytesArrived(bytes)
    do throws(HTTP2ConnectionError) {
      try session.receive(bytes)
      return true
    } catch {
      return failed(error)
    }
  }

  // What follows is out of the way of what is done for each call.

  @inline(never)
  private final func failed(_ error: HTTP2ConnectionError) -> Bool {
    fail(error)
    return false
  }

  @inline(never)
  private final func fail(_ error: any Error) { close(lost("\(error)")) }

  @inline(never)
  private final func peerClosed() {
    close(lost(secure == nil ? "the peer closed it" : "the peer closed it without a word"))
  }

  @inline(never)
  private final func receiveSecured(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let secure else { return false }
    let wasOpen = secure.isOpen
    var problem: HTTP2ConnectionError?
    let goesOn: Bool
    do {
      goesOn = try secure.receive(bytes) { plaintext in
        if !knowsPeer { meetPeer(secure) }
        bytesArrived(plaintext)
        do throws(HTTP2ConnectionError) {
          try session.receive(plaintext)
        } catch {
          problem = error
        }
        return problem == nil && closeReason == nil
      }
    } catch {
      close(wasOpen ? lost("TLS: \(error)") : RPCError(handshakeWith: peers.remote, failed: error))
      return true
    }
    if let problem { return failed(problem) }
    if !goesOn { close(lost("the peer closed it")) }
    return true
  }

  /// TLS is through: who the peer is goes with its calls from now on.
  private final func meetPeer(_ secure: any SecureStream) {
    knowsPeer = true
    if let identity = secure.peerIdentity { peers = PeerNames(peers, identity: identity) }
  }

  /// The session is about to receive these bytes; for subclasses.
  func bytesArrived(_ bytes: UnsafeRawBufferPointer) {}

  /// The session has received all that was read, and may have something to say to it.
  func didReceive() { flushLater() }

  // MARK: Writing

  /// Bytes to gather for one write.
  private static let writeBytes = 256 << 10
  /// Room for the frame that goes beyond.
  private static let frameRoomBytes = 32 << 10

  /// Has what there is to say sent at the end of this tick.
  final func flushLater() {
    if !isWaitingToWrite { loop.afterTick(flushWork) }
  }

  final func flush() {
    guard isOpen, let output else { return }
    do {
      if isWaitingToWrite, try !writeUnsent(output) { return }
      while true {
        output.bytes.reserve(Self.writeBytes + Self.frameRoomBytes)
        let isEverything = try gather(into: &output.bytes)
        guard try write(&output.bytes) else { return keepUnsent(output) }
        guard isEverything else { continue }
        if finished.isEmpty, waitingToPass.isEmpty { break }
        goOn()
      }
      if isWaitingToWrite { try watchWriting(false) }
    } catch {
      failToWrite(error, output)
      return
    }
    if closesOnceSent || !session.wantsRead, !session.wantsWrite { closeAsAllIsSaid() }
  }

  /// Adds what the session has to say, or as much as is written at once; whether it was everything.
  private final func gather(into bytes: inout MessageBuffer) throws -> Bool {
    if let secure { return try gather(into: &bytes, securedBy: secure) }
    return try session.send(into: &bytes, maximumBytes: Self.writeBytes)
  }

  @inline(never)
  private final func gather(
    into bytes: inout MessageBuffer, securedBy secure: any SecureStream
  ) throws -> Bool {
    // Before TLS is through there is nobody to say it to.
    let isEverything =
      try !secure.isOpen || session.send(into: &bytes, maximumBytes: Self.writeBytes)
    try secure.seal(&bytes)
    return isEverything
  }

  /// Writes what the socket did not take before; `false` if it takes no more for now.
  @inline(never)
  private final func writeUnsent(_ output: OutputBuffer) throws -> Bool {
    guard try write(&unsent) else { return false }
    // The memory goes back to the loop.
    swap(&unsent, &output.bytes)
    unsent.removeAll(keepingAtMost: 0)
    return true
  }

  @inline(never)
  private final func keepUnsent(_ output: OutputBuffer) { swap(&unsent, &output.bytes) }

  @inline(never)
  private final func closeAsAllIsSaid() {
    close(RPCError(code: .unavailable, message: "the connection to \(peers.remote) was closed"))
  }

  @inline(never)
  private final func failToWrite(_ error: any Error, _ output: OutputBuffer) {
    // What is left of this connection's words must not go out on another.
    output.bytes.removeAll(keepingAtMost: .max)
    close(lost("\(error)"))
  }

  /// Everything has been sent: what has waited for that is next.
  @inline(never)
  private final func goOn() {
    // Peers that go on sending on streams whose answer is out are told to stop (RFC 9113 §8.1), no
    // sooner: nghttp2 drops what is queued on a stream when it is reset.
    for id in finished where session.owner(of: id) != nil { session.reset(stream: id, .noError) }
    finished.removeAll(keepingCapacity: true)
    for id in waitingToPass { session.owner(of: id)?.resumeBody(on: self) }
    waitingToPass.removeAll(keepingCapacity: true)
  }

  /// Has a stream that has sent a frame of a long body wait until the others have sent as much.
  /// nghttp2 would end one stream's body before it begins another's.
  ///
  /// - Returns: `false` if there are no others.
  final func letOthersPass(_ stream: HTTP2Stream) -> Bool {
    guard streams.count > 1 else { return false }
    waitingToPass.append(stream.id)
    return true
  }

  /// Resets a stream whose message breaks the rules.
  final func reset(malformed stream: HTTP2Stream) {
    session.reset(stream: stream.id, .protocolError)
    peerCausedReset()
    flushLater()
  }

  /// Resets the stream, without an error, as soon as what is queued on it has been sent.
  final func resetOnceSent(stream id: Int32) { finished.append(id) }

  /// Writes what has been gathered; `false` if the socket takes no more for now.
  private final func write(_ bytes: inout MessageBuffer) throws -> Bool {
    while !bytes.isEmpty {
      switch socket.write(bytes) {
      case .count(let count): bytes.removeFirst(count)
      case .wouldBlock:
        try watchWriting(true)
        return false
      case .closed: return false
      case .error(let error): throw error
      }
    }
    return true
  }

  @inline(never)
  private final func watchWriting(_ isWaiting: Bool) throws {
    guard isWaiting != isWaitingToWrite, let registration else { return }
    isWaitingToWrite = isWaiting
    try loop.update(registration, interest: isWaiting ? [.read, .write] : .read)
  }

  final func writable() {
    if isWaitingToWrite { flush() }
  }

  // MARK: Streams

  /// Takes a stream in under its number.
  final func adopt(_ stream: consuming HTTP2Stream, id: Int32) {
    stream.id = id
    stream.place = ConnectionReference(self)
    stream.windowBytes = streamWindowBytes
    stream.index = streams.count
    streams.append(stream)
    turns &+= 1
    if isResting { stopsResting() }
    tally.streamBegan(at: loop.now)
    keepalive?.callBegan()
  }

  /// Lets go of a stream, which is the caller's then.
  private final func release(_ reference: StreamReference) -> HTTP2Stream {
    let index = reference.index
    var stream = streams.removeLast()
    if index < streams.count {
      stream.index = index
      swap(&stream, &streams[index])
    }
    stream.place = nil
    grownBytes -= stream.windowBytes - streamWindowBytes
    if streams.isEmpty { idleness?.begins() }
    session.forget(reference)
    return stream
  }

  final func windowConsumed(_ bytes: Int, of stream: HTTP2Stream) {
    session.consume(stream: stream.id, bytes)
    // Only what is read grows: a reader that stands still has nothing more sent to it.
    if stream.windowBytes < growth.target { growWindow(of: stream) }
    flushLater()
  }

  /// Streams that may have the largest window at the same time, on one connection.
  private static let grownStreams = 4

  private final func growWindow(of stream: HTTP2Stream) {
    let more = min(growth.target - stream.windowBytes, maximumGrownBytes - grownBytes)
    guard more > 0 else { return }
    grownBytes += more
    stream.windowBytes += more
    windowChanged(of: stream)
  }

  /// Lets the peer know what it may send on a stream.
  final func windowChanged(of stream: HTTP2Stream) {
    session.setWindow(stream: stream.id, bytes: stream.windowBytes + stream.wideBytes)
    flushLater()
  }

  /// Whether there has been no stream since the connection was made or ``rest()`` was called.
  @exclusivity(unchecked) final private(set) var isResting = true

  /// Gives back memory that a connection without streams does not need.
  final func rest() {
    isResting = true
    session.rest()
  }

  private final func stopsResting() {
    isResting = false
    didStopResting()
  }

  /// A stream has begun on a connection that rested; for subclasses.
  func didStopResting() {}

  /// Makes the stream that a peer opens; `nil` to refuse it.
  func makeStream() -> HTTP2Stream? { nil }

  /// A stream was refused before anything was done for it; whether it begins again.
  func beginAgain(_ stream: HTTP2Stream) -> Bool { stream.beginAgain() }

  /// A stream has closed that the peer had ended.
  func streamEnded(_ id: Int32) {}

  /// A stream has closed.
  func streamDidClose() {}

  // MARK: What the session tells

  override func pingAcknowledged(_ purpose: PingPurpose) {
    switch purpose {
    case .keepalive: keepalive?.answered()
    case .bandwidth:
      switch growth.answered(at: loop.now) {
      case .grown:
        session.setWindow(stream: 0, bytes: max(connectionWindowBytes, growth.target))
      case .pingAgain: session.ping(.bandwidth)
      case .nothing: return
      }
      flushLater()
    case .shutdown: break
    }
  }

  final override func headersBegin(stream id: Int32, opensStream: Bool) -> StreamReference? {
    if opensStream {
      guard let stream = makeStream() else { return nil }
      let reference = StreamReference(stream)
      adopt(stream, id: id)
      return reference
    }
    let stream = session.owner(of: id)
    stream?.headersBegin()
    return stream
  }

  final override func data(_ bytes: UnsafeRawBufferPointer, stream id: Int32) {
    // The connection's window only bounds what is on its way: what is unread is bounded by the
    // streams' own, so that one that is not read cannot starve the others.
    ungivenBytes &+= bytes.count
    if ungivenBytes >= givenTogether { giveBack() }
    if growth.received(bytes.count) { measureLink(bytes.count) }
    guard let stream = session.owner(of: id) else {
      return session.consume(stream: id, bytes.count)
    }
    tally.lastReceived = loop.now
    stream.data(bytes)
  }

  private final func giveBack() {
    session.consumeConnection(ungivenBytes)
    ungivenBytes = 0
  }

  @inline(never)
  private final func measureLink(_ bytes: Int) {
    if growth.measure(bytes, at: loop.now) { session.ping(.bandwidth) }
  }

  final override func resetReceived(stream id: Int32) {
    session.owner(of: id)?.resetReceived()
  }

  final override func dataEnd(stream id: Int32) {
    turns &+= 1
    session.owner(of: id)?.dataEnd()
  }

  final override func streamClosed(_ id: Int32, code: HTTP2ErrorCode) {
    guard let reference = session.owner(of: id) else { return }
    let stream = release(reference)
    if stream.hasPeerEnded { streamEnded(id) }
    tally.streamEnded(stream, inOrder: code == .noError)
    if code == .refusedStream, beginAgain(stream) {
      tally.begunAgain += 1
      return streamDidClose()
    }
    stream.closed(code == .noError ? nil : RPCError(streamReset: code))
    streamDidClose()
  }
}
