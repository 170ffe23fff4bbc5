internal import MartletCore
internal import MartletEventLoop

/// A channel's way to one of some addresses: makes one connection at a time that takes calls, and
/// paces its attempts after failures.
///
/// ```
///           connect                settings came
///   idle ────────────▶ connecting ───────────────▶ ready ──┐ GOAWAY, lost, idle for long,
///     ▲                  │    ▲                            │ or its address has vanished
///     │     every address│    │ time is up, and the        │
///     │            failed▼    │ channel is in use          │
///     ├───────────────── pausing                           │
///     └────────────────────────────────────────────────────┘
/// ```
///
/// Whether it is connected again without a call that asks for it, the channel says. A subchannel
/// that has failed counts as failing until it is ready (gRFC A62), so that calls which do not wait
/// fail at once and not after another attempt.
///
/// Confined to its loop. Outlives its connections: the channel sees to that.
final class Subchannel: @unchecked Sendable {
  // Sendable: confined to the channel's loop.
  private enum State {
    case idle
    case connecting(Connector)
    case ready(ClientConnection)
    case pausing(until: LoopInstant)
    case retired
  }

  unowned let channel: Channel
  private(set) var addresses: [SocketAddress]
  private var state = State.idle
  /// Why it has had no connection since the last was ready; `nil` if nothing has failed.
  private(set) var failure: ConnectFailure?
  /// Connections that carry calls or will, the current one among them.
  private(set) var connections: [ObjectIdentifier: ClientConnection] = [:]
  /// What identifies the subchannel.
  let identifier = InspectionIdentifier.next()
  /// The calls of connections that are no more.
  private(set) var past = PastCalls()
  private var pace: ConnectionPace
  private var attemptBegan = LoopInstant(nanoseconds: 0)
  private var timer: PauseTimer?

  init(to addresses: [SocketAddress], of channel: Channel) {
    self.addresses = addresses
    self.channel = channel
    pace = ConnectionPace(channel.config.backoff)
  }

  private var loop: EventLoop { channel.loop }

  // MARK: What the channel asks

  /// The connection that takes calls.
  var current: ClientConnection? {
    if case .ready(let connection) = state { connection } else { nil }
  }

  /// Whether nothing happens until ``connect()`` is called.
  var isIdle: Bool { if case .idle = state { true } else { false } }

  /// When it will try again; `nil` if it does not wait for that.
  var nextAttempt: LoopInstant? {
    if case .pausing(let until) = state { until } else { nil }
  }

  /// How it fares, in gRPC's terms.
  var connectivity: ChannelReport.State {
    switch state {
    case .ready: .ready
    case .retired: .shutdown
    case .idle where failure == nil: .idle
    case .connecting where failure == nil, .pausing where failure == nil: .connecting
    case .idle, .connecting, .pausing: .transientFailure
    }
  }

  /// Connects if nothing else goes on.
  func connect() {
    if isIdle { attempt() }
  }

  /// Connects after a connection was lost, but not sooner after it was made than after one that
  /// could not be: a server that only accepts connections must not be given one after the other.
  func connectAgain() {
    guard isIdle else { return }
    let earliest = attemptBegan.advanced(by: channel.config.backoff.initial.wholeNanoseconds)
    if earliest <= loop.now { attempt() } else { pause(until: earliest) }
  }

  /// Goes on with other addresses: a connection to one that is not among them takes no more calls,
  /// and an attempt begins anew unless it can go on.
  func use(_ addresses: [SocketAddress]) {
    self.addresses = addresses
    switch state {
    case .ready(let connection):
      if !addresses.contains(connection.address) { connection.closeWhenIdle() }
    case .connecting(let connector):
      if connector.goOn(with: addresses) { return }
      connector.cancel()
      attempt()
    case .pausing:
      stopPausing()
      attempt()
    case .idle, .retired: break
    }
  }

  /// Makes no more connections; lets the calls of those that there are finish.
  func retire() {
    stopPausing()
    let last = state
    state = .retired
    if case .connecting(let connector) = last { connector.cancel() }
    for connection in connections.values { connection.closeWhenIdle() }
  }

  /// Ends the connections at once.
  func close(_ reason: RPCError) {
    for connection in connections.values { connection.close(reason) }
  }

  // MARK: Connecting

  private func attempt() {
    let connector = Connector(
      addresses: addresses, timeout: channel.config.connectTimeout, loop: loop)
    state = .connecting(connector)
    attemptBegan = loop.now
    connector.start(
      opening: { socket, address in try self.open(socket, to: address) },
      completion: { result in self.connected(result) })
    channel.subchannelChanged()
  }

  /// Speaks HTTP/2 on a socket that has connected.
  private func open(_ socket: Socket, to address: SocketAddress) throws -> ClientConnection {
    let secure = try channel.security?.makeStream(for: channel.authority, on: loop)
    let connection = try ClientConnection(
      socket: socket, to: address, secure: secure, subchannel: self, loop: loop)
    connections[ObjectIdentifier(connection)] = connection
    do {
      try connection.open()
    } catch {
      connections[ObjectIdentifier(connection)] = nil
      throw error
    }
    return connection
  }

  private func connected(_ result: Result<ClientConnection, ConnectFailure>) {
    guard case .connecting = state else { return }
    switch result {
    case .success(let connection):
      pace.reset()
      failure = nil
      state = .ready(connection)
      channel.subchannelChanged()
    case .failure(let failure):
      self.failure = failure
      pause(until: loop.now.advanced(by: pace.nextPauseNanoseconds()))
      channel.subchannelFailed()
    }
  }

  private func pause(until: LoopInstant) {
    state = .pausing(until: until)
    let timer = PauseTimer(self)
    self.timer = timer
    loop.schedule(timer, at: until)
  }

  private func stopPausing() {
    if let timer { loop.cancel(timer) }
    timer = nil
  }

  fileprivate func pauseIsOver() {
    timer = nil
    guard case .pausing = state else { return }
    if channel.isInUse { return attempt() }
    // Whoever comes after a long time need not hear what was wrong then.
    failure = nil
    state = .idle
    channel.subchannelChanged()
  }

  // MARK: What connections tell

  /// The connection takes no more calls: its server said so, or it is lost, or not wanted any more.
  func connectionIsLeaving(_ connection: ClientConnection) {
    guard case .ready(let current) = state, current === connection else { return }
    state = .idle
    // A connection that nobody needed is not missed.
    if connection.hasIdledOut { channel.subchannelChanged() } else { channel.subchannelLost(self) }
  }

  func connectionDidClose(_ connection: ClientConnection, _ reason: RPCError) {
    if case .connecting(let connector) = state { connector.connectionDidClose(connection, reason) }
    connectionIsLeaving(connection)
    loop.execute {
      self.connections[ObjectIdentifier(connection)] = nil
      self.past.add(connection.tally, now: self.loop.now)
      self.channel.connectionHasGone()
    }
  }

  func connectionIsReady(_ connection: ClientConnection) {
    if case .connecting(let connector) = state { connector.connectionIsReady(connection) }
  }
}

/// Ends a pause between attempts to connect.
private final class PauseTimer: LoopTimer, @unchecked Sendable {
  private unowned let subchannel: Subchannel

  init(_ subchannel: Subchannel) {
    self.subchannel = subchannel
    super.init()
  }

  override func fire() { subchannel.pauseIsOver() }
}
