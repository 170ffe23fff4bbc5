import Synchronization

/// Ends streams when a server begins to shut down.
final class ShutdownSignal: Sendable {
  typealias Stream = AsyncStream<Void>.Continuation

  private struct State {
    var streams: [Int: Stream] = [:]
    var nextStream = 0
    var isSent = false
  }

  private let state = Mutex(State())

  /// Has a stream end with the signal, at once if it was sent before.
  ///
  /// - Returns: What ``remove(_:)`` wants.
  func add(_ stream: Stream) -> Int {
    let (number, isSent) = state.withLock { state in
      state.nextStream += 1
      if !state.isSent { state.streams[state.nextStream] = stream }
      return (state.nextStream, state.isSent)
    }
    if isSent { stream.finish() }
    return number
  }

  /// Forgets a stream.
  func remove(_ number: Int) { _ = state.withLock { $0.streams.removeValue(forKey: number) } }

  /// Ends the streams.
  func send() {
    let streams = state.withLock { state in
      state.isSent = true
      defer { state.streams = [:] }
      return state.streams
    }
    for stream in streams.values { stream.finish() }
  }
}
