internal import MartletCore
internal import MartletEventLoop
internal import MartletTLS

/// A client's way to its target on one loop: connects when there is something to send, holds calls
/// back until it is connected, and paces its attempts after failures.
///
/// ```
///            call                 settings came
///   idle ─────────▶ connecting ───────────────▶ ready ──┐ GOAWAY, or lost
///     ▲                │ ▲                              │
///     │   every address│ │ time is up, and calls wait   │
///     │          failed▼ │                              │
///     │              pausing                            │
///     └─────────────────────────────────────────────────┘
/// ```
///
/// Confined to its loop, but for ``shutDown(gracefully:)``.
final class Channel: @unchecked Sendable {
  // Sendable: confined to `loop`, which is also why exclusivity need not be checked.
  let loop: EventLoop

  private enum State {
    case idle
    case connecting(Connector)
    case ready(ClientConnection)
    case pausing(until: LoopInstant, RPCError)
    case stopped
  }

  /// The `:authority` of every request.
  let authority: String

  private let target: ConnectionTarget
  private let config: HTTP2ClientTransport.Config
  private let security: ChannelSecurity?
  private let onEnd: (Channel) -> Void
  @exclusivity(unchecked) private var state = State.idle
  /// Calls that wait for a connection.
  private var waiting: [HTTP2ClientStream] = []
  /// Connections that carry calls, the current one among them.
  private(set) var connections: [ObjectIdentifier: ClientConnection] = [:]
  /// What identifies the channel.
  let identifier = InspectionIdentifier.next()
  /// The calls of connections that are no more, and those that never had one.
  private(set) var past = PastCalls()
  private var pace: ConnectionPace
  /// How connections are watched over.
  private(set) var life: ConnectionLife
  private var timer: PauseTimer?
  private var isStopping = false

  init(
    target: ConnectionTarget, security: ChannelSecurity?, config: HTTP2ClientTransport.Config,
    loop: EventLoop, onEnd: @escaping (Channel) -> Void
  ) {
    self.target = target
    self.security = security
    authority = config.authority ?? security?.authority ?? target.authority
    self.config = config
    self.loop = loop
    self.onEnd = onEnd
    pace = ConnectionPace(config.backoff)
    life = config.connection.life
    if config.spinTime > .zero { loop.spin(for: config.spinTime.wholeNanoseconds) }
  }

  // MARK: Calls

  /// Sends the call, or keeps it until there is a connection.
  func begin(_ stream: HTTP2ClientStream) {
    switch state {
    case .ready(let connection):
      connection.begin(stream)
    case .idle:
      waiting.append(stream)
      connect()
    case .connecting:
      waiting.append(stream)
    case .pausing(let until, let error):
      if stream.waitsForReady {
        waiting.append(stream)
        resumeAfterPause(until)
      } else {
        fail(stream, error.withNextAttempt(in: until, now: loop.now))
      }
    case .stopped:
      fail(stream, RPCError(code: .unavailable, message: "the client has been shut down"))
    }
  }

  /// Ends a call for which there is no connection.
  private func fail(_ stream: HTTP2ClientStream, _ error: RPCError) {
    past.addFailed()
    stream.receiveEnd(.failed(error))
  }

  /// Takes back a call that waits; whether it did.
  func forget(_ stream: HTTP2ClientStream) -> Bool {
    guard let index = waiting.firstIndex(where: { $0 === stream }) else { return false }
    waiting.remove(at: index)
    past.addFailed()
    endIfDone()
    return true
  }

  // MARK: Streams

  /// Streams of calls that are over, for others: of those that were made on this loop.
  @exclusivity(unchecked) private var spare: [HTTP2ClientStream] = []
  /// Streams to keep.
  private static let maximumSpare = 256

  /// A stream that nobody uses, if there is one.
  func spareStream() -> HTTP2ClientStream? {
    while var stream = spare.popLast() {
      // Whoever had it may have kept it, to cancel it late for example.
      if isKnownUniquelyReferenced(&stream) {
        lend(&stream) { $0.reset() }
        return stream
      }
    }
    return nil
  }

  /// Keeps a stream that has served.
  func keep(_ stream: HTTP2ClientStream) {
    if spare.count < Self.maximumSpare { spare.append(stream) }
  }

  // MARK: Connecting

  private func connect() {
    let connector = Connector(target: target, timeout: config.connectTimeout, loop: loop)
    state = .connecting(connector)
    connector.start(
      opening: { socket in try self.open(socket) },
      completion: { result in self.connected(result) })
  }

  /// Speaks HTTP/2 on a socket that has connected.
  private func open(_ socket: Socket) throws -> ClientConnection {
    let secure = try security?.makeStream(for: authority, on: loop)
    let connection = try ClientConnection(
      socket: socket, secure: secure, channel: self, settings: config.settings, loop: loop)
    connections[ObjectIdentifier(connection)] = connection
    do {
      try connection.open()
    } catch {
      connections[ObjectIdentifier(connection)] = nil
      throw error
    }
    return connection
  }

  private func connected(_ result: Result<ClientConnection, RPCError>) {
    guard case .connecting = state else { return }
    switch result {
    case .success(let connection):
      pace.reset()
      state = .ready(connection)
      let calls = waiting
      waiting = []
      for call in calls { connection.begin(call) }
      if isStopping { connection.closeWhenIdle() }
    case .failure(let error):
      let until = loop.now.advanced(by: pace.nextPauseNanoseconds())
      state = .pausing(until: until, error)
      failWaiting(with: error.withNextAttempt(in: until, now: loop.now))
      if !waiting.isEmpty { resumeAfterPause(until) }
    }
    endIfDone()
  }

  /// Fails the calls that do not want to wait until there is a connection.
  private func failWaiting(with error: RPCError) {
    let calls = waiting
    waiting = calls.filter(\.waitsForReady)
    for call in calls where !call.waitsForReady { fail(call, error) }
  }

  private func resumeAfterPause(_ until: LoopInstant) {
    guard timer == nil else { return }
    let timer = PauseTimer(self)
    self.timer = timer
    loop.schedule(timer, at: until)
  }

  fileprivate func pauseIsOver() {
    timer = nil
    if case .pausing = state, !waiting.isEmpty { connect() }
  }

  // MARK: What connections tell

  /// The connection takes no more calls: its server said so, or it is lost.
  func connectionIsLeaving(_ connection: ClientConnection) {
    if case .ready(let current) = state, current === connection {
      state = isStopping ? .stopped : .idle
    }
  }

  func connectionDidClose(_ connection: ClientConnection, _ reason: RPCError) {
    if case .connecting(let connector) = state { connector.connectionDidClose(connection, reason) }
    connectionIsLeaving(connection)
    loop.execute {
      self.connections[ObjectIdentifier(connection)] = nil
      self.past.add(connection.tally, now: self.loop.now)
      self.endIfDone()
    }
  }

  func connectionIsReady(_ connection: ClientConnection) {
    if case .connecting(let connector) = state { connector.connectionIsReady(connection) }
  }

  /// The server has had too many pings: connections to come send half as many (gRFC A8).
  func pingLess() { life.keepalive?.doubleTime() }

  // MARK: What channelz asks

  /// The number of calls that wait for a connection.
  var waitingCount: Int { waiting.count }

  /// How it fares, in gRPC's terms.
  var connectivity: ChannelReport.State {
    switch state {
    case .idle: .idle
    case .connecting: .connecting
    case .ready: .ready
    case .pausing: .transientFailure
    case .stopped: .shutdown
    }
  }

  // MARK: Shutdown

  /// Takes no more calls; lets those that run finish, or ends them at once. Any thread.
  func shutDown(gracefully: Bool) {
    loop.execute {
      self.isStopping = true
      for connection in self.connections.values {
        if gracefully {
          connection.closeWhenIdle()
        } else {
          connection.close(
            RPCError(code: .cancelled, message: "the client was shut down while the call ran"))
        }
      }
      if !gracefully {
        let calls = self.waiting
        self.waiting = []
        for call in calls {
          self.fail(call, RPCError(code: .cancelled, message: "the client was shut down"))
        }
      }
      self.endIfDone()
    }
  }

  private func endIfDone() {
    guard isStopping, waiting.isEmpty, connections.isEmpty else { return }
    if case .stopped = state, timer == nil, hasEnded { return }
    if case .connecting(let connector) = state { connector.cancel() }
    if let timer { loop.cancel(timer) }
    timer = nil
    state = .stopped
    hasEnded = true
    if config.spinTime > .zero { loop.stopSpinning(for: config.spinTime.wholeNanoseconds) }
    onEnd(self)
  }

  private var hasEnded = false
}

/// Ends a pause between attempts to connect.
private final class PauseTimer: LoopTimer, @unchecked Sendable {
  private unowned let channel: Channel

  init(_ channel: Channel) {
    self.channel = channel
    super.init()
  }

  override func fire() { channel.pauseIsOver() }
}

extension RPCError {
  /// The error of a failed attempt, with the time until the next.
  fileprivate func withNextAttempt(in until: LoopInstant, now: LoopInstant) -> RPCError {
    var error = self
    let tenths = max(0, (until.nanoseconds - now.nanoseconds + 50_000_000) / 100_000_000)
    error.message += "; next attempt in \(tenths / 10).\(tenths % 10) s"
    return error
  }
}
