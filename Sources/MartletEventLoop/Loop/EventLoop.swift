import Synchronization

/// One thread with one poller, its timers, and its tasks: everything that belongs to a connection
/// is touched only here, so nothing of it locks.
///
/// A loop is a `TaskExecutor`, which tasks may prefer, and a `SerialExecutor`, which actors may
/// live on. Loops live as long as the process: a reference to one can never dangle.
public final class EventLoop: @unchecked Sendable {
  // Sendable: what other threads may touch is atomic or locked; the rest belongs to whoever has the
  // loop's key, which is its thread but for what is borrowed while it sleeps.

  /// The loop's number, from 0 to ``EventLoopPool/maximumLoops``.
  package let index: Int
  package let clock: any LoopClock
  private let isClockManual: Bool

  /// The time, read when it is first asked for in a tick, and then the same until the next. Loop
  /// thread only.
  package var now: LoopInstant {
    if let present { return present }
    let now = clock.now()
    present = now
    return now
  }

  /// One buffer for all that is read on this loop: 64 KiB. Loop thread only.
  package let readBuffer = EventLoop.makeReadBuffer()

  /// Small blocks of memory for what is done on this loop.
  package private(set) lazy var blocks = BlockPool(loop: self)

  private let poller: any Poller
  private var present: LoopInstant?
  private let remote = RemoteQueue()
  private let isSleeping = Atomic<Bool>(false)
  private let key = LoopKey()
  /// Whether anybody has wanted to borrow the loop: no other need be lent.
  private let isWanted = Atomic<Bool>(false)

  @exclusivity(unchecked) private var remoteBatch: [RemoteQueue.Item] = []
  // Exclusivity need not be checked: no access lasts while a handler runs.
  @exclusivity(unchecked) private var jobs = Ring<UnownedJob>(capacity: 256)
  /// The job that runs now, if it is none within it that does.
  @exclusivity(unchecked) private(set) var runningJob: UnownedJob?
  @exclusivity(unchecked) private var ready = Ring<ReadyWork>(capacity: 256)
  @exclusivity(unchecked) private var readyBudget = 0
  @exclusivity(unchecked) private var jobBudget = 0
  @exclusivity(unchecked) private var spinning = Spinning()
  private let permits: SpinPermits
  /// The descriptor that was ready last, and the ticks in which another will be remembered.
  @exclusivity(unchecked) private var lastReady: Int32 = -1
  @exclusivity(unchecked) private var crowdedTicks = 0
  @exclusivity(unchecked) private var idleWorkers: [Worker] = []
  /// Whether an idle worker was resumed and has not asked for work yet: other jobs are before it.
  @exclusivity(unchecked) private var isWorkerComing = false
  @exclusivity(unchecked) private var isTurnedByWorker = false
  @exclusivity(unchecked) private var timers = TimerHeap()
  @exclusivity(unchecked) private var tickWork = Ring<TickWork>(capacity: 64)
  /// By descriptor, which the system keeps small.
  @exclusivity(unchecked) private var handlers: [Handler?] = []
  private var nextRegistration: UInt32 = 1

  private struct Handler {
    let number: UInt32
    let handler: any ReadinessHandler
  }

  /// Handlers to start per tick, so that a flood of calls leaves room for I/O.
  private static let maximumReadyWork = 512
  /// Jobs to run per tick, so that a task which keeps yielding leaves room for I/O.
  private static let maximumJobs = 4096
  /// Ticks for which a loop counts as crowded after another descriptor than before was ready.
  private static let crowdMemory = 256
  /// Workers to keep for calls to come.
  private static let maximumIdleWorkers = 64

  package init(
    index: Int, clock: any LoopClock = MonotonicClock(), poller: (any Poller)? = nil,
    spins permits: SpinPermits = .shared
  ) throws(SystemCallError) {
    self.index = index
    self.permits = permits
    self.clock = clock
    isClockManual = clock.isManual
    if let poller {
      self.poller = poller
    } else {
      self.poller = try EpollPoller()
    }
    clock.attach(self)
  }

  /// Stops the program if the caller is not on this loop: that would be a bug of ours.
  package func preconditionIsCurrent() {
    precondition(isCurrent, "this may be done only on loop \(index)")
  }

  // MARK: From any thread

  /// Runs `body` on the loop, soon and in order.
  package func execute(_ body: @escaping @Sendable () -> Void) {
    remote.append(.closure(body))
    wakeIfSleeping()
  }

  /// Runs `work` on the loop, soon and in order, without a closure.
  package func submit(_ work: some LoopWork) {
    remote.append(.work(work))
    wakeIfSleeping()
  }

  /// Does `work` at once in the place of the loop's thread, if that sleeps, and flushes what comes
  /// of it; `false` if it cannot be done, or `work` says that it does not want to do it so.
  ///
  /// To be woken takes a thread longer than most of what it would be woken for. Only for what comes
  /// alone: a loop that is woken for many does them together.
  package func borrow(_ work: () -> Bool) -> Bool {
    if !isWanted.load(ordering: .relaxed) { isWanted.store(true, ordering: .relaxed) }
    guard isSleeping.load(ordering: .relaxed), !isClockManual, EventLoop.current == nil,
      key.tryToTake()
    else { return false }
    defer { key.giveBack() }
    becomeCurrent()
    defer { EventLoop.leaveCurrent() }
    // What the loop's thread would look at after its sleep is looked at here.
    present = nil
    defer { present = nil }
    guard work() else { return false }
    while !tickWork.isEmpty { runTickWork() }
    if hasWork || !remote.isEmpty {
      poller.wakeUp()
    } else if let nextTimer {
      poller.end(at: nextTimer)
    }
    return true
  }

  private func wakeIfSleeping() {
    if isCurrent { return }
    // A wake-up costs a system call: only the first to find the loop asleep pays.
    if isSleeping.load(ordering: .sequentiallyConsistent),
      isSleeping.exchange(false, ordering: .sequentiallyConsistent)
    {
      poller.wakeUp()
    }
  }

  /// Has the loop take a turn; for clocks that are advanced by hand.
  package func wakeUp() { poller.wakeUp() }

  // MARK: On the loop

  /// Whether several descriptors have been ready of late, so that what is done for one at a time
  /// should be little. Loop thread only.
  package var isCrowded: Bool { crowdedTicks > 0 }

  /// Does `work` at the end of this tick, once.
  package func afterTick(_ work: TickWork) {
    if work.isQueued { return }
    work.isQueued = true
    tickWork.append(work)
  }

  /// Calls the timer when its time has come; moves it if it is scheduled already.
  package func schedule(_ timer: LoopTimer, at instant: LoopInstant) {
    timers.schedule(timer, at: instant)
  }

  /// Takes a timer back.
  package func cancel(_ timer: LoopTimer) { timers.cancel(timer) }

  /// Spins for so many nanoseconds before it sleeps, where that is worth it, until
  /// ``stopSpinning(for:)`` is called with the same number.
  package func spin(for nanoseconds: Int64) { spinning.add(nanoseconds) }

  /// Somebody who had it spin does not want that any more.
  package func stopSpinning(for nanoseconds: Int64) { spinning.remove(nanoseconds) }

  /// Has a worker of this loop run `work`.
  package func ready(_ work: ReadyWork) { ready.append(work) }

  /// Watches a descriptor, and tells `handler`, which is kept until ``deregister(_:)``.
  package func register(
    _ handler: any ReadinessHandler, fd: Int32, interest: Interest
  ) throws(SystemCallError) -> Registration {
    let registration = Registration(fd: fd, number: nextRegistration)
    nextRegistration &+= 1
    try poller.add(registration, interest: interest)
    while handlers.count <= Int(fd) { handlers.append(nil) }
    handlers[Int(fd)] = Handler(number: registration.number, handler: handler)
    return registration
  }

  /// Changes what a descriptor is watched for.
  package func update(
    _ registration: Registration, interest: Interest
  ) throws(SystemCallError) {
    try poller.modify(registration, interest: interest)
  }

  /// Stops watching; must come before the descriptor is closed.
  package func deregister(_ registration: Registration) {
    guard handler(of: registration) != nil else { return }
    handlers[Int(registration.fd)] = nil
    poller.remove(registration)
  }

  private func handler(of registration: Registration) -> (any ReadinessHandler)? {
    let index = Int(registration.fd)
    guard index < handlers.count, let entry = handlers[index],
      entry.number == registration.number
    else { return nil }
    return entry.handler
  }

  // MARK: The loop

  /// Runs forever; the thread's body.
  func run() {
    becomeCurrent()
    key.take()
    while true {
      goOn()
      // Nothing runs now: whoever worked before is done or has suspended.
      if let worker = idleWorkers.popLast() {
        isWorkerComing = true
        worker.resume()
      } else if let first = ready.first {
        Worker(loop: self).start(hostedBy: first)
      }
    }
  }

  /// Goes on with the turn, and takes others, until there is a handler to run.
  private func goOn() {
    while true {
      runJobs()
      if readyBudget > 0, !ready.isEmpty, !isWorkerComing { return }
      takeStep()
    }
  }

  private func takeStep() {
    // What is flushed may let writers go on, whose words should leave in this turn too.
    if tickWork.isEmpty { beginTurn() } else { runTickWork() }
  }

  /// Waits for events, and handles them.
  private func beginTurn() {
    poll()
    drainRemote()
    if timers.earliest != nil {
      while let timer = timers.popDue(now) { timer.fire() }
    }
    readyBudget = Self.maximumReadyWork
    jobBudget = Self.maximumJobs
  }

  private func poll() {
    // What a handler schedules counts from when the event came, not from when the loop fell asleep.
    present = nil
    if crowdedTicks > 0 { crowdedTicks &-= 1 }
    let limit = hasWork ? .distantPast : nextTimer
    if limit == .distantPast {
      takeEvents(until: .distantPast)
    } else if spinning.limit == 0 || isClockManual {
      sleep(until: limit)
    } else {
      spinThenSleep(until: limit)
    }
  }

  /// Waits for events, and tells their handlers; whether there were any. Notes the time of the
  /// first if it `stamps`.
  @discardableResult
  private func takeEvents(
    until limit: LoopInstant?, lending key: LoopKey? = nil, stamps: Bool = false
  ) -> Bool {
    var hasCome = false
    poller.wait(until: limit, lending: key) { registration, events in
      hasCome = true
      if stamps { _ = now }
      if registration.fd != lastReady {
        lastReady = registration.fd
        crowdedTicks = Self.crowdMemory
      }
      handler(of: registration)?.ready(events)
    }
    return hasCome
  }

  /// Waits so that other threads have to wake the loop; whether there were events.
  @discardableResult
  private func sleep(until limit: LoopInstant?) -> Bool {
    isSleeping.store(true, ordering: .sequentiallyConsistent)
    defer { isSleeping.store(false, ordering: .relaxed) }
    // What came before the flag was up has woken nobody.
    let lent = isWanted.load(ordering: .relaxed) ? key : nil
    let hasNews = takeEvents(until: remote.isEmpty ? limit : .distantPast, lending: lent)
    return hasNews || !remote.isEmpty
  }

  /// Looks for events for a while before it sleeps, if that is worth it.
  @inline(never)
  private func spinThenSleep(until limit: LoopInstant?) {
    let begin = clock.now()
    var hasCome = false
    if spinning.isWorthIt, permits.take() {
      let end = min(begin.advanced(by: spinning.limit), limit ?? .distantFuture)
      var now = begin
      while !hasCome, now < end {
        hasCome = takeEvents(until: .distantPast, stamps: true) || !remote.isEmpty
        // When the event came, and not when it had been handled.
        now = present ?? clock.now()
      }
      permits.give()
      spinning.note(spin: now.nanoseconds - begin.nanoseconds, helped: hasCome)
    }
    if !hasCome { hasCome = sleep(until: limit) }
    spinning.note(wait: clock.now().nanoseconds - begin.nanoseconds, endedByEvent: hasCome)
  }

  private var hasWork: Bool { !jobs.isEmpty || !ready.isEmpty || !tickWork.isEmpty }

  /// When to sleep no longer: in the past if a timer is due on a clock that goes on by hand.
  private var nextTimer: LoopInstant? {
    guard let earliest = timers.earliest else { return nil }
    if !isClockManual { return earliest }
    return earliest <= clock.now() ? .distantPast : nil
  }

  private func drainRemote() {
    if !remote.isEmpty { takeRemote() }
  }

  @inline(never)
  private func takeRemote() {
    remote.take(into: &remoteBatch)
    if remoteBatch.isEmpty { return }
    for item in remoteBatch {
      switch item {
      case .job(let job): jobs.append(job)
      case .work(let work): work.run()
      case .closure(let body): body()
      }
    }
    remoteBatch.removeAll(keepingCapacity: true)
  }

  private func runJobs() {
    let outer = runningJob
    defer { runningJob = outer }
    while jobBudget > 0, let job = jobs.popFirst() {
      jobBudget -= 1
      runningJob = job
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }

  private func runTickWork() {
    // Not what is added meanwhile: tasks run before that.
    for _ in 0..<tickWork.count {
      guard let work = tickWork.popFirst() else { return }
      work.isQueued = false
      work.tick()
    }
  }

  // MARK: What tasks ask

  /// Takes the loop's turns for a task that has to wait, until `isDone`; `false` if the task must
  /// suspend to let others run. The task must hold no actor.
  ///
  /// The answer to a call that comes alone is handed over without a continuation, the resumption of
  /// a task and all the code that these take. No other task runs meanwhile.
  package func turn(until isDone: () -> Bool) -> Bool {
    guard isRunningCurrentTask else { return isDone() }
    while !isDone() {
      guard jobs.isEmpty, ready.isEmpty else { return false }
      takeStep()
    }
    return true
  }

  // MARK: What workers ask

  func nextReadyWork() -> ReadyWork? {
    isWorkerComing = false
    guard readyBudget > 0, let work = ready.popFirst() else { return nil }
    readyBudget -= 1
    return work
  }

  /// Has a worker that has nothing to do take the loop's turns until there is a handler to run;
  /// `false` if another does already, whose job the caller is.
  ///
  /// A worker that suspended instead would have to be resumed for the next handler: a tenth of a
  /// call that comes alone.
  func turnForWorker() -> Bool {
    if isTurnedByWorker { return false }
    isTurnedByWorker = true
    goOn()
    isTurnedByWorker = false
    return true
  }

  /// Keeps a worker that has nothing to do; `false` if there are enough.
  func keepIdle(_ worker: Worker) -> Bool {
    guard idleWorkers.count < Self.maximumIdleWorkers else { return false }
    idleWorkers.append(worker)
    return true
  }

  fileprivate func push(_ job: UnownedJob) {
    if isCurrent {
      jobs.append(job)
    } else {
      remote.append(.job(job))
      wakeIfSleeping()
    }
  }
}

extension EventLoop: SerialExecutor, TaskExecutor {
  public func enqueue(_ job: consuming ExecutorJob) { push(UnownedJob(job)) }

  public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }

  public func asUnownedTaskExecutor() -> UnownedTaskExecutor {
    UnownedTaskExecutor(ordinary: self)
  }

  public func checkIsolated() { preconditionIsCurrent() }

  public func isIsolatingCurrentContext() -> Bool? { isCurrent }
}
