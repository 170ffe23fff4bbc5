import Synchronization

/// The streams of one intercepted call: usually one, more if it is made again or hedged.
final class Attempts: Sendable {
  private struct State {
    var streams: [CallStream] = []
    var isCancelled = false
    /// What to do when the call is over.
    var endings: [@Sendable () -> Void] = []
  }

  private let state = Mutex(State())

  /// Takes a stream that has begun; cancels it if that was asked for already.
  func add(_ stream: CallStream) {
    let isCancelled = state.withLock { state in
      state.streams.append(stream)
      return state.isCancelled
    }
    if isCancelled { stream.requestCancellation() }
  }

  /// Has `body` called once nobody listens any more.
  func whenOver(_ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.endings.append(body) }
  }

  /// Has `throttle` told how the call ended that is carried by `stream`, once nobody listens any
  /// more.
  func tell(_ throttle: RetryThrottle?, of stream: CallStream, _ mendable: StatusCodeSet) {
    guard let throttle else { return }
    whenOver { stream.perform { throttle.heed(stream.inboundEnd, mendable) } }
  }

  /// The caller's task was cancelled.
  func cancel() {
    let streams = state.withLock { state in
      state.isCancelled = true
      return state.streams
    }
    for stream in streams { stream.requestCancellation() }
  }

  /// Nobody listens any more.
  func abandon() {
    let (streams, endings) = state.withLock { ($0.streams, $0.endings) }
    for ending in endings { ending() }
    for stream in streams { stream.abandon() }
  }
}
