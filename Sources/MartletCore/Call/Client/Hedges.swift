/// The attempts at one hedged call.
///
/// ```
///   due ─▶ begun ─▶ under way ─┬─ answered ──────────▶ the call; the others are cancelled
///     ▲                        ├─ failed for good ───▶ the call's failure; the same
///     └──── now, or later ─────┴─ failed otherwise ──▶ the call's failure if it was the last
/// ```
struct Hedges<Request: Sendable, Response: Sendable> {
  /// What the call waits for.
  enum Event: Sendable {
    /// The response of an attempt has begun, or taken its place by an error.
    case answered(Int, StreamingClientResponse<Response>)
    /// A pause is over.
    case due
    /// The request is committed to an attempt.
    case committed
  }

  private struct Attempt {
    let stream: CallStream
    let peers: CallPeers
  }

  private let call: RepeatableCall<Request>
  private let peers: CallPeers
  private var schedule: HedgingSchedule
  /// The moment for which a pause is being made.
  private var awaited: Duration?
  /// By their numbers in the replay.
  private var underWay: [Int: Attempt] = [:]
  private var lastFailure = StreamingClientResponse<Response>(
    error: RPCError(code: .internalError, message: "the request cannot be sent"))

  /// The attempt that was answered.
  private(set) var answered: CallStream?

  /// Creates the attempts of a call of which none has begun.
  ///
  /// - Parameter peers: What is told where the attempt went that counts.
  init(
    _ policy: HedgingPolicy, _ call: RepeatableCall<Request>, _ throttle: RetryThrottle?,
    _ peers: CallPeers
  ) {
    self.call = call
    self.peers = peers
    schedule = HedgingSchedule(
      policy, throttle: throttle, timeout: call.context.options.timeout)
  }

  /// What the call fails with, if it has: no attempt is under way, nor will be.
  var failure: StreamingClientResponse<Response>? {
    underWay.isEmpty && schedule.due == nil ? lastFailure : nil
  }

  /// Begins the attempts that are due, each by `begin`, and hands them to `isBegun`.
  mutating func beginAttempts(
    by begin: (StreamingClientRequest<Request>, ClientContext, CallPeers) throws(RPCError) ->
      CallStream,
    isBegun: (Int, CallStream) -> Void
  ) {
    while let previous = schedule.begin(at: call.elapsed) {
      // Whether there is any time for the first, the transport sees.
      guard let context = previous == 0 ? call.context : call.context(after: .zero),
        let number = call.replay.begin()
      else { return schedule.stop() }
      let peers = CallPeers()
      do {
        let request = call.request(attempt: number, previous: previous)
        let stream = try begin(request, context, peers)
        underWay[number] = Attempt(stream: stream, peers: peers)
        isBegun(number, stream)
      } catch {
        call.replay.end(number)
        lastFailure = StreamingClientResponse(error: error)
        return schedule.stop()
      }
    }
  }

  /// The pause to make until another attempt is due; `nil` if that is being made already, or there
  /// will be no other.
  mutating func takePause() -> Duration? {
    guard let due = schedule.due, due != awaited else { return nil }
    awaited = due
    return min(due - call.elapsed, Self.maximumPause)
  }

  /// Longer than anybody waits, and no longer than tasks can sleep.
  private static var maximumPause: Duration { .nanoseconds(Int64.max) }

  /// Heeds an event; the response of the call if it has one now.
  mutating func heed(_ event: Event) -> StreamingClientResponse<Response>? {
    switch event {
    case .answered(let number, let response): return heed(response, of: number)
    case .due: awaited = nil
    case .committed:
      for (number, attempt) in underWay where !call.replay.isUnderWay(number) {
        attempt.stream.abandon()
        underWay[number] = nil
      }
    }
    return nil
  }

  private mutating func heed(
    _ response: StreamingClientResponse<Response>, of number: Int
  ) -> StreamingClientResponse<Response>? {
    guard let attempt = underWay.removeValue(forKey: number) else { return nil }
    switch response.accepted {
    case .success:
      guard call.replay.commit(to: number) else {
        attempt.stream.abandon()
        return nil
      }
      answered = attempt.stream
      peers.names = attempt.peers.names
      return response
    case .failure(let error):
      guard call.replay.end(number) else { return nil }
      lastFailure = response
      peers.names = attempt.peers.names
      guard schedule.goesOn(after: error, at: call.elapsed) else { return response }
      if !call.replay.isWhole { schedule.stop() }
      return nil
    }
  }

  /// Cancels the attempts that are under way.
  mutating func cancel() {
    for attempt in underWay.values { attempt.stream.abandon() }
    underWay = [:]
  }
}
