internal import MartletCore
import Synchronization

/// Streams of calls that are over, for others.
struct SpareStreams {
  private var streams: [HTTP2ClientStream] = []

  /// Streams to keep.
  private static let maximum = 256

  /// A stream that nobody uses, if there is one.
  mutating func take() -> HTTP2ClientStream? {
    while var stream = streams.popLast() {
      // Whoever had it may have kept it, to cancel it late for example.
      if isKnownUniquelyReferenced(&stream) {
        lend(&stream) { $0.reset() }
        return stream
      }
    }
    return nil
  }

  /// Keeps a stream that has served.
  mutating func keep(_ stream: HTTP2ClientStream) {
    if streams.count < Self.maximum { streams.append(stream) }
  }
}

/// The same for calls that are made off their loop, by any thread. The loop may not be through yet
/// with a stream whose caller is: it holds the stream until then, so that it is not taken.
final class SharedSpareStreams: Sendable {
  private let streams = Mutex(SpareStreams())

  func take() -> HTTP2ClientStream? { streams.withLock { $0.take() } }

  func keep(_ stream: HTTP2ClientStream) { streams.withLock { $0.keep(stream) } }
}
