internal import MartletCore
internal import MartletEventLoop

/// The calls of connections that are no more.
struct PastCalls {
  private var calls = CallTally()
  private(set) var lastStarted: LoopInstant?

  /// Adds a connection that has closed.
  mutating func add(_ tally: ConnectionTally, now: LoopInstant) {
    var added = tally.calls(open: 0, now: now)
    added.sinceLastStart = nil
    calls += added
    lastStarted = [lastStarted, tally.lastStarted].compactMap(\.self).max()
  }

  /// Adds what others were.
  mutating func add(_ others: PastCalls) {
    calls += others.calls
    lastStarted = [lastStarted, others.lastStarted].compactMap(\.self).max()
  }

  /// Adds a call that has ended without success before there was a connection for it.
  mutating func addFailed() {
    calls.started += 1
    calls.failed += 1
  }

  /// The calls.
  func tally(at now: LoopInstant) -> CallTally {
    var tally = calls
    tally.sinceLastStart = lastStarted?.age(at: now)
    return tally
  }
}
