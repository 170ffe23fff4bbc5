import Synchronization

/// Serves calls of its services on a transport.
///
/// ```swift
/// let server = GRPCServer(
///   transport: .http2(
///     address: .ipv4(host: "127.0.0.1", port: 50051), transportSecurity: .plaintext),
///   services: [Greeter()])
/// try await server.serve()
/// ```
public final class GRPCServer<Transport: ServerTransport>: Sendable {
  private enum State {
    case ready, running, stopping, stoppedBeforeServing
  }

  /// The transport that calls come from.
  public let transport: Transport

  private let table: MethodTable
  private let observers: [any ServerShutdownObserver]
  private let state = Mutex(State.ready)

  /// Creates a server.
  ///
  /// - Parameters:
  ///   - transport: What calls come from.
  ///   - services: What is offered. If two services have a method of the same full name, the last
  ///     one wins.
  ///   - interceptors: What sees every call, in this order.
  public convenience init(
    transport: Transport, services: [any RegistrableRPCService],
    interceptors: [any ServerInterceptor] = []
  ) {
    self.init(
      transport: transport, services: services,
      interceptorPipeline: interceptors.map { .apply($0, to: .all) })
  }

  /// Creates a server whose interceptors see only some of the methods.
  ///
  /// - Parameters:
  ///   - transport: What calls come from.
  ///   - services: What is offered. If two services have a method of the same full name, the last
  ///     one wins.
  ///   - interceptorPipeline: What sees which calls, in this order.
  public convenience init(
    transport: Transport, services: [any RegistrableRPCService],
    interceptorPipeline: [ConditionalInterceptor<any ServerInterceptor>]
  ) {
    var router = RPCRouter()
    for service in services { service.registerMethods(with: &router) }
    router.registerInterceptors(pipeline: interceptorPipeline)
    self.init(
      transport: transport, router: router,
      observers: services.compactMap { $0 as? any ServerShutdownObserver })
  }

  /// Creates a server of single methods.
  public convenience init(transport: Transport, router: RPCRouter) {
    self.init(transport: transport, router: router, observers: [])
  }

  private init(
    transport: Transport, router: RPCRouter, observers: [any ServerShutdownObserver]
  ) {
    self.transport = transport
    self.table = MethodTable(router)
    self.observers = observers
  }

  /// Serves calls until ``beginGracefulShutdown()`` was called and the last has ended, or until
  /// the task is cancelled, which ends calls at once.
  ///
  /// Returns at once if the server was shut down before.
  ///
  /// - Throws: ``RuntimeError`` if the server has been served before, or if its transport fails.
  public func serve() async throws {
    let problem: RuntimeError? = state.withLock { state in
      switch state {
      case .ready:
        state = .running
        return nil
      case .running:
        return RuntimeError(
          code: .serverIsAlreadyRunning, message: "serve() may be called once per server")
      case .stoppedBeforeServing:
        // Whoever serves in a task of its own may come second: there is nothing wrong with that.
        state = .stopping
        return nil
      case .stopping:
        return RuntimeError(
          code: .serverIsStopped, message: "the server was shut down; make a new one")
      }
    }
    if let problem { throw problem }
    defer { state.withLock { $0 = .stopping } }
    try await transport.listen(table)
  }

  /// Refuses new calls and lets those that run finish; ``serve()`` returns then.
  public func beginGracefulShutdown() {
    state.withLock { $0 = $0 == .ready ? .stoppedBeforeServing : .stopping }
    for observer in observers { observer.serverBeginsShutdown() }
    transport.beginGracefulShutdown()
  }
}

/// Serves while `handleServer` runs, then shuts down gracefully.
///
/// - Parameters:
///   - transport: What calls come from.
///   - services: What is offered.
///   - interceptors: What sees every call, in this order.
///   - handleServer: What to do meanwhile.
/// - Returns: What `handleServer` returns.
/// - Throws: What the server or `handleServer` throws.
public func withGRPCServer<Transport: ServerTransport, Result: Sendable>(
  transport: Transport,
  services: [any RegistrableRPCService],
  interceptors: [any ServerInterceptor] = [],
  handleServer: (GRPCServer<Transport>) async throws -> Result
) async throws -> Result {
  try await withGRPCServer(
    transport: transport, services: services,
    interceptorPipeline: interceptors.map { .apply($0, to: .all) }, handleServer: handleServer)
}

/// Serves, with interceptors that see only some of the methods, while `handleServer` runs, then
/// shuts down gracefully.
///
/// - Parameters:
///   - transport: What calls come from.
///   - services: What is offered.
///   - interceptorPipeline: What sees which calls, in this order.
///   - handleServer: What to do meanwhile.
/// - Returns: What `handleServer` returns.
/// - Throws: What the server or `handleServer` throws.
public func withGRPCServer<Transport: ServerTransport, Result: Sendable>(
  transport: Transport,
  services: [any RegistrableRPCService],
  interceptorPipeline: [ConditionalInterceptor<any ServerInterceptor>],
  handleServer: (GRPCServer<Transport>) async throws -> Result
) async throws -> Result {
  try await withThrowingDiscardingTaskGroup { group in
    let server = GRPCServer(
      transport: transport, services: services, interceptorPipeline: interceptorPipeline)
    group.addTask { try await server.serve() }
    defer { server.beginGracefulShutdown() }
    return try await handleServer(server)
  }
}
