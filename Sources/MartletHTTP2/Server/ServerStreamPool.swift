internal import MartletEventLoop

/// The streams of one loop that no call uses.
///
/// A stream is used again only if nobody else holds it: a handler may have kept its writer, which
/// must not write into a stranger's call.
final class ServerStreamPool {
  private let loop: EventLoop
  private var idle: [HTTP2ServerStream] = []
  private var isClosed = false

  /// Streams kept for calls to come.
  private static let maximumIdle = 1024

  init(loop: EventLoop) { self.loop = loop }

  func take() -> HTTP2ServerStream {
    while var stream = idle.popLast() {
      if isKnownUniquelyReferenced(&stream) {
        stream.reset()
        return stream
      }
    }
    return HTTP2ServerStream(pool: self, loop: loop)
  }

  func put(_ stream: HTTP2ServerStream) {
    if !isClosed, idle.count < Self.maximumIdle { idle.append(stream) }
  }

  /// Lets go of the streams, which hold on to their pool.
  func close() {
    isClosed = true
    idle.removeAll()
  }
}
