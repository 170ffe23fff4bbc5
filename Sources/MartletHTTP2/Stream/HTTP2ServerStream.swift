internal import MartletCore
internal import MartletEventLoop

/// A call that a server answers.
///
/// The head of the request is judged when its header block is complete; a handler starts then if
/// it reads a stream, and otherwise when the request has ended, so that it finds its message
/// there. Streams are used again: a call allocates nothing in the steady state.
final class HTTP2ServerStream: HTTP2Stream, @unchecked Sendable {
  /// Kept: a handler may go on for a while after its server has ended.
  private let pool: ServerStreamPool
  private var head = RequestHead()
  private(set) var call: ServerCall
  private var method: ServerMethod?
  private var work: HandlerWork?
  /// The connection, as what it is; `nil` once the stream is closed.
  var server: ServerConnection?
  private var isHandled = false
  private var isRefused = false

  init(pool: ServerStreamPool, loop: EventLoop) {
    self.pool = pool
    call = ServerCall(
      descriptor: .none, peers: PeerNames { ("", "") }, clock: LoopCallClock(loop: loop))
    super.init(loop: loop)
  }

  override func reset() {
    super.reset()
    head = RequestHead()
    method = nil
    isHandled = false
    isRefused = false
    if isKnownUniquelyReferenced(&call) {
      call.reset()
    } else {
      call = ServerCall(
        descriptor: .none, peers: PeerNames { ("", "") }, clock: LoopCallClock(loop: loop))
    }
  }

  // MARK: The request

  override func header(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    guard head.add(name: name, value: value, to: call.headers), let server else { return }
    method = server.method(forPath: value)
    if method == nil { head.unknownPath = server.unimplemented(path: value) }
  }

  override func headersEnd(endsStream: Bool) {
    guard !isHandled, !isRefused, inboundEnd == nil, let server else { return }
    if head.isComplete {
      // A second header block is the trailers of the request, which gRPC does not use.
      if endsStream { dataEnd() }
      return
    }
    head.isComplete = true
    if let refusal = head.refusal(maximumHeaderListBytes: server.maximumHeaderListBytes) {
      refuse(refusal)
      return
    }
    guard let method else { return }
    begin(method, on: server)
    if endsStream { dataEnd() }
  }

  private func begin(_ method: ServerMethod, on server: ServerConnection) {
    call.descriptor = method.descriptor
    call.peers = server.peers
    limits = server.streamLimits
    if let timeout = head.timeout {
      let deadline = Deadline(timeout, after: Deadline(nanoseconds: loop.now.nanoseconds))
      call.deadline = deadline
      setDeadline(deadline)
    }
    gathersUntilEnd = !method.isRequestStreaming
    if method.isRequestStreaming { startHandler() }
  }

  override func dataEnd() {
    guard inboundEnd == nil else { return }
    receiveEnd(.halfClosed)
    if gathersUntilEnd { startHandler() }
  }

  // MARK: The handler

  private func startHandler() {
    guard !isHandled, outboundEnd == nil else { return }
    isHandled = true
    let work = work ?? HandlerWork()
    self.work = work
    work.stream = self
    loop.ready(work)
  }

  fileprivate func handle() async {
    // A call that is over before a worker had time for it needs no handler any more.
    if let method, connection != nil, outboundEnd == nil { await method.serve(self, for: call) }
    if loop.isCurrent {
      handlerReturned()
    } else {
      loop.execute { self.handlerReturned() }
    }
  }

  private func handlerReturned() {
    isHandled = false
    work?.stream = nil
    if connection == nil { recycle() }
  }

  // MARK: The response

  override func submit(to connection: HTTP2Connection) {
    isSubmitted = true
    if case .status(let status, let trailing) = outboundEnd, outbound.isEmpty,
      initialMetadata.isEmpty
    {
      // Trailers-only: one header block says it all.
      connection.session.submitResponse(stream: id, hasBody: false) { fields in
        fields.append(":status", "200")
        fields.append("content-type", "application/grpc")
        fields.appendStatus(status, trailing)
      }
      resetIfUnread(on: connection)
    } else {
      connection.session.submitResponse(stream: id, hasBody: true) { fields in
        fields.appendResponse(initialMetadata)
      }
    }
  }

  override func endBody(on connection: HTTP2Connection) -> Bool {
    guard case .status(let status, let trailing) = outboundEnd else { return false }
    connection.session.submitTrailers(stream: id) { $0.appendStatus(status, trailing) }
    resetIfUnread(on: connection)
    return true
  }

  /// A client that goes on sending after its answer is told to stop (RFC 9113 §8.1).
  private func resetIfUnread(on connection: HTTP2Connection) {
    if inboundEnd == nil { connection.resetOnceSent(stream: id) }
  }

  /// Answers a request that is no call of a method here; no handler runs.
  private func refuse(_ refusal: RequestHead.Refusal) {
    isRefused = true
    guard let connection else { return }
    switch refusal {
    case .status(let status):
      outboundEnd = .status(status, Metadata())
      outboundChanged()
    case .http(let code, let status):
      isSubmitted = true
      outboundEnd = .status(status, Metadata())
      connection.session.submitResponse(stream: id, hasBody: false) { fields in
        fields.append(":status", isIndexed: false) { $0.append(utf8: String(code)) }
        if code == 405 { fields.append("allow", "POST") }
        fields.append("content-type", "application/grpc")
        fields.appendStatus(status, Metadata())
      }
      resetIfUnread(on: connection)
      connection.flushLater()
    }
  }

  // MARK: The end

  /// Ends the call from this side: the client is told, the handler cancelled.
  override func cancel(_ error: RPCError) {
    guard let connection, outboundEnd == nil else { return }
    if isSubmitted, !outbound.isEmpty {
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
    work?.worker?.cancel()
  }

  override func deadlinePassed() {
    cancel(
      RPCError(
        code: .deadlineExceeded, message: "the deadline passed while \(call.descriptor) ran"))
  }

  override func closed(_ error: RPCError?) {
    server = nil
    cancelDeadline()
    if let error {
      cancelHandler(error)
    } else if outboundEnd == nil {
      cancelHandler(RPCError(code: .cancelled, message: "the client reset the stream"))
    }
    if !isHandled { recycle() }
  }

  private func recycle() { pool.put(self) }
}

/// Runs a stream's handler on a worker of the loop; keeps the stream alive meanwhile.
private final class HandlerWork: ReadyWork, @unchecked Sendable {
  var stream: HTTP2ServerStream?

  override func run() async { await stream?.handle() }
}

extension MethodDescriptor {
  /// The method of a stream that has none yet.
  fileprivate static let none = MethodDescriptor(fullyQualifiedService: "", method: "")
}
