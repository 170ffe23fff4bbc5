public import MartletCore
internal import MartletEventLoop

extension InProcessTransport {
  /// The end that calls come to.
  public struct Server: ServerTransport {
    let hub: InProcessHub

    /// Accepts calls until shut down.
    ///
    /// - Throws: ``RuntimeError`` with `transportError` if there is no event loop to be had.
    public func listen(_ table: MethodTable) async throws {
      let loop = try hub.loop.get()
      loop.execute { hub.serve(table) }
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          loop.execute { hub.whenServerEnds(continuation) }
        }
      } onCancel: {
        loop.execute { hub.stopServer(gracefully: false) }
      }
    }

    /// Refuses new calls and lets those that run finish.
    public func beginGracefulShutdown() {
      if case .success(let loop) = hub.loop { loop.execute { hub.stopServer(gracefully: true) } }
    }
  }

  /// The end that calls are made from.
  public struct Client: ClientTransport {
    let hub: InProcessHub
    /// How calls are made.
    public let serviceConfig: ServiceConfig

    /// Runs until shut down and the last call has ended.
    ///
    /// - Throws: ``RuntimeError`` with `transportError` if there is no event loop to be had.
    public func connect() async throws {
      let loop = try hub.loop.get()
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          loop.execute { hub.whenClientEnds(continuation) }
        }
      } onCancel: {
        loop.execute { hub.stopClient(gracefully: false) }
      }
    }

    /// Refuses new calls and lets those that run finish.
    public func beginGracefulShutdown() {
      if case .success(let loop) = hub.loop { loop.execute { hub.stopClient(gracefully: true) } }
    }

    /// Makes the stream of a call.
    ///
    /// - Throws: ``RPCError`` with `unavailable` if there is no event loop to be had.
    public func makeStream(for request: consuming ClientCall) throws(RPCError) -> CallStream {
      switch hub.loop {
      case .success(let loop): InProcessClientStream(request: request, hub: hub, loop: loop)
      case .failure(let error): throw RPCError(code: .unavailable, message: error.message)
      }
    }
  }
}
