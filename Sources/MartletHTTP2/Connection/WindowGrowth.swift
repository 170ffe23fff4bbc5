internal import MartletEventLoop

/// Finds out how many bytes of a stream should be on their way at once, so that a fast and long
/// link is full.
///
/// A PING is sent when many bytes come. What has come until it is answered, these bytes included,
/// is what the link holds: its bandwidth times the delay, or as much as the window allows. If it
/// was half of the window or more, once or on the average of three, the window grows twofold: it
/// may be what holds the peer up, since it is given back by halves. So it ends between two and four
/// times what the link holds, or what a slow reader reads meanwhile.
///
/// ```
///              many bytes come              answered
///   watching ─────────────────▶ measuring ───────────▶ watching, or done: at the maximum
///      ▲                                                  │
///      └── for a while, nothing is measured ◀─────────────┘ if the window did not grow
/// ```
struct WindowGrowth {
  /// The bytes that a stream's window should have.
  private(set) var target: Int
  private let maximum: Int

  /// Bytes that have come since a measurement began.
  private var count = 0
  /// The bytes that have to come together for the next one to begin; with `Int.max` none does.
  private var threshold: Int
  private var isMeasuring = false
  /// Answers since then, and the bytes that had come at the last.
  private var rounds = 0
  private var countBefore = 0
  private var next = LoopInstant(nanoseconds: 0)
  private var pause: Int64 = 0

  /// Answers to wait for, at most.
  private static let maximumRounds = 3
  /// Bytes that are many. Calls with small messages are never held up by a window.
  private static let many = 4096
  /// The first pause after a measurement that was of no use, 100 ms, and the longest, 10 s.
  private static let pauses: ClosedRange<Int64> = 100_000_000...10_000_000_000

  /// Windows begin with `initial` bytes, and never have more than `maximum`.
  init(initial: Int, maximum: Int) {
    target = initial
    self.maximum = maximum
    threshold = maximum > initial ? Self.many : .max
  }

  /// Bytes have come; whether ``measure(_:at:)`` is to be called.
  @inline(__always)
  mutating func received(_ bytes: Int) -> Bool {
    count &+= bytes
    return bytes >= threshold
  }

  /// Begins to measure with bytes that have come; `false` if it is too early, otherwise a PING must
  /// go out.
  mutating func measure(_ bytes: Int, at now: LoopInstant) -> Bool {
    if now < next { return false }
    count = bytes
    threshold = .max
    isMeasuring = true
    rounds = 0
    countBefore = 0
    return true
  }

  /// What follows from an answer.
  enum Answer { case grown, pingAgain, nothing }

  /// The PING was answered.
  mutating func answered(at now: LoopInstant) -> Answer {
    guard isMeasuring else { return .nothing }
    rounds += 1
    let isHeldUp = count >= target / 2 * rounds
    // What is only begun when the answer comes, such as the use of a wider window, evens out.
    if !isHeldUp, rounds < Self.maximumRounds, count > countBefore {
      countBefore = count
      return .pingAgain
    }
    isMeasuring = false
    if isHeldUp {
      target = min(maximum, max(count / rounds, target * 2))
      pause = 0
    } else {
      pause = min(max(pause * 2, Self.pauses.lowerBound), Self.pauses.upperBound)
    }
    next = now.advanced(by: pause)
    threshold = target < maximum ? Self.many : .max
    return isHeldUp ? .grown : .nothing
  }
}
