import Synchronization

// How a client's call begins, waits and ends.
extension CallStream {
  /// Tells a transport that begins the call on the stream's executor whether to go on: not if the
  /// caller's task was cancelled meanwhile, or its producer has failed, in which case the call has
  /// ended. Local.
  public final func willStart() -> Bool {
    isStarted = true
    if cancellationRequested.load(ordering: .acquiring) {
      receiveEnd(.failed(.cancelledByTask))
    } else if let earlyFailure {
      receiveEnd(.failed(earlyFailure))
    }
    return inboundEnd == nil
  }

  /// Ends the call with `error`, at once or as soon as it begins: until then the caller has not
  /// said whom to wake. Local.
  final func fail(with error: RPCError) {
    if isStarted { cancel(error) } else { earlyFailure = error }
  }

  /// Asks for the end of the call because the caller's task was cancelled; any thread.
  final func requestCancellation() {
    cancellationRequested.store(true, ordering: .releasing)
    perform {
      // A call that has not begun finds the flag when it does.
      if self.isStarted { self.cancel(.cancelledByTask) }
    }
  }

  /// Makes a call of one message each way. Apart from the client, whose type a generated client
  /// does not know, so that it is compiled for the messages.
  @inlinable
  final func unary<Request: Sendable, Response: Sendable>(
    _ message: Request, _ serializer: some MessageSerializer<Request>,
    _ deserializer: some MessageDeserializer<Response>
  ) async throws -> Response {
    try append(message, with: serializer)
    await runUnary()
    let response = try takeMessage(deserializer)
    recycle()
    return response
  }

  /// Ends the request after what has been written, begins the call, and returns once it has ended.
  ///
  /// From then on the stream belongs to the caller.
  @inlinable @inline(__always)
  final func runUnary() async {
    endRequest()
    await runToEnd()
  }

  @usableFromInline
  final func endRequest() {
    outboundEnd = .halfClose
    gathersUntilEnd = true
  }

  /// Begins the call and returns once it has ended and everything has arrived.
  ///
  /// From then on the stream belongs to the caller.
  ///
  // Inlined: each frame that goes on after an `await` has to look at its executor anew.
  @inlinable @inline(__always)
  final func runToEnd() async {
    // Compilers before 6.4 have left the actor where this matters, later ones have not.
    let holdsActor = isActor(#isolation)
    await Waiter.suspend(for: self, unless: { !holdsActor && runInPlace() }) {
      start(waking: $0)
    }
  }

  /// Begins the call and has the executor's turns taken until it has ended; `false` if it has not.
  @usableFromInline
  final func runInPlace() -> Bool {
    guard isLocal else { return false }
    isBegun = true
    start()
    return turn { inboundEnd != nil }
  }

  @usableFromInline
  final func start(waking waiter: Waiter) {
    reader = waiter
    if isBegun {
      if inboundEnd != nil { resumeReader() }
    } else {
      start()
    }
  }

  /// The response of one message. After the end of the call.
  final func takeResponse<Output: MessageDeserializer>(
    _ output: Output
  ) -> ClientResponse<Output.Message> where Output.Message: Sendable {
    do {
      try checkSuccess()
    } catch {
      return failed(error)
    }
    do {
      return ClientResponse(
        message: try takeOnlyMessage(output), metadata: responseMetadata ?? [:],
        trailingMetadata: inboundEnd?.trailingMetadata ?? [:])
    } catch {
      return failed(RPCError(thrown: error, during: "reading the response"))
    }
  }

  private func failed<Message>(_ error: RPCError) -> ClientResponse<Message> {
    guard let responseMetadata else { return ClientResponse(error: error) }
    return ClientResponse(metadata: responseMetadata, error: error)
  }

  /// The only message of the response: the fast way where nobody asks for metadata.
  @inlinable
  final func takeMessage<Output: MessageDeserializer>(
    _ output: Output
  ) throws -> Output.Message {
    try checkSuccess()
    return try takeOnlyMessage(output)
  }

  /// Throws what the call failed with, if it did. After its end.
  @usableFromInline
  final func checkSuccess() throws(RPCError) {
    // Most often: without copying what the end says.
    if lend(&inboundEnd, to: { $0?.isSuccess ?? false }) { return }
    switch inboundEnd {
    case .status(let status, let trailing):
      if let error = RPCError(status: status, metadata: trailing) { throw error }
    case .failed(let error): throw error
    case .ok: return
    case .halfClosed, nil:
      throw RPCError(code: .internalError, message: "the call has not ended")
    }
  }

  /// The response of a stream, as soon as its initial metadata or its end is there.
  final func streamingResponse<Output: MessageDeserializer>(
    _ output: Output
  ) async -> StreamingClientResponse<Output.Message> where Output.Message: Sendable {
    while true {
      let (metadata, end) = await withStream { ($0.responseMetadata, $0.inboundEnd) }
      if metadata == nil, case .failed(let error) = end { return .init(error: error) }
      if metadata == nil, case .status(let status, let trailing) = end,
        let error = RPCError(status: status, metadata: trailing)
      {
        return .init(error: error)
      }
      if metadata != nil || end != nil {
        let parts = RPCAsyncSequence(source: BodyParts(call: self, deserializer: output))
        var contents = StreamingClientResponse<Output.Message>.Contents(
          metadata: metadata ?? [:], bodyParts: parts)
        contents.direct = RPCAsyncSequence(
          source: DecodedMessages(call: self, deserializer: output))
        return .init(accepted: .success(contents))
      }
      do {
        try await waitForInbound(metadataSuffices: true)
      } catch {
        return .init(error: .cancelledByTask)
      }
    }
  }
}

extension CallStream: CancellationListener {
  @usableFromInline
  func taskCancelled() { requestCancellation() }
}

extension RPCError {
  /// The task that made the call, or that reads or writes for it, was cancelled.
  static let cancelledByTask = RPCError(
    code: .cancelled, message: "the task of the call was cancelled")
}

/// The messages of a response, then its trailing metadata.
private final class BodyParts<Output: MessageDeserializer>:
  RPCMessageSource<
    StreamingClientResponse<Output.Message>.Contents.BodyPart, any Error
  >, @unchecked Sendable
where Output.Message: Sendable {
  // Sendable: read by one task at a time, as RPCAsyncSequence demands.
  typealias Part = StreamingClientResponse<Output.Message>.Contents.BodyPart

  private let call: CallStream
  private let deserializer: Output
  private let isFinished = Atomic<Bool>(false)

  init(call: CallStream, deserializer: Output) {
    self.call = call
    self.deserializer = deserializer
  }

  override func next() async throws -> Part? {
    if isFinished.load(ordering: .relaxed) { return nil }
    if let message = try await call.nextMessage(deserializer) { return .message(message) }
    isFinished.store(true, ordering: .relaxed)
    let trailing = await call.withStream { $0.inboundEnd?.trailingMetadata ?? [:] }
    return .trailingMetadata(trailing)
  }
}

/// Whether a function's isolation is an actor, which must be left while it waits.
// Not inlined: the compiler would crash (6.3).
@usableFromInline
@inline(never)
func isActor(_ isolation: (any Actor)?) -> Bool { isolation != nil }
