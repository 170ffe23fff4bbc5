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
