/// A call that may take several attempts, and what they share.
struct RepeatableCall<Request: Sendable> {
  /// The messages of a request that are kept for another attempt. With more, there will be none.
  static var maximumReplayedMessages: Int { 16 }

  static var previousAttempts: String { "grpc-previous-rpc-attempts" }

  /// What interceptors and the caller have made of the call.
  let context: ClientContext
  /// The metadata of the request.
  let metadata: Metadata
  /// The messages of the request.
  let replay = RequestReplay<Request>(maximumMessages: maximumReplayedMessages)

  private let began = ContinuousClock.now

  init(_ metadata: Metadata, _ context: ClientContext) {
    self.metadata = metadata
    self.context = context
  }

  /// The time since the call began.
  var elapsed: Duration { ContinuousClock.now - began }

  /// The request of one attempt.
  ///
  /// - Parameters:
  ///   - attempt: Its number in the replay.
  ///   - previous: The number of attempts before it, which the server is told (gRFC A6).
  func request(attempt: Int, previous: Int) -> StreamingClientRequest<Request> {
    var metadata = metadata
    if previous > 0 {
      metadata.replaceOrAddString("\(previous)", forKey: Self.previousAttempts)
    }
    return StreamingClientRequest(metadata: metadata) { [replay] writer in
      try await replay.send(attempt: attempt, to: writer)
    }
  }

  /// The context of an attempt that begins after `pause`; `nil` if there is no time for it.
  ///
  /// All attempts together have the time that one would have.
  func context(after pause: Duration = .zero) -> ClientContext? {
    guard let timeout = context.options.timeout else { return context }
    let left = timeout - elapsed - pause
    guard left > .zero else { return nil }
    var context = context
    context.options.timeout = left
    return context
  }
}
