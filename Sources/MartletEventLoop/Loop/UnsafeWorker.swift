/// A task that runs handlers on a loop, one after the other: calls share workers, since making a
/// task for each would cost more than most calls.
///
/// A handler that suspends keeps its worker; the loop goes on with another. Confined to its loop.
public final class Worker: @unchecked Sendable {
  // Sendable: touched only on its loop.
  private let loop: EventLoop
  private var task: Task<Void, Never>?
  @exclusivity(unchecked) private var isCancelled = false
  /// What the host of the worker's works has tied to its task.
  @exclusivity(unchecked) package var companion: AnyObject?
  // Sound: taken out before it is resumed, so that it is resumed once; a worker that is never
  // resumed waits in the loop's list for as long as the process runs.
  @exclusivity(unchecked) private var idle: UnsafeContinuation<Void, Never>?

  init(loop: EventLoop) { self.loop = loop }

  /// Begins to work off the ready ring, at once and in place.
  func start(hostedBy first: ReadyWork) {
    // The preference keeps everything that the task calls on the loop.
    let task = Task.immediateDetached(executorPreference: loop) { await first.host(self) }
    self.task = task
    if isCancelled { task.cancel() }
  }

  /// Goes on working off the ready ring.
  func resume() {
    let continuation = idle
    idle = nil
    continuation?.resume()
  }

  /// Cancels the task that runs the current work. Task cancellation cannot be taken back: the
  /// worker goes once that work is done.
  package func cancel() {
    isCancelled = true
    task?.cancel()
  }

  /// Works off the ready ring, for as long as the worker is of use.
  ///
  /// - Parameter isFit: Whether the task may do work; asked before the first, and after each.
  package func workOff(while isFit: () -> Bool) async {
    guard isFit() else { return }
    while true {
      while let work = next() {
        await work.run()
        guard goesOn(after: work), isFit() else { return }
      }
      guard isKept() else { return }
      await withUnsafeContinuation { waits(with: $0) }
    }
  }

  /// The next work of the ready ring, which is the worker's from now on. If there is none, the
  /// worker takes the loop's turns until there is; `nil` if another worker does that.
  package func next() -> ReadyWork? {
    var next = loop.nextReadyWork()
    // A worker that has just begun must return to who started it.
    while next == nil, task != nil, loop.turnForWorker() { next = loop.nextReadyWork() }
    guard let work = next else { return nil }
    work.worker = self
    return work
  }

  /// Clears up after a work; whether the worker can do another.
  package func goesOn(after work: ReadyWork) -> Bool {
    work.end()
    work.worker = nil
    return !isCancelled
  }

  /// Whether the worker is kept for when there is more on the ready ring, and must wait for that;
  /// not if there are workers enough.
  package func isKept() -> Bool { loop.keepIdle(self) }

  /// Waits until there is more on the ready ring.
  package func waits(with continuation: UnsafeContinuation<Void, Never>) { idle = continuation }
}
