internal import MartletCore
internal import MartletEventLoop

/// Sends a ping when nothing has come for a while, and closes the connection if still nothing does.
///
/// ```
///              quiet for `time`, or a call begins           nothing for `timeout`
///   watching ───────────────────────────────────▶ pinged ──────────────────────────▶ closed
///      ▲  │ quiet, and no calls                      │
///      │  ▼                                          │ something came
///    resting                                         ▼
///      └──────────────── a call begins ────────── watching
/// ```
final class Keepalive: LoopTimer, @unchecked Sendable {
  // Sendable: confined to the connection's loop.
  private enum State { case watching, resting, pinged }

  private let settings: KeepaliveSettings
  private unowned let connection: HTTP2Connection
  private var state = State.watching

  init(_ settings: KeepaliveSettings, of connection: HTTP2Connection) {
    self.settings = settings
    self.connection = connection
    super.init()
  }

  func start() { watch() }

  func stop() { connection.loop.cancel(self) }

  /// There is somebody to ping for again.
  func callBegan() {
    if state == .resting { watch() }
  }

  /// The peer has answered a ping.
  func answered() {
    if state == .pinged { watch() }
  }

  private var due: LoopInstant { connection.lastRead.advanced(by: settings.time) }

  private func watch() {
    state = .watching
    connection.loop.schedule(self, at: max(due, connection.loop.now))
  }

  override func fire() {
    let now = connection.loop.now
    switch state {
    case .resting: break
    case .watching:
      if now < due {
        watch()
      } else if connection.streams.isEmpty, !settings.isWithoutCalls {
        state = .resting
      } else {
        state = .pinged
        connection.session.ping(.keepalive)
        connection.tally.keepalivesSent += 1
        connection.flushLater()
        connection.loop.schedule(self, at: now.advanced(by: settings.timeout))
      }
    case .pinged:
      // Whatever has come since shows that the peer is there.
      if due > now {
        watch()
      } else {
        let waited = Duration.nanoseconds(settings.timeout)
        connection.close(connection.lost("no answer to a keepalive ping within \(waited)"))
      }
    }
  }
}
