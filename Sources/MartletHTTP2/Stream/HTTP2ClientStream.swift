internal import MartletCore
internal import MartletEventLoop

/// A call that a client makes.
///
/// Made by any thread; from ``start()`` on confined to its loop. Streams are used again.
final class HTTP2ClientStream: HTTP2Stream, @unchecked Sendable {
  // Exclusivity need not be checked: see HTTP2Stream.

  @exclusivity(unchecked) private var request = ClientCall.none
  /// Who makes the call, until it is known how.
  @exclusivity(unchecked) private var transport: HTTP2ClientTransport?
  /// What messages may be compressed with, both ways.
  @exclusivity(unchecked) private var enabledAlgorithms = CompressionAlgorithmSet.none
  @exclusivity(unchecked) private var channel: Channel?
  /// Where the stream goes when the call is over, if it was made off the loop. The caller's.
  @exclusivity(unchecked) private var pool: SharedSpareStreams?
  @exclusivity(unchecked) private var deadline: Deadline?
  @exclusivity(unchecked) private var response = ResponseHead()
  @exclusivity(unchecked) private var hasMetadata = false
  @exclusivity(unchecked) private var isOK = false
  @exclusivity(unchecked) private var refusals = 0

  /// Refusals after which a call fails, rather than go from one connection to the next.
  private static let maximumRefusals = 5

  init(loop: EventLoop) {
    super.init(loop: loop, receiving: MessageRules(isResponse: true))
  }

  /// Takes up a call. Only while nobody else holds the stream.
  ///
  /// - Parameters:
  ///   - channel: The loop's way to the server, if that is known already.
  ///   - pool: Where the stream goes afterwards, if that is not the channel.
  func take(
    _ request: consuming ClientCall, by transport: HTTP2ClientTransport,
    over channel: consuming Channel?, from pool: SharedSpareStreams? = nil
  ) {
    let wanted = request.options.compression
    // Exchanged: an assignment would copy it.
    swap(&self.request, &request)
    if channel == nil { self.transport = transport }
    self.channel = channel
    self.pool = pool
    enabledAlgorithms = transport.compression.enabledAlgorithms
    if let format = transport.compression.format(for: wanted) {
      compressor = ZlibCompressor(format)
    }
  }

  override func reset() {
    super.reset()
    deadline = nil
    response.reset()
    hasMetadata = false
    isOK = false
    refusals = 0
  }

  override func recycle() {
    if let pool = pool.take() { return pool.keep(self) }
    guard loop.isCurrent, place == nil, let channel = channel.take() else { return }
    // What the call was about stays until the next: only metadata can be large.
    if !request.metadata.isEmpty { request.metadata = Metadata() }
    channel.keep(self)
  }

  /// Whether the call waits for a connection rather than failing when none can be had.
  var waitsForReady: Bool { request.options.waitForReady ?? false }

  // MARK: The request

  override func start() {
    if loop.isCurrent { return begin() }
    let hasBegun = loop.borrow {
      guard transport?.isQuiet ?? false else { return false }
      begin()
      return true
    }
    if !hasBegun { loop.submit(self) }
  }

  private func begin() {
    guard willStart() else { return }
    let now = Deadline(nanoseconds: loop.now.nanoseconds)
    deadline = lend(&request) { $0.deadline(at: now) }
    if let deadline, deadline <= now {
      receiveEnd(.failed(.deadlineExceeded(request.descriptor)))
      return
    }
    setDeadline(deadline)
    do {
      if let transport {
        channel = try transport.channel()
        self.transport = nil
      }
      channel?.begin(self)
    } catch {
      receiveEnd(.failed(error))
    }
  }

  /// Opens the stream; `false` if the connection has no more streams to give.
  func open(on connection: ClientConnection) -> Bool {
    response.maximumListBytes = connection.maximumHeaderListBytes
    let timeout = deadline.map {
      $0.timeRemaining(at: Deadline(nanoseconds: loop.now.nanoseconds))
    }
    let id = connection.session.submitRequest(owner: self) { fields in
      lend(&request) { request in
        fields.appendRequest(
          request, timeout: timeout,
          compression: (compressor?.algorithm, enabledAlgorithms))
      }
    }
    guard let id else { return false }
    isSubmitted = true
    connection.adopt(self, id: id)
    if hasPeers { peers?.names = connection.peers }
    return true
  }

  override func endBody(on connection: HTTP2Connection) -> Bool { false }

  // MARK: The response

  override func headersBegin() {
    response.beginBlock()
  }

  override func header(
    _ header: HeaderName, name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) {
    response.add(header, name: name, value: value)
  }

  override func headersEnd(endsStream: Bool) {
    if endsStream {
      finish(lend(&response) { $0.end(isTrailersOnly: !hasMetadata, httpStatus: httpStatus) })
    } else {
      hasMetadata = true
      if let problem = lend(&response, to: { $0.problem(httpStatus: httpStatus) }) {
        fail(problem)
      } else {
        if response.isCompressed { acceptIfEnabled(response.encoding) }
        receive(metadata: lend(&response) { $0.metadata })
      }
    }
  }

  override func malformed(_ breach: MessageRules.Breach) {
    cancelDeadline()
    let message = "the answer breaks a rule of HTTP/2: \(breach.rawValue)"
    receiveEnd(.failed(RPCError(code: .internalError, message: message)))
  }

  /// What was not asked for is not taken: a message that is compressed fails the call.
  private func acceptIfEnabled(_ algorithm: CompressionAlgorithm) {
    guard enabledAlgorithms.contains(algorithm), let format = ZlibFormat.of(algorithm) else {
      return
    }
    accept(ZlibDecompressor(format))
  }

  override var hasSucceeded: Bool { isOK }

  override func dataEnd() {
    finish(
      .failed(
        response.problem(httpStatus: httpStatus)
          ?? RPCError(code: .internalError, message: "the response ended without a status")))
  }

  private func finish(_ end: consuming InboundEnd) {
    cancelDeadline()
    if !isOutboundOver || outboundCount > 0 {
      // The server has answered before it had everything: it does not want the rest.
      connection?.session.reset(stream: id, .cancel)
      connection?.flushLater()
    }
    switch end {
    case .ok: isOK = true
    case .status(let status, _): isOK = status.code == .ok
    case .halfClosed, .failed: break
    }
    receiveEnd(end)
  }

  // MARK: The end

  override func cancel(_ error: RPCError) {
    guard !isInboundOver else { return }
    fail(error)
  }

  private func fail(_ error: RPCError) {
    cancelDeadline()
    if let connection {
      connection.session.reset(stream: id, .cancel)
      connection.flushLater()
    } else {
      _ = channel?.forget(self)
    }
    receiveEnd(.failed(error))
  }

  override func deadlinePassed() {
    cancel(.deadlineExceeded(request.descriptor))
  }

  /// A call that was refused, as a server does that is going away, is safe to make again if it has
  /// sent nothing yet (gRFC A6, "Transparent Retries").
  override func beginAgain() -> Bool {
    guard inboundEnd == nil, !hasMetadata, !hasSentBytes, refusals < Self.maximumRefusals,
      let channel
    else { return false }
    refusals += 1
    forgetConnection()
    channel.begin(self)
    return true
  }

  override func closed(_ error: RPCError?) {
    if isInboundOver { return cancelDeadline() }
    super.closed(
      error
        ?? RPCError(code: .internalError, message: "the stream was closed without a status"))
  }
}

extension HTTP2ClientStream: LoopWork {
  func run() { begin() }
}

extension ClientCall {
  /// The call of a stream that has none.
  fileprivate static let none = ClientCall(
    descriptor: MethodDescriptor(fullyQualifiedService: "", method: ""), metadata: Metadata(),
    options: .defaults)
}

extension RPCError {
  fileprivate static func deadlineExceeded(_ method: MethodDescriptor) -> RPCError {
    RPCError(code: .deadlineExceeded, message: "the deadline passed before \(method) answered")
  }
}
