/// What carries a client's calls.
///
/// **Contract.** ``connect()`` is called at most once and runs as long as the client does.
/// ``makeStream(for:)`` may be called from any thread, also before ``connect()``. It must not
/// block: a call that has to wait for a connection waits inside its stream.
public protocol ClientTransport: Sendable {
  /// How calls are made; empty unless the transport has another. Asked for once.
  var serviceConfig: ServiceConfig { get }

  /// Runs until ``beginGracefulShutdown()`` was called and the last call has ended, or until its
  /// task is cancelled, which ends calls at once.
  func connect() async throws

  /// Refuses new calls and lets those that run finish.
  func beginGracefulShutdown()

  /// Makes the stream of a call, which begins with ``CallStream/start()``.
  ///
  /// A stream is confined to the caller's executor if the transport can work there, so that
  /// nothing has to change threads.
  ///
  /// - Throws: ``RPCError`` with `unavailable` once the transport is shut down.
  func makeStream(for request: consuming ClientCall) throws(RPCError) -> CallStream
}

extension ClientTransport {
  public var serviceConfig: ServiceConfig { ServiceConfig() }
}
