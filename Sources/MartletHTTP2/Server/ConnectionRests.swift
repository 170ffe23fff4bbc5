internal import MartletEventLoop

/// Has the connections of a loop give back memory that they need only for calls, once they have
/// carried none for a while.
///
/// A connection is looked at only while it is awake: those that rest cost nothing, and the timer
/// runs only while there are others.
///
/// ```
///   resting ──a stream begins──▶ awake ──none is open, nor has begun, between looks──▶ resting
/// ```
final class ConnectionRests: LoopTimer, @unchecked Sendable {
  // Sendable: confined to its loop.
  private unowned let loop: EventLoop
  private var awake: [Awake] = []
  private var isScheduled = false

  private struct Awake {
    let connection: ServerConnection
    /// The streams that had begun when it was looked at last.
    var started = -1
  }

  /// The time between looks: 100 ms.
  private static let interval: Int64 = 100_000_000
  /// Connections that go to rest after one look, each at the cost of a system call, and the time
  /// until others do: 10 ms.
  private static let maximumRests = 1000
  private static let pause: Int64 = 10_000_000

  init(loop: EventLoop) {
    self.loop = loop
    super.init()
  }

  /// A connection is awake.
  func watch(_ connection: ServerConnection) {
    awake.append(Awake(connection: connection))
    schedule(after: Self.interval)
  }

  func stop() {
    loop.cancel(self)
    awake = []
  }

  private func schedule(after nanoseconds: Int64) {
    if isScheduled { return }
    isScheduled = true
    loop.schedule(self, at: loop.now.advanced(by: nanoseconds))
  }

  override func fire() {
    isScheduled = false
    var rests = 0
    var index = 0
    while index < awake.count {
      let (connection, started) = (awake[index].connection, awake[index].started)
      let isOver = connection.closeReason != nil
      if isOver || connection.streams.isEmpty && started == connection.tally.started {
        if rests == Self.maximumRests { break }
        if !isOver { connection.rest() }
        rests += 1
        awake.swapAt(index, awake.count - 1)
        awake.removeLast()
      } else {
        awake[index].started = connection.tally.started
        index += 1
      }
    }
    if !awake.isEmpty { schedule(after: rests == Self.maximumRests ? Self.pause : Self.interval) }
  }
}
