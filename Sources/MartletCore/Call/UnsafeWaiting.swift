internal import CRuntime

/// A task that waits for something of a stream, and the call that brought it there.
@usableFromInline
struct Waiter: Sendable {
  // Sound: a checked continuation would cost an allocation for every wait. Each waiter is in one
  // place only, whoever takes it out resumes it, and the stream lets go of none: `wakeReader` and
  // `wakeWriters` run when the call ends.
  @usableFromInline let continuation: UnsafeContinuation<Void, Never>

  @inlinable
  init(continuation: UnsafeContinuation<Void, Never>) { self.continuation = continuation }

  /// Suspends the task until the waiter that `register` gets is resumed.
  @inlinable @inline(__always)
  static func suspend(_ register: (Waiter) -> Void) async {
    #if compiler(>=6.4)
      await withUnsafeContinuation { register(Waiter(continuation: $0)) }
    #else
      // Sound: the standard library's own, in the shape for callers whose executor it shall not
      // leave. The other looks for an executor to go on, once more than needed.
      await _unsafeInheritExecutor_withUnsafeContinuation {
        register(Waiter(continuation: $0))
      }
    #endif
  }

  /// Suspends the task, unless it need not wait, until the waiter that `register` gets is resumed;
  /// has `listener` told, on any thread, if the task is cancelled before it goes on.
  @inlinable @inline(__always)
  static func suspend(
    for listener: some CancellationListener, unless isDone: () -> Bool = { false },
    _ register: (Waiter) -> Void
  ) async {
    #if compiler(>=6.4)
      await withTaskCancellationHandler {
        if !isDone() { await suspend(register) }
      } onCancel: {
        listener.taskCancelled()
      }
    #else
      // What `withTaskCancellationHandler` does, without a function in between that has to look for
      // its executor before and after it waits: a twentieth of a short call.
      let record = CancellationRecord(for: listener)
      if !isDone() { await suspend(register) }
      record.remove(for: listener)
    #endif
  }

  /// Lets the task go on; once.
  func resume() { continuation.resume() }
}

/// Is told of the cancellation of a task while that waits.
@usableFromInline
protocol CancellationListener: AnyObject, Sendable {
  /// The task was cancelled; on any thread, once, perhaps before it waits.
  func taskCancelled()
}

/// The runtime's note of whom to tell when the current task is cancelled.
@usableFromInline
struct CancellationRecord {
  // Sound: `remove` ends the record before the function ends that made it, and nothing that is made
  // on the task's stack in between outlives that; `remove` keeps the listener until then. It is a
  // mere object here, so that neither function is generic: their callers are inlined elsewhere.
  private let record: UnsafeMutableRawPointer?

  @usableFromInline
  init(for listener: AnyObject) {
    record = martlet_add_listener(Unmanaged.passUnretained(listener).toOpaque())
  }

  @usableFromInline
  func remove(for listener: AnyObject) {
    martlet_remove_listener(record)
    _fixLifetime(listener)
  }
}

/// What the runtime calls, on any thread.
@c(martlet_task_cancelled)
func taskCancelled(_ listener: UnsafeMutableRawPointer) {
  // Sound: see `CancellationRecord`.
  let listener = Unmanaged<AnyObject>.fromOpaque(listener).takeUnretainedValue()
  (listener as? any CancellationListener)?.taskCancelled()
}

extension CallStream {
  /// Runs `body` where the stream's local members may be used.
  @inlinable
  final func withStream<Value: Sendable>(
    _ body: @escaping @Sendable (CallStream) -> Value
  ) async -> Value {
    if isLocal { return body(self) }
    // Sound: an executor runs everything that it is handed, once.
    return await withUnsafeContinuation { continuation in
      perform { continuation.resume(returning: body(self)) }
    }
  }

  /// Moves the first unsent bytes to `target`, which they must fill; writers may go on if enough
  /// has gone.
  public final func moveOutbound(to target: UnsafeMutableRawBufferPointer) {
    outbound.moveFirst(to: target)
    outboundDrained()
  }
}
