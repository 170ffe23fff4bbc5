internal import MartletEventLoop

/// Tells a connection that it has carried no call for a while.
final class Idleness: LoopTimer, @unchecked Sendable {
  // Sendable: confined to the connection's loop.
  private let maximum: Int64
  private unowned let connection: HTTP2Connection
  private let loop: EventLoop
  private var since = LoopInstant(nanoseconds: 0)
  private var isScheduled = false

  init(_ maximum: Int64, of connection: HTTP2Connection) {
    self.maximum = maximum
    self.connection = connection
    loop = connection.loop
    super.init()
  }

  /// The connection carries no call from now on. The timer is left where it is: it finds out when
  /// it fires, and most connections have another call by then.
  @inline(never)
  func begins() {
    since = loop.now
    if !isScheduled { schedule(since) }
  }

  func stop() { loop.cancel(self) }

  private func schedule(_ start: LoopInstant) {
    isScheduled = true
    loop.schedule(self, at: start.advanced(by: maximum))
  }

  override func fire() {
    isScheduled = false
    // When its last call ends, it begins again.
    guard connection.streams.isEmpty else { return }
    if since.advanced(by: maximum) > loop.now { return schedule(since) }
    connection.idledOut()
  }
}
