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
    await withUnsafeContinuation { register(Waiter(continuation: $0)) }
  }

  /// Suspends the task, unless it need not wait, until the waiter that `register` gets is resumed;
  /// has `onCancel` called, on any thread, if the task is cancelled before it goes on.
  @inlinable @inline(__always)
  static func suspend(
    unless isDone: () -> Bool = { false }, _ register: (Waiter) -> Void,
    onCancel: @Sendable () -> Void
  ) async {
    #if compiler(>=6.4)
      await withTaskCancellationHandler(
        operation: { if !isDone() { await suspend(register) } }, onCancel: onCancel)
    #else
      // Sound: the standard library's own, in the shape for callers whose executor it shall not
      // leave. The other looks for an executor to go on, before and after: a tenth of a short call.
      await _unsafeInheritExecutor_withTaskCancellationHandler(
        operation: { if !isDone() { await suspend(register) } }, onCancel: onCancel)
    #endif
  }

  /// Lets the task go on; once.
  func resume() { continuation.resume() }
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
