internal import MartletCore
internal import MartletEventLoop
internal import MartletTLS

/// What a server has on one loop: a listener, its connections and the streams kept for them.
///
/// Confined to the loop, but for ``listen(on:handingOutTo:)`` and ``stop(gracefully:)``, which
/// may be called from anywhere.
final class ServerLoop: @unchecked Sendable {
  // Sendable: confined to `loop`.
  let loop: EventLoop
  let pool: ServerStreamPool
  /// What secures connections; `nil` in plaintext.
  let endpoint: (any SecureEndpoint)?

  let config: HTTP2ServerTransport.Config
  private let onEnd: @Sendable () -> Void
  /// What identifies the listener.
  let listenerIdentifier = InspectionIdentifier.next()
  private(set) var listener: Listener?
  private(set) var connections: [ObjectIdentifier: ServerConnection] = [:]
  /// Has connections give memory back that are idle.
  private(set) lazy var rests = ConnectionRests(loop: loop)
  /// The calls of connections that are no more.
  private(set) var past = PastCalls()
  private var share: [ServerLoop] = []
  private var nextShare = 0
  private var isStopping = false
  private var hasEnded = false
  private var isSpinning = false
  private var graceTimer: GraceTimer?

  init(
    loop: EventLoop, table: MethodTable, security: ServerSecurity,
    config: HTTP2ServerTransport.Config, onEnd: @escaping @Sendable () -> Void
  ) {
    self.loop = loop
    self.config = config
    self.onEnd = onEnd
    endpoint = security.endpoint
    pool = ServerStreamPool(
      loop: loop, table: table, authorize: security.authorize, config: config)
  }

  // MARK: Accepting

  /// Accepts connections of `listener` from now on, and hands them out to `share` in turn.
  func listen(on listener: Listener, handingOutTo share: [ServerLoop]) async throws {
    try await withCheckedThrowingContinuation { continuation in
      loop.execute {
        self.share = share
        self.listener = listener
        continuation.resume(
          with: Result {
            try listener.start(on: self.loop) { [weak self] socket in self?.accepted(socket) }
          })
      }
    }
  }

  private func accepted(_ socket: Socket) {
    let target = share[nextShare % share.count]
    nextShare &+= 1
    if target === self {
      open(socket)
    } else {
      target.loop.execute { target.open(socket) }
    }
  }

  private func open(_ socket: Socket) {
    guard !isStopping else {
      socket.close()
      return
    }
    // If one connection cannot be had, for want of memory or descriptors, the others go on.
    let connection: ServerConnection
    do {
      connection = try ServerConnection(
        socket: socket, secure: try endpoint?.makeStream(name: nil, on: loop), owner: self)
    } catch {
      socket.close()
      return
    }
    connections[ObjectIdentifier(connection)] = connection
    do {
      try connection.open()
      connection.startHandshakeTimer()
    } catch {
      connection.close(connection.lost("\(error)"))
    }
  }

  /// Has the loop spin while it serves, if that is asked for.
  func startSpinning() {
    guard config.spinTime > .zero else { return }
    loop.execute {
      guard !self.hasEnded, !self.isSpinning else { return }
      self.isSpinning = true
      self.loop.spin(for: self.config.spinTime.wholeNanoseconds)
    }
  }

  func didClose(_ connection: ServerConnection) {
    // The connection may be in the middle of a callback of the loop: keep it until that is over.
    loop.execute {
      self.connections[ObjectIdentifier(connection)] = nil
      self.past.add(connection.tally, now: self.loop.now)
      self.endIfDone()
    }
  }

  // MARK: Shutdown

  /// Accepts no more; lets calls finish, or ends them at once.
  func stop(gracefully: Bool) {
    loop.execute {
      self.beginStop()
      if !gracefully { self.graceOver() }
      self.endIfDone()
    }
  }

  private func beginStop() {
    guard !isStopping else { return }
    isStopping = true
    listener?.close()
    listener = nil
    for connection in connections.values { connection.beginDrain() }
    let timer = GraceTimer(self)
    graceTimer = timer
    loop.schedule(
      timer, at: loop.now.advanced(by: config.shutdownGracePeriod.wholeNanoseconds))
  }

  /// Time for the last statuses to leave, once calls have been cancelled.
  private static let farewellNanoseconds: Int64 = 1_000_000_000

  /// The first time, ends calls; the second time, connections that have not gone since.
  fileprivate func graceOver() {
    guard !hasEnded else { return }
    guard let graceTimer, !graceTimer.isFarewell else {
      for connection in connections.values { connection.close(connection.lost("shut down")) }
      return
    }
    for connection in connections.values { connection.cancelStreams() }
    graceTimer.isFarewell = true
    loop.cancel(graceTimer)
    loop.schedule(graceTimer, at: loop.now.advanced(by: Self.farewellNanoseconds))
  }

  private func endIfDone() {
    guard isStopping, connections.isEmpty, !hasEnded else { return }
    hasEnded = true
    if let graceTimer { loop.cancel(graceTimer) }
    graceTimer = nil
    rests.stop()
    if isSpinning { loop.stopSpinning(for: config.spinTime.wholeNanoseconds) }
    share = []
    pool.close()
    onEnd()
  }
}

/// Ends the grace period of a shutdown.
private final class GraceTimer: LoopTimer, @unchecked Sendable {
  private unowned let owner: ServerLoop
  var isFarewell = false

  init(_ owner: ServerLoop) {
    self.owner = owner
    super.init()
  }

  override func fire() { owner.graceOver() }
}
