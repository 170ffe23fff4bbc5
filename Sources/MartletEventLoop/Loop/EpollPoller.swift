internal import CLinux
import Glibc

/// Linux's epoll, level-triggered, with an eventfd to end a wait from another thread, and a timerfd
/// to end one when time is up.
///
/// A wait with a time limit of its own has the kernel set a timer and take it back each time, which
/// takes 2 µs on a virtual machine. This timer stays set from wait to wait: most limits are those
/// of deadlines that never pass, and lie later with every call. If it goes off before there is
/// anything to do, that costs a turn of the loop.
final class EpollPoller: Poller, @unchecked Sendable {
  // Sendable: the descriptors are constants; only the loop's thread touches `events`, and whoever
  // has the loop's key `alarm`. Their exclusivity need not be checked, for the same reason.
  private let epoll: Int32
  private let wake: Int32
  private let timer: Int32
  /// When the timer goes off.
  @exclusivity(unchecked) private var alarm = LoopInstant.distantFuture
  @exclusivity(unchecked) private var events = [epoll_event](
    repeating: epoll_event(), count: eventsPerWait)

  /// Few: what these connections bring is answered before more is read, so that the streams of
  /// thousands of calls are not all in use at once, and out of the processor's caches.
  private static let eventsPerWait = 16

  private static let wakeRegistration = Registration(fd: -1, number: 0)
  private static let timerRegistration = Registration(fd: -1, number: 1)

  init() throws(SystemCallError) {
    epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard epoll >= 0 else { throw SystemCallError(call: "epoll_create1") }
    wake = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    guard wake >= 0 else { throw SystemCallError(call: "eventfd") }
    timer = martlet_make_timer()
    guard timer >= 0 else { throw SystemCallError(call: "timerfd_create") }
    // Edge-triggered: what happens is told of once, so that nothing has to read it back.
    try control(EPOLL_CTL_ADD, wake, Self.wakeRegistration, .read, EPOLLET.rawValue)
    try control(EPOLL_CTL_ADD, timer, Self.timerRegistration, .read, EPOLLET.rawValue)
  }

  deinit {
    close(epoll)
    close(wake)
    close(timer)
  }

  private func control(
    _ operation: Int32, _ fd: Int32, _ registration: Registration, _ interest: Interest,
    _ flags: UInt32 = 0
  ) throws(SystemCallError) {
    var event = epoll_event()
    event.events = flags
    if interest.contains(.read) { event.events |= EPOLLIN.rawValue | EPOLLRDHUP.rawValue }
    if interest.contains(.write) { event.events |= EPOLLOUT.rawValue }
    event.data.u64 =
      UInt64(UInt32(bitPattern: registration.fd)) << 32 | UInt64(registration.number)
    guard epoll_ctl(epoll, operation, fd, &event) == 0 else {
      throw SystemCallError(call: "epoll_ctl")
    }
  }

  func add(_ registration: Registration, interest: Interest) throws(SystemCallError) {
    try control(EPOLL_CTL_ADD, registration.fd, registration, interest)
  }

  func modify(_ registration: Registration, interest: Interest) throws(SystemCallError) {
    try control(EPOLL_CTL_MOD, registration.fd, registration, interest)
  }

  func remove(_ registration: Registration) {
    // A descriptor that was closed has been taken out by the kernel.
    try? control(EPOLL_CTL_DEL, registration.fd, registration, [])
  }

  func wait(
    until limit: LoopInstant?, lending key: LoopKey?, _ body: (Registration, Interest) -> Void
  ) {
    let looksOnly = limit == .distantPast
    if let limit, limit < alarm, !looksOnly { setAlarm(limit) }
    // A timer that could not be set must not have the loop sleep for ever.
    let milliseconds: Int32 = looksOnly ? 0 : limit.map { $0 < alarm } ?? false ? 1 : -1
    key?.giveBack()
    let count = Int(epoll_wait(epoll, &events, Int32(events.count), milliseconds))
    key?.take()
    // EINTR and the like end the wait early, which costs a turn of the loop.
    guard count > 0 else { return }
    for index in 0..<count {
      let event = events[index]
      let registration = Registration(
        fd: Int32(bitPattern: UInt32(truncatingIfNeeded: event.data.u64 >> 32)),
        number: UInt32(truncatingIfNeeded: event.data.u64))
      switch registration {
      case Self.wakeRegistration: break
      case Self.timerRegistration: alarm = .distantFuture
      default: body(registration, Self.interest(event.events))
      }
    }
  }

  func end(at limit: LoopInstant) {
    guard limit < alarm else { return }
    setAlarm(limit)
    if limit < alarm { wakeUp() }
  }

  @inline(never)
  private func setAlarm(_ instant: LoopInstant) {
    // Zero would turn the timer off.
    if martlet_set_timer(timer, max(1, instant.nanoseconds)) == 0 { alarm = instant }
  }

  private static func interest(_ events: UInt32) -> Interest {
    var interest: Interest = []
    let failed = EPOLLERR.rawValue | EPOLLHUP.rawValue
    if events & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue | failed) != 0 { interest.insert(.read) }
    if events & (EPOLLOUT.rawValue | failed) != 0 { interest.insert(.write) }
    return interest
  }

  func wakeUp() {
    var one: UInt64 = 1
    _ = write(wake, &one, MemoryLayout<UInt64>.size)
  }
}
