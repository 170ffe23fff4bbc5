import Synchronization

/// Whether, and for how long, a loop looks for events again and again before it goes to sleep: that
/// costs a core, and saves what the kernel takes to put a thread to sleep and to wake it.
///
/// A loop spins if somebody asked for it, and if enough of its last waits were so short that it
/// would have helped. If it did not help after all, or the loop lost the core meanwhile, then
/// others need the core, maybe just who is to answer: it rests, and longer each time. Confined to
/// its loop.
package struct Spinning {
  /// What is asked for, in nanoseconds, one for each who asks.
  private var wishes: [Int64] = []
  /// The time to spin for; 0 not to.
  package private(set) var limit: Int64 = 0
  /// The last waits, one bit for each: whether an event came within ``limit``.
  private var helped: UInt16 = 0

  /// What is left of trust: a spin that helped adds to it, one in vain takes from it.
  private var trust = Self.firstTrust
  /// Waits for which there is no spinning, for want of trust, and how many there will be next time.
  private var waitsToRest = 0
  private var nextRest = Self.rests.lowerBound

  /// Of the last 16 waits, as many must have been short: what comes quickly by chance is no reason.
  private static let enough = 4
  /// The longest time that may be asked for: 1 ms.
  private static let maximum: Int64 = 1_000_000
  /// What spinning may take longer than it should, 200 µs: with more, the thread was not running.
  private static let slack: Int64 = 200_000
  /// Spins in vain until there is no trust, at first, and when most have helped.
  private static let firstTrust = 4
  private static let fullTrust = 8
  /// Waits without spinning when there is none.
  private static let rests = 64...4096

  package init() {}

  /// Somebody wants the loop to spin for so long, or for as long as it may.
  package mutating func add(_ nanoseconds: Int64) {
    wishes.append(min(nanoseconds, Self.maximum))
    limit = wishes.max() ?? 0
  }

  /// Whoever asked for so long does not any more.
  package mutating func remove(_ nanoseconds: Int64) {
    if let index = wishes.firstIndex(of: min(nanoseconds, Self.maximum)) {
      wishes.remove(at: index)
    }
    limit = wishes.max() ?? 0
  }

  /// The loop has spun for so long, and an event came or did not.
  package mutating func note(spin nanoseconds: Int64, helped: Bool) {
    let hasLostCore = nanoseconds > limit + Self.slack
    if helped, !hasLostCore {
      trust = min(trust + 1, Self.fullTrust)
      if trust == Self.fullTrust { nextRest = Self.rests.lowerBound }
      return
    }
    trust = hasLostCore ? 0 : trust - 1
    guard trust == 0 else { return }
    trust = Self.firstTrust
    waitsToRest = nextRest
    nextRest = min(nextRest * 2, Self.rests.upperBound)
  }

  /// A wait is over that took so long, and was ended by an event or was not.
  package mutating func note(wait nanoseconds: Int64, endedByEvent: Bool) {
    if waitsToRest > 0 { waitsToRest -= 1 }
    helped = helped << 1 | (endedByEvent && nanoseconds <= limit ? 1 : 0)
  }

  /// Whether it is likely to help.
  package var isWorthIt: Bool {
    limit > 0 && waitsToRest == 0 && helped.nonzeroBitCount >= Self.enough
  }
}

/// How many loops of a process may spin at a time: one less than it has cores, so that there is
/// always one for the others.
package final class SpinPermits: Sendable {
  private let cores: Int
  private let taken = Atomic<Int>(0)

  /// Those of the process.
  package static let shared = SpinPermits(cores: EventLoopPool.coreCount)

  package init(cores: Int) { self.cores = cores }

  /// Takes a permit, to be given back by ``give()``; `false` if there is none.
  package func take() -> Bool {
    if taken.add(1, ordering: .relaxed).newValue < cores { return true }
    give()
    return false
  }

  /// Gives a permit back.
  package func give() { taken.subtract(1, ordering: .relaxed) }
}
