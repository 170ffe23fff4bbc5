/// What brings calls to a server.
///
/// **Contract.** ``listen(_:)`` is called once. For every call that arrives the transport looks
/// its path up in the table, makes a ``CallStream`` and a ``ServerCall``, and has
/// ``ServerCall/serve(_:)`` run on the stream's executor. It returns when the last call has
/// ended after ``beginGracefulShutdown()``, or when its task is cancelled, which ends calls at
/// once.
public protocol ServerTransport: Sendable {
  /// Accepts calls for the methods of `table` until shut down.
  ///
  /// - Throws: ``RuntimeError`` with `transportError` if listening fails.
  func listen(_ table: MethodTable) async throws

  /// Refuses new calls and lets those that run finish, within the transport's grace period.
  ///
  /// May be called at any time, also before ``listen(_:)``, and more than once.
  func beginGracefulShutdown()
}
