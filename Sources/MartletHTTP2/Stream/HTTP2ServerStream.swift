internal import MartletCore
internal import MartletEventLoop

/// A call that a server answers.
///
/// The head of the request is judged when its header block is complete; a handler starts then if
/// it reads a stream, and otherwise when the request has ended, so that it finds its message
/// there. Streams are used again: a call allocates nothing in the steady state.
final class HTTP2ServerStream: HTTP2Stream, @unchecked Sendable {
  // Exclusivity need not be checked: see HTTP2Stream.

  /// Kept: a handler may go on for a while after its server has ended.
  private let pool: ServerStreamPool
  @exclusivity(unchecked) private var head = RequestHead()
  /// Why a request that could be a call is refused; rare.
  @exclusivity(unchecked) private var problem: Status?
  /// The format that messages are said to be in, unless it is protobuf or goes unsaid; rare.
  @exclusivity(unchecked) private var otherFormat: String?
  @exclusivity(unchecked) private(set) var call: ServerCall
  /// Whether the call is one of a method that is known.
  @exclusivity(unchecked) private var hasMethod = false
  private let work = HandlerWork()
  @exclusivity(unchecked) private var isHandled = false
  @exclusivity(unchecked) private var isRefused = false
  /// Whether the answer is for people, not for clients of gRPC.
  @exclusivity(unchecked) private var isPlainText = false
  /// Whether the answer waits for the end of a request that is no call.
  @exclusivity(unchecked) private var isHeldBack = false

  /// How long a request that is no call may take to end before it is answered all the same.
  private static let refusalDelay: Duration = .seconds(1)

  init(pool: ServerStreamPool, loop: EventLoop) {
    self.pool = pool
    call = Self.makeCall(loop)
    super.init(loop: loop, receiving: MessageRules(isResponse: false))
    limits = pool.limits
  }

  private static func makeCall(_ loop: EventLoop) -> ServerCall {
    ServerCall(method: .none, peers: .unknown, clock: LoopCallClock(loop: loop))
  }

  override func reset() {
    super.reset()
    head = RequestHead()
    if problem != nil || otherFormat != nil { forgetRarities() }
    hasMethod = false
    isHandled = false
    isRefused = false
    isPlainText = false
    isHeldBack = false
    if isKnownUniquelyReferenced(&call) {
      lend(&call) { $0.reset() }
    } else {
      call = Self.makeCall(loop)
    }
  }

  @inline(never)
  private func forgetRarities() {
    problem = nil
    otherFormat = nil
  }

  // MARK: The request

  override func header(
    _ header: HeaderName, name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) {
    switch head.add(header, name: name, value: value) {
    case .known: break
    case .custom:
      // A list that is too long is refused once it is whole. It is not kept until then: compressed,
      // it may have a thousandth of its size.
      guard head.listBytes <= Int(pool.maximumHeaderListBytes) else { return }
      lend(&call) { $0.addHeader(name: name, value: value) }
    case .encoding: take(encoding: value)
    case .acceptEncoding:
      if pool.compresses { head.accepted = CompressionAlgorithmSet(acceptEncoding: value) }
    case .format: otherFormat = ContentType.formatName(value)
    case .path:
      hasMethod = lend(&call) { pool.settle(path: value, of: $0) }
      if !hasMethod { noteUnimplemented(path: value) }
    }
  }

  @inline(never)
  private func take(encoding name: UnsafeRawBufferPointer) {
    problem = problem ?? head.note(encoding: name, enabled: pool.enabledAlgorithms)
  }

  @inline(never)
  private func noteUnimplemented(path: UnsafeRawBufferPointer) {
    problem = problem ?? pool.unimplemented(path: path)
  }

  override func headersEnd(endsStream: Bool) {
    guard !isHandled, !isRefused, !isInboundOver, let place else {
      if isHeldBack, endsStream { answerHeldBack() }
      return
    }
    if head.isComplete {
      // A second header block is the trailers of the request, which gRPC does not use.
      if endsStream { dataEnd() }
      return
    }
    head.isComplete = true
    if head.fault(maximumHeaderListBytes: pool.maximumHeaderListBytes) != nil {
      return refuseNoCall(endsStream: endsStream)
    }
    if !hasMethod || problem != nil { return refuseProblem() }
    if head.contentType != .grpc, refuseFormat() { return }
    if pool.authorize != nil, refuseUnauthorized(on: place) { return }
    place.ask { begin(on: $0) }
    if endsStream { dataEnd() }
  }

  @inline(never)
  private func refuseNoCall(endsStream: Bool) {
    let refusal = head.refusal(maximumHeaderListBytes: pool.maximumHeaderListBytes)
    guard let refusal else { return }
    if refusal.isOfACall || endsStream { refuse(refusal) } else { holdBack() }
  }

  @inline(never)
  private func refuseProblem() {
    if let problem { refuse(.status(problem)) }
  }

  /// Refuses a call that the peer may not make; whether it is one.
  @inline(never)
  private func refuseUnauthorized(on place: ConnectionReference) -> Bool {
    guard let authorize = pool.authorize,
      case .deny(let reason) = authorize(place.ask { $0.peers.identity }, call.descriptor)
    else { return false }
    refuse(.status(Status(code: .permissionDenied, message: reason)))
    return true
  }

  /// Refuses a request that names a format in which the method takes no messages; whether it does.
  @inline(never)
  private func refuseFormat() -> Bool {
    guard let named = head.contentType == .protobuf ? "proto" : otherFormat,
      let taken = call.formatName, named != taken
    else { return false }
    let problem = Status(
      code: .unimplemented,
      message: """
        \(call.descriptor) takes messages in the format '\(taken)', not '\(named)': \
        the content-type must be application/grpc or application/grpc+\(taken)
        """)
    refuse(.status(problem))
    return true
  }

  private func begin(on connection: HTTP2Connection) {
    lend(&call) { $0.meet(connection.peers) }
    if head.timeout != nil { setDeadlineOfCall() }
    if pool.compresses { agreeOnCompression() }
    let isRequestStreaming = lend(&call) { $0.isRequestStreaming }
    gathersUntilEnd = !isRequestStreaming
    if isRequestStreaming { startHandler() }
  }

  @inline(never)
  private func setDeadlineOfCall() {
    guard let timeout = head.timeout else { return }
    let deadline = Deadline(
      nanoseconds: timeout, after: Deadline(nanoseconds: loop.now.nanoseconds))
    call.deadline = deadline
    setDeadline(deadline)
  }

  @inline(never)
  private func agreeOnCompression() {
    if let format = ZlibFormat.of(head.encoding) {
      let decompressor = ZlibDecompressor(format)
      accept(decompressor)
      call.decompressor = decompressor
    }
    let common = head.accepted.intersection(pool.enabledAlgorithms)
    if let format = ZlibFormat.of(common.answer(to: head.encoding)) {
      compressor = ZlibCompressor(format)
      call.compressor = compressor
    }
  }

  override var hasSucceeded: Bool {
    switch outboundEnd {
    case .ok: true
    case .status(let status, _): status.code == .ok
    case .halfClose, nil: false
    }
  }

  override func dataEnd() {
    guard !isInboundOver else {
      if isHeldBack { answerHeldBack() }
      return
    }
    receiveEnd(.halfClosed)
    if gathersUntilEnd { startHandler() }
  }

  // MARK: The handler

  private func startHandler() {
    guard !isHandled, !isOutboundOver else { return }
    isHandled = true
    work.stream = self
    loop.ready(work)
  }

  /// Has a task handle the call; whether there is anything to do: the call may have been over
  /// before a worker had time for it.
  func begin(_ task: HandlerTask) -> Bool {
    guard place != nil, !isOutboundOver else { return false }
    lend(&call) { task.begin($0) }
    return true
  }

  func handlerReturned() {
    isHandled = false
    if place == nil { pool.put(self) }
  }

  // MARK: The response

  override func submit(to connection: HTTP2Connection) {
    isSubmitted = true
    if isTrailersOnly {
      submitEndAlone(to: connection)
    } else if !hasInitialMetadata, !pool.compresses {
      connection.session.submitResponse(stream: self)
    } else {
      submitMetadata(to: connection)
    }
  }

  /// One header block says it all.
  @inline(never)
  private func submitEndAlone(to connection: HTTP2Connection) {
    connection.session.submitResponse(stream: self, hasBody: false) { fields in
      fields.append(constant: ":status", "200")
      fields.append(constant: "content-type", "application/grpc")
      if head.hasUnknownEncoding {
        fields.append(constant: "grpc-accept-encoding", pool.enabledAlgorithms.acceptEncoding)
      }
      fields.appendEnd(outboundEnd)
    }
    resetIfUnread(on: connection)
  }

  @inline(never)
  private func submitMetadata(to connection: HTTP2Connection) {
    connection.session.submitResponse(stream: self, hasBody: true) { fields in
      fields.appendResponse(initialMetadata)
      if pool.compresses {
        fields.appendCompression(compressor?.algorithm, accepted: pool.enabledAlgorithms)
      }
    }
  }

  override func endBody(on connection: HTTP2Connection) -> Bool {
    if isPlainText {
      resetIfUnread(on: connection)
      return false
    }
    if case .ok = outboundEnd {
      connection.session.submitSuccess(stream: id)
    } else {
      submitTrailers(to: connection)
    }
    resetIfUnread(on: connection)
    return true
  }

  @inline(never)
  private func submitTrailers(to connection: HTTP2Connection) {
    connection.session.submitTrailers(stream: id) { $0.appendEnd(outboundEnd) }
  }

  /// A client that goes on sending after its answer is told to stop (RFC 9113 §8.1).
  private func resetIfUnread(on connection: HTTP2Connection) {
    if !hasPeerEnded { connection.resetOnceSent(stream: id) }
  }

  /// Lets the rest of a request come that is no call, so that it is held against HTTP/2's rules,
  /// too: once an answer is out and the stream reset, nothing on it is an error any more. What
  /// comes is dropped.
  private func holdBack() {
    isRefused = true
    isHeldBack = true
    receiveEnd(.failed(RPCError(code: .internalError, message: "the request is no call")))
    setDeadline(
      Deadline(Self.refusalDelay, after: Deadline(nanoseconds: loop.now.nanoseconds)))
  }

  @inline(never)
  private func answerHeldBack() {
    isHeldBack = false
    cancelDeadline()
    guard let refusal = head.refusal(maximumHeaderListBytes: pool.maximumHeaderListBytes) else {
      return
    }
    refuse(refusal)
  }

  /// Answers a request that is no call of a method here; no handler runs.
  @inline(never)
  private func refuse(_ refusal: RequestHead.Refusal) {
    isRefused = true
    guard let connection else { return }
    switch refusal {
    case .status(let status):
      outboundEnd = .status(status, Metadata())
      outboundChanged()
    case .method(let status): refuseMethod(status, on: connection)
    case .http(let code, let status):
      isSubmitted = true
      outboundEnd = .status(status, Metadata())
      connection.session.submitResponse(stream: self, hasBody: false) { fields in
        fields.append(":status", isIndexed: false) { $0.append(utf8: String(code)) }
        fields.append(constant: "content-type", "application/grpc")
        fields.appendStatus(status, Metadata())
      }
      resetIfUnread(on: connection)
      connection.flushLater()
    }
  }

  /// Most often a browser is at the other end: it is told in words.
  private func refuseMethod(_ status: Status, on connection: HTTP2Connection) {
    isSubmitted = true
    isPlainText = true
    outboundEnd = .status(status, Metadata())
    if !head.isHead { outbound.append(utf8: "This server speaks gRPC: \(status.message).\n") }
    connection.session.submitResponse(stream: self, hasBody: !head.isHead) { fields in
      fields.append(constant: ":status", "405")
      fields.append(constant: "allow", "POST")
      fields.append(constant: "content-type", "text/plain; charset=utf-8")
    }
    if head.isHead { resetIfUnread(on: connection) }
    connection.flushLater()
  }

  // MARK: The end

  /// Ends the call from this side: the client is told, the handler cancelled.
  override func cancel(_ error: RPCError) {
    guard let connection, !isOutboundOver else { return }
    isHeldBack = false
    if isSubmitted, outboundCount > 0 {
      // Part of a message may be out: no status can follow it.
      connection.session.reset(stream: id, .cancel)
      connection.flushLater()
    } else {
      outbound.removeAll(keepingAtMost: 0)
      outboundEnd = .status(error.status, error.metadata)
      outboundChanged()
    }
    cancelHandler(error)
  }

  private func cancelHandler(_ error: RPCError) {
    receiveEnd(.failed(error))
    guard isHandled else { return }
    call.cancel()
    work.worker?.cancel()
  }

  override func deadlinePassed() {
    if isHeldBack { return answerHeldBack() }
    cancel(
      RPCError(
        code: .deadlineExceeded, message: "the deadline passed while \(call.descriptor) ran"))
  }

  override func closed(_ error: RPCError?) {
    cancelDeadline()
    if error != nil || !isOutboundOver { breakOff(error) }
    if !isHandled { pool.put(self) }
  }

  @inline(never)
  private func breakOff(_ error: RPCError?) {
    cancelHandler(error ?? RPCError(code: .cancelled, message: "the client reset the stream"))
  }
}

extension ServerMethod {
  /// The method of a stream that has none yet.
  fileprivate static let none = ServerMethod(
    MethodDescriptor(fullyQualifiedService: "", method: ""))
}

extension PeerNames {
  /// The ends of a stream that is on no connection yet.
  fileprivate static let unknown = PeerNames { ("", "") }
}
