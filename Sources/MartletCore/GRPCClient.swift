import Synchronization

/// Makes calls over a transport.
///
/// Usually used through a generated client:
///
/// ```swift
/// try await withGRPCClient(
///   transport: .http2(target: .dns(host: "localhost", port: 50051), transportSecurity: .plaintext)
/// ) { client in
///   let greeter = Helloworld_Greeter.Client(wrapping: client)
///   print(try await greeter.sayHello(.with { $0.name = "Ada" }).message)
/// }
/// ```
public final class GRPCClient<Transport: ClientTransport>: Sendable {
  private enum State {
    case ready, running, stopping, stoppedBeforeRunning
  }

  /// The transport that carries the calls.
  public let transport: Transport

  /// The interceptors of every method; usually none.
  let interceptorPipeline: [ConditionalInterceptor<any ClientInterceptor>]
  /// Whether there are interceptors or a service config.
  @usableFromInline let isIntercepted: Bool
  /// What the service config says of methods; `nil` if there is none.
  let methodConfigs: MethodConfigs?
  /// Whether calls that fail may be made again; `nil` if always.
  let retryThrottle: RetryThrottle?

  /// Makes the stream of a call. Here rather than asked of the transport, whose type is not known
  /// where this is compiled.
  private let makeStream: @Sendable (consuming ClientCall) throws(RPCError) -> CallStream

  private let state = Mutex(State.ready)

  /// Creates a client. Connections are made when calls need them.
  ///
  /// - Parameters:
  ///   - transport: What carries the calls.
  ///   - interceptors: What sees every call, in this order.
  public convenience init(transport: Transport, interceptors: [any ClientInterceptor] = []) {
    self.init(
      transport: transport, interceptorPipeline: interceptors.map { .apply($0, to: .all) })
  }

  /// Creates a client whose interceptors see only some of the methods.
  ///
  /// - Parameters:
  ///   - transport: What carries the calls.
  ///   - interceptorPipeline: What sees which calls, in this order.
  public init(
    transport: Transport,
    interceptorPipeline: [ConditionalInterceptor<any ClientInterceptor>]
  ) {
    self.transport = transport
    makeStream = { call throws(RPCError) in try transport.makeStream(for: call) }
    self.interceptorPipeline = interceptorPipeline
    let config = transport.serviceConfig
    methodConfigs = config.methodConfig.isEmpty ? nil : MethodConfigs(config)
    retryThrottle = config.retryThrottling.map { RetryThrottle($0) }
    isIntercepted = !interceptorPipeline.isEmpty || methodConfigs != nil
  }

  /// Whether a call goes through interceptors or may be made again: all that others ask for.
  @inlinable
  func takesDetour(_ options: CallOptions) -> Bool {
    isIntercepted || options.executionPolicy != nil
  }

  /// Keeps the client running until ``beginGracefulShutdown()`` was called and the last call has
  /// ended, or until the task is cancelled, which ends calls at once.
  ///
  /// Returns at once if the client was shut down before.
  ///
  /// - Throws: ``RuntimeError`` if called twice, or if the transport fails.
  public func runConnections() async throws {
    let problem: RuntimeError? = state.withLock { state in
      switch state {
      case .ready:
        state = .running
        return nil
      case .running:
        return RuntimeError(
          code: .clientIsAlreadyRunning, message: "runConnections() may be called once per client")
      case .stoppedBeforeRunning:
        // Whoever runs it in a task of its own may come second: there is nothing wrong with that.
        state = .stopping
        return nil
      case .stopping:
        return RuntimeError(
          code: .clientIsStopped, message: "the client was shut down; make a new one")
      }
    }
    if let problem { throw problem }
    defer { state.withLock { $0 = .stopping } }
    try await transport.connect()
  }

  /// Refuses new calls and lets those that run finish; ``runConnections()`` returns then.
  public func beginGracefulShutdown() {
    state.withLock { $0 = $0 == .ready ? .stoppedBeforeRunning : .stopping }
    transport.beginGracefulShutdown()
  }

  /// Makes the stream of a call.
  @usableFromInline
  func stream(
    for descriptor: MethodDescriptor, metadata: Metadata, options: CallOptions
  ) throws(RPCError) -> CallStream {
    if !metadata.isEmpty, let problem = metadata.problem {
      throw RPCError(code: .internalError, message: problem)
    }
    let stream = try makeStream(
      ClientCall(
        descriptor: descriptor, metadata: metadata, options: options,
        inheritedDeadline: ServerCall.current?.deadline))
    stream.limits = options.limits
    return stream
  }
}

/// Runs a client while `handleClient` runs, then shuts it down gracefully.
///
/// - Parameters:
///   - transport: What carries the calls.
///   - interceptors: What sees every call, in this order.
///   - handleClient: What to do meanwhile.
/// - Returns: What `handleClient` returns.
/// - Throws: What the client or `handleClient` throws.
public func withGRPCClient<Transport: ClientTransport, Result: Sendable>(
  transport: Transport,
  interceptors: [any ClientInterceptor] = [],
  handleClient: (GRPCClient<Transport>) async throws -> Result
) async throws -> Result {
  try await withGRPCClient(
    transport: transport, interceptorPipeline: interceptors.map { .apply($0, to: .all) },
    handleClient: handleClient)
}

/// Runs a client, whose interceptors see only some of the methods, while `handleClient` runs, then
/// shuts it down gracefully.
///
/// - Parameters:
///   - transport: What carries the calls.
///   - interceptorPipeline: What sees which calls, in this order.
///   - handleClient: What to do meanwhile.
/// - Returns: What `handleClient` returns.
/// - Throws: What the client or `handleClient` throws.
public func withGRPCClient<Transport: ClientTransport, Result: Sendable>(
  transport: Transport,
  interceptorPipeline: [ConditionalInterceptor<any ClientInterceptor>],
  handleClient: (GRPCClient<Transport>) async throws -> Result
) async throws -> Result {
  try await withThrowingDiscardingTaskGroup { group in
    let client = GRPCClient(transport: transport, interceptorPipeline: interceptorPipeline)
    group.addTask { try await client.runConnections() }
    defer { client.beginGracefulShutdown() }
    return try await handleClient(client)
  }
}
