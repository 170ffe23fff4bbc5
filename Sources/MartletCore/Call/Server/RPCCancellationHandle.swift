extension ServerContext {
  /// Tells whether a call has been cancelled, and waits for it.
  public struct RPCCancellationHandle: Sendable {
    let call: ServerCall

    init(_ call: ServerCall) { self.call = call }

    /// Creates a handle that belongs to no call, for tests of handlers.
    public init() {
      call = ServerCall(
        method: ServerMethod(MethodDescriptor(fullyQualifiedService: "", method: "")),
        peers: PeerNames { ("", "") }, clock: SystemClock())
    }

    /// Whether the call has been cancelled: by its caller, its deadline, a lost connection, or a
    /// server whose grace period is over.
    public var isCancelled: Bool { call.isCancelled }

    /// Returns once the call has been cancelled.
    ///
    /// - Throws: `CancellationError` if the waiting task is cancelled and the call is not.
    public var cancelled: Void {
      get async throws {
        let wait = AsyncStream<Void>.makeStream()
        let id = call.onCancel { wait.continuation.finish() }
        defer { call.removeHandler(id) }
        for await _ in wait.stream {}
        if !call.isCancelled { try Task.checkCancellation() }
      }
    }

    /// Cancels the call.
    public func cancel() { call.cancel() }
  }
}

/// Runs `operation`, and `handler` as soon as the current call is cancelled meanwhile.
///
/// Outside of a call's handler, `handler` never runs.
public func withRPCCancellationHandler<Result, Failure: Error>(
  operation: () async throws(Failure) -> Result,
  onCancelRPC handler: @Sendable @escaping () -> Void
) async throws(Failure) -> Result {
  guard let call = ServerCall.current else { return try await operation() }
  let id = call.onCancel(handler)
  defer { call.removeHandler(id) }
  return try await operation()
}
