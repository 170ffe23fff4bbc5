internal import MartletCore
internal import MartletEventLoop

/// The addresses of a channel's target: looked up when they are first asked for, and again when
/// somebody has found them wanting.
///
/// ```
///            wanted, and it is time            it has come
///   resting ────────────────────────▶ running ─────────────▶ resting
///      │ wanted too early                ▲
///      └──────────────▶ waiting ─────────┘ it is time
/// ```
///
/// Confined to its loop.
final class Resolution: @unchecked Sendable {
  // Sendable: confined to `loop`.
  typealias Outcome = Result<[SocketAddress], ResolverError>

  private enum State {
    case resting, running
    case waiting(ResolutionTimer)
    case stopped
  }

  private let target: ConnectionTarget
  private let minimumInterval: Int64
  private let loop: EventLoop
  private let onOutcome: (Outcome) -> Void
  private var state = State.resting
  private var hasTold = false
  private var pace: ConnectionPace
  /// When the next lookup may begin.
  private(set) var earliest = LoopInstant(nanoseconds: 0)

  /// - Parameter onOutcome: Gets what each lookup finds, on the loop.
  init(
    of target: ConnectionTarget, config: HTTP2ClientTransport.Config, loop: EventLoop,
    onOutcome: @escaping (Outcome) -> Void
  ) {
    self.target = target
    self.loop = loop
    self.onOutcome = onOutcome
    minimumInterval = config.minResolutionInterval.wholeNanoseconds
    pace = ConnectionPace(config.backoff)
  }

  /// Looks the addresses up as soon as that may be; addresses that are given do not change.
  func resolve() {
    guard case .resting = state else { return }
    switch target.kind {
    case .addresses(let addresses): tellOnce(addresses)
    case .name(let host, let port):
      if let address = HostResolver.literal(host: host, port: port) {
        tellOnce([address])
      } else if earliest <= loop.now {
        lookUp(host, port)
      } else {
        let timer = ResolutionTimer(self)
        state = .waiting(timer)
        loop.schedule(timer, at: earliest)
      }
    }
  }

  /// Looks nothing up any more.
  func stop() {
    if case .waiting(let timer) = state { loop.cancel(timer) }
    state = .stopped
  }

  private func tellOnce(_ addresses: [SocketAddress]) {
    if hasTold { return }
    hasTold = true
    onOutcome(.success(addresses))
  }

  private func lookUp(_ host: String, _ port: Int) {
    state = .running
    target.lookUp(host, port, loop) { outcome in self.found(outcome) }
  }

  private func found(_ outcome: Outcome) {
    guard case .running = state else { return }
    state = .resting
    switch outcome {
    case .success:
      pace.reset()
      earliest = loop.now.advanced(by: minimumInterval)
    case .failure: earliest = loop.now.advanced(by: pace.nextPauseNanoseconds())
    }
    onOutcome(outcome)
  }

  fileprivate func isTime() {
    state = .resting
    resolve()
  }
}

/// Begins a lookup that had to wait.
private final class ResolutionTimer: LoopTimer, @unchecked Sendable {
  private unowned let resolution: Resolution

  init(_ resolution: Resolution) {
    self.resolution = resolution
    super.init()
  }

  override func fire() { resolution.isTime() }
}
