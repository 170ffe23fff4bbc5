/// Something to do at a certain time on a loop. Confined to the loop.
open class LoopTimer: @unchecked Sendable {
  // Sendable: touched only on its loop, which is also why exclusivity need not be checked.
  @exclusivity(unchecked) fileprivate final var position: Int?
  @exclusivity(unchecked) fileprivate final var deadline = LoopInstant.distantFuture

  package init() {}

  /// The time has come.
  open func fire() {}
}

/// The timers of one loop, the earliest on top: a binary heap in which each timer knows its place,
/// so that the usual case, a timer that is cancelled, does not search for it.
struct TimerHeap {
  private var timers: [LoopTimer] = []

  /// When the earliest timer is due.
  var earliest: LoopInstant? { timers.first?.deadline }

  /// Adds a timer, or moves one that is there.
  mutating func schedule(_ timer: LoopTimer, at deadline: LoopInstant) {
    cancel(timer)
    timer.deadline = deadline
    timer.position = timers.count
    timers.append(timer)
    rise(timers.count - 1)
  }

  /// Takes a timer out; nothing if it is not there.
  mutating func cancel(_ timer: LoopTimer) {
    guard let position = timer.position else { return }
    timer.position = nil
    let last = timers.removeLast()
    guard last !== timer else { return }
    timers[position] = last
    last.position = position
    rise(position)
    sink(last.position ?? position)
  }

  /// The earliest timer, if it is due.
  mutating func popDue(_ now: LoopInstant) -> LoopTimer? {
    guard let first = timers.first, first.deadline <= now else { return nil }
    cancel(first)
    return first
  }

  private mutating func swap(_ left: Int, _ right: Int) {
    timers.swapAt(left, right)
    timers[left].position = left
    timers[right].position = right
  }

  private mutating func rise(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard timers[child].deadline < timers[parent].deadline else { return }
      swap(child, parent)
      child = parent
    }
  }

  private mutating func sink(_ start: Int) {
    var parent = start
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < timers.count {
        if timers[child].deadline < timers[least].deadline { least = child }
      }
      guard least != parent else { return }
      swap(parent, least)
      parent = least
    }
  }
}
