internal import MartletEventLoop

/// Tells a connection that it has carried no call for a while.
final class Idleness: LoopTimer, @unchecked Sendable {
  // Sendable: confined to the connection's loop.
  private let maximum: Int64
  private unowned let connection: HTTP2Connection
  private var since = LoopInstant(nanoseconds: 0)
  private var isScheduled = false

  init(_ maximum: Int64, of connection: HTTP2Connection) {
    self.maximum = maximum
    self.connection = connection
    super.init()
  }

  /// The connection carries no call from now on. The timer is left where it is: it finds out when
  /// it fires, and most connections have another call by then.
  func begins() {
    since = connection.loop.now
    if !isScheduled { schedule(since) }
  }

  func stop() { connection.loop.cancel(self) }

  private func schedule(_ start: LoopInstant) {
    isScheduled = true
    connection.loop.schedule(self, at: start.advanced(by: maximum))
  }

  override func fire() {
    isScheduled = false
    // When its last call ends, it begins again.
    guard connection.streams.isEmpty else { return }
    if since.advanced(by: maximum) > connection.loop.now { return schedule(since) }
    connection.idledOut()
  }
}
