internal import MartletCore
internal import MartletEventLoop

/// A client's way to its target on one loop: has the target's addresses looked up, keeps the
/// subchannels that connect to them, and holds calls back until there is a connection for them.
///
/// What it is in follows from what its subchannels are in, as gRPC has it: ready if one of them is,
/// otherwise connecting if one of them may soon be, and failing once all of them have failed.
///
/// Confined to its loop, but for ``shutDown(gracefully:)``.
final class Channel: @unchecked Sendable {
  // Sendable: confined to `loop`, which is also why exclusivity need not be checked.
  let loop: EventLoop

  enum State {
    /// Nothing is being done: the next call begins.
    case idle
    /// Calls wait.
    case connecting
    /// All calls go here (gRPC's `pick_first`).
    case ready(ClientConnection)
    /// Calls go around (gRPC's `round_robin`).
    case spread
    /// Calls fail, unless they want to wait.
    case failing(RPCError, until: LoopInstant?)
    case stopped
  }

  /// The `:authority` of every request.
  let authority: String

  let target: ConnectionTarget
  let config: HTTP2ClientTransport.Config
  let security: ChannelSecurity?
  let policy: BalancingPolicy
  private let onEnd: (Channel) -> Void
  @exclusivity(unchecked) private(set) var state = State.idle
  /// Calls that wait for a connection.
  private var waiting: [HTTP2ClientStream] = []
  /// When a call last came for which there was no connection.
  private var lastAsked: LoopInstant?
  /// The connections that calls go around.
  @exclusivity(unchecked) var rotation = Rotation()
  /// A connection that another is to be preferred to.
  @exclusivity(unchecked) private var avoided: ClientConnection?

  private var resolution: Resolution?
  /// Why there are no addresses yet.
  var resolutionFailure: (error: RPCError, until: LoopInstant)?
  /// The ways to the addresses that there are.
  var subchannels: [Subchannel] = []
  /// Those to addresses that have vanished, until their last connection has closed.
  private var leaving: [Subchannel] = []
  /// The calls that never had a connection, and those of subchannels that are no more.
  private(set) var past = PastCalls()
  /// How connections are watched over.
  private(set) var life: ConnectionLife
  private var isStopping = false
  private var hasEnded = false
  /// Keeps the channel until it has ended, even if nobody else does any more.
  private var itself: Channel?

  init(
    target: ConnectionTarget, security: ChannelSecurity?, config: HTTP2ClientTransport.Config,
    policy: BalancingPolicy, loop: EventLoop, onEnd: @escaping (Channel) -> Void
  ) {
    self.target = target
    self.security = security
    authority = config.authority ?? security?.authority ?? target.authority
    self.config = config
    self.policy = policy
    self.loop = loop
    self.onEnd = onEnd
    life = config.connection.life
    if config.spinTime > .zero { loop.spin(for: config.spinTime.wholeNanoseconds) }
    resolution = Resolution(of: target, config: config, loop: loop) { [unowned self] outcome in
      // Sound: a resolution tells nothing any more once the channel has ended.
      self.resolved(outcome)
    }
  }

  // MARK: Calls

  /// Sends the call, or keeps it until there is a connection.
  func begin(_ stream: HTTP2ClientStream) {
    switch state {
    case .ready(let connection): connection.begin(stream)
    case .spread: beginInTurn(stream)
    case .idle, .connecting: wait(stream)
    case .failing(let error, let until):
      if stream.waitsForReady {
        wait(stream)
      } else {
        lastAsked = loop.now
        fail(stream, error.withNextAttempt(in: until, now: loop.now))
      }
    case .stopped:
      fail(stream, RPCError(code: .unavailable, message: "the client has been shut down"))
    }
  }

  private func beginInTurn(_ stream: HTTP2ClientStream) {
    if rotation.isPartial { connect() }
    guard let connection = rotation.next(avoiding: avoided) else { return wait(stream) }
    connection.begin(stream)
  }

  private func wait(_ stream: HTTP2ClientStream) {
    lastAsked = loop.now
    waiting.append(stream)
    if case .idle = state { connect() }
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

  /// Lets a call that `connection` has refused begin again, elsewhere if that can be.
  func avoid(_ connection: ClientConnection, _ body: () -> Bool) -> Bool {
    avoided = connection
    defer { avoided = nil }
    return body()
  }

  /// Whether there is a connection that no call is under way on.
  var isQuiet: Bool {
    if case .ready(let connection) = state { connection.streams.isEmpty } else { false }
  }

  // MARK: Streams

  /// Those of calls that were made on this loop.
  @exclusivity(unchecked) private var spare = SpareStreams()

  /// A stream that nobody uses, if there is one.
  func spareStream() -> HTTP2ClientStream? { spare.take() }

  /// Keeps a stream that has served.
  func keep(_ stream: HTTP2ClientStream) { spare.keep(stream) }

  // MARK: Addresses

  private func resolved(_ outcome: Resolution.Outcome) {
    switch outcome {
    case .success(let addresses):
      resolutionFailure = nil
      leaving += use(addresses)
      forgetGone()
      if !waiting.isEmpty || policy.isEager && isInUse { connect() }
    case .failure(let error):
      // Addresses that are known are better than none.
      guard subchannels.isEmpty, let resolution else { return }
      if isInUse {
        let failure = RPCError(code: .unavailable, message: "\(error)", cause: error)
        resolutionFailure = (failure, until: resolution.earliest)
        resolution.resolve()
      } else {
        resolutionFailure = nil
      }
    }
    update()
  }

  // MARK: Connecting

  private func connect() {
    if subchannels.isEmpty {
      state = .connecting
      resolution?.resolve()
    } else {
      for subchannel in subchannels { subchannel.connect() }
    }
  }

  /// Whether there are calls, or were not long ago: what has failed is tried again, then.
  var isInUse: Bool {
    if !waiting.isEmpty { return true }
    guard !isStopping else { return false }
    guard let patience = life.maximumIdle else { return true }
    let connections = (subchannels + leaving).flatMap(\.connections.values)
    if connections.contains(where: { !$0.streams.isEmpty }) { return true }
    let last =
      connections.map(\.tally.lastStarted) + [lastAsked, past.lastStarted]
      + subchannels.map(\.past.lastStarted)
    guard let last = last.compactMap(\.self).max() else { return false }
    return loop.now < last.advanced(by: patience)
  }

  // MARK: What subchannels tell

  /// A subchannel is in another state.
  func subchannelChanged() { update() }

  /// A subchannel could not connect.
  func subchannelFailed() {
    // The addresses may be others by now.
    resolution?.resolve()
    update()
  }

  /// A subchannel has no connection any more.
  func subchannelLost(_ subchannel: Subchannel) {
    if !isStopping {
      resolution?.resolve()
      if policy.isEager, isInUse { subchannel.connectAgain() }
    }
    update()
  }

  /// A connection has closed, and its subchannel forgotten it.
  func connectionHasGone() {
    forgetGone()
    endIfDone()
  }

  private func forgetGone() {
    for subchannel in leaving where subchannel.connections.isEmpty { past.add(subchannel.past) }
    leaving.removeAll(where: \.connections.isEmpty)
  }

  /// The server has had too many pings: connections to come send half as many (gRFC A8).
  func pingLess() { life.keepalive?.doubleTime() }

  /// Finds out anew what the channel is in, and what that means for the calls that wait.
  private func update() {
    if hasEnded { return }
    state = assess()
    switch state {
    case .ready, .spread:
      let calls = waiting
      waiting = []
      for call in calls { begin(call) }
    case .failing(let error, let until):
      let calls = waiting
      waiting = calls.filter(\.waitsForReady)
      for call in calls where !call.waitsForReady {
        fail(call, error.withNextAttempt(in: until, now: loop.now))
      }
    case .idle, .connecting, .stopped: break
    }
    endIfDone()
  }

  // MARK: What channelz asks

  /// The number of calls that wait for a connection.
  var waitingCount: Int { waiting.count }

  /// All subchannels, with those that come to their end.
  var allSubchannels: [Subchannel] { subchannels + leaving }

  // MARK: Shutdown

  /// Takes no more calls; lets those that run finish, or ends them at once. Any thread.
  func shutDown(gracefully: Bool) {
    loop.execute {
      if self.hasEnded { return }
      self.isStopping = true
      self.itself = self
      if !gracefully {
        let calls = self.waiting
        self.waiting = []
        for call in calls {
          self.fail(call, RPCError(code: .cancelled, message: "the client was shut down"))
        }
        for subchannel in self.allSubchannels {
          subchannel.close(
            RPCError(code: .cancelled, message: "the client was shut down while the call ran"))
        }
      }
      self.endIfDone()
    }
  }

  /// Ends a channel that takes no more calls, once none waits and the last connection has closed.
  private func endIfDone() {
    guard isStopping, waiting.isEmpty, !hasEnded else { return }
    state = .stopped
    resolution?.stop()
    let last = subchannels
    subchannels = []
    leaving += last
    for subchannel in last { subchannel.retire() }
    forgetGone()
    guard leaving.isEmpty else { return }
    hasEnded = true
    itself = nil
    if config.spinTime > .zero { loop.stopSpinning(for: config.spinTime.wholeNanoseconds) }
    onEnd(self)
  }
}
