internal import MartletCore
internal import MartletEventLoop
internal import MartletTLS

/// A connection that a client has made.
final class ClientConnection: HTTP2Connection, @unchecked Sendable {
  private unowned let subchannel: Subchannel
  /// What was connected to.
  let address: SocketAddress
  private let authority: FieldText
  /// The most bytes of a response's header list.
  let maximumHeaderListBytes: Int
  private var isReady = false
  private var isLeaving = false
  /// Whether it is closed for want of calls.
  private(set) var hasIdledOut = false

  init(
    socket: Socket, to address: SocketAddress, secure: (any SecureStream)?,
    subchannel: Subchannel, loop: EventLoop
  ) throws {
    self.subchannel = subchannel
    self.address = address
    authority = FieldText(subchannel.channel.authority)
    let settings = subchannel.channel.config.settings
    maximumHeaderListBytes = Int(settings.maximumHeaderListBytes)
    try super.init(
      socket: socket, secure: secure, role: .client, settings: settings, loop: loop)
    session.keepRequest(scheme: secure == nil ? "http" : "https", authority: authority)
  }

  // MARK: Calls

  /// Sends the call.
  func begin(_ stream: HTTP2ClientStream) {
    guard closeReason == nil, !isLeaving, stream.open(on: self) else {
      // Numbers of streams run out after 2^30 calls: the next connection has them again.
      leave()
      subchannel.channel.begin(stream)
      return
    }
    flushLater()
  }

  // Most often an answer has come, to which there is nothing to say; what streams have to say, they
  // tell. TLS may have something to say that the session does not know of.
  override func didReceive() {
    if secure != nil || session.wantsWrite || !session.wantsRead { super.didReceive() }
  }

  private func leave() {
    guard !isLeaving else { return }
    isLeaving = true
    subchannel.connectionIsLeaving(self)
    closeWhenIdle()
  }

  /// Closes the connection once its calls have ended.
  func closeWhenIdle() {
    isLeaving = true
    subchannel.connectionIsLeaving(self)
    streamDidClose()
  }

  override func streamDidClose() {
    if isLeaving, isReady, streams.isEmpty {
      session.terminate(.noError)
      flushLater()
    }
  }

  override func beginAgain(_ stream: HTTP2Stream) -> Bool {
    subchannel.channel.avoid(self) { stream.beginAgain() }
  }

  // MARK: What the server tells

  override func settingsReceived() {
    guard !isReady else { return }
    isReady = true
    subchannel.connectionIsReady(self)
    watch(subchannel.channel.life)
    streamDidClose()
  }

  override func idledOut() {
    hasIdledOut = true
    leave()
  }

  override func goAwayReceived(code: HTTP2ErrorCode, words: UnsafeRawBufferPointer) {
    tally.goAwayCode = code
    if code == .enhanceYourCalm, words.equals("too_many_pings") {
      subchannel.channel.pingLess()
    }
    // Streams above the last are closed by libnghttp2, as refused, and begin again elsewhere.
    leave()
  }

  override func didClose(_ reason: RPCError) {
    isLeaving = true
    subchannel.connectionDidClose(self, reason)
  }
}
