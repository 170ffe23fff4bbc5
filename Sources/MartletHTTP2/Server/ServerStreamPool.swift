internal import MartletCore
internal import MartletEventLoop

/// The streams of one loop that no call uses, and what all of them need to know of their server.
///
/// A stream is used again only if nobody else holds it: a handler may have kept its writer, which
/// must not write into a stranger's call.
final class ServerStreamPool {
  private let loop: EventLoop
  private let table: MethodTable
  /// The limits of every stream.
  let limits: CallStream.Limits
  /// The most bytes of a request's headers.
  let maximumHeaderListBytes: UInt32
  /// What messages may be compressed with.
  let enabledAlgorithms: CompressionAlgorithmSet
  /// Whether that is anything at all.
  let compresses: Bool
  /// Judges calls by who makes them, if anybody does.
  let authorize: HTTP2ServerTransport.TransportSecurity.TLS.Authorize?
  /// The method that was called last, which is likely to be called next.
  @exclusivity(unchecked) private var recentMethod: ServerMethod?
  @exclusivity(unchecked) private var recentPath = MessageBuffer()
  @exclusivity(unchecked) private var idle: [HTTP2ServerStream] = []
  @exclusivity(unchecked) private var isClosed = false

  /// Streams kept for calls to come.
  private static let maximumIdle = 1024

  init(
    loop: EventLoop, table: MethodTable,
    authorize: HTTP2ServerTransport.TransportSecurity.TLS.Authorize?,
    config: HTTP2ServerTransport.Config
  ) {
    self.authorize = authorize
    self.loop = loop
    self.table = table
    limits = config.limits
    enabledAlgorithms = config.compression.enabledAlgorithms
    compresses = enabledAlgorithms.compresses
    maximumHeaderListBytes = config.settings.maximumHeaderListBytes
  }

  // MARK: Methods

  /// Has the call be one of the method with this path; whether there is such a method.
  func settle(path: UnsafeRawBufferPointer, of call: ServerCall) -> Bool {
    if !path.equals(recentPath) {
      guard let method = table.method(forPath: path) else { return false }
      recentMethod = method
      recentPath.removeAll(keepingAtMost: 0)
      recentPath.append(path)
    }
    guard let recentMethod else { return false }
    if !call.isAt(recentMethod) { call.take(recentMethod) }
    return true
  }

  func unimplemented(path: UnsafeRawBufferPointer) -> Status { table.unimplemented(path: path) }

  // MARK: Streams

  func take() -> HTTP2ServerStream {
    while var stream = idle.popLast() {
      if isKnownUniquelyReferenced(&stream) {
        lend(&stream) { $0.reset() }
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
