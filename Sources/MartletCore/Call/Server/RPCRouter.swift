/// The methods that a server offers.
///
/// Generated code registers them; a service written by hand can too. Registering a method that
/// is there already replaces it.
public struct RPCRouter: Sendable {
  private var methodsByName: [String: ServerMethod] = [:]

  /// Creates a router without methods.
  public init() {}

  /// The methods, in no particular order.
  public var methods: [MethodDescriptor] { methodsByName.values.map(\.descriptor) }

  /// The number of methods.
  public var count: Int { methodsByName.count }

  var registered: some Collection<ServerMethod> { methodsByName.values }

  /// Whether the method is offered.
  public func hasHandler(forMethod descriptor: MethodDescriptor) -> Bool {
    methodsByName[descriptor.fullyQualifiedMethod] != nil
  }

  /// Stops offering a method; whether it was offered.
  @discardableResult
  public mutating func removeHandler(forMethod descriptor: MethodDescriptor) -> Bool {
    methodsByName.removeValue(forKey: descriptor.fullyQualifiedMethod) != nil
  }

  /// Has interceptors see the calls of the methods that are registered by now.
  ///
  /// Methods that no interceptor is for are served as before. Called again, the later interceptors
  /// take the place of the earlier.
  ///
  /// - Parameter pipeline: What sees which calls, in this order.
  public mutating func registerInterceptors(
    pipeline: [ConditionalInterceptor<any ServerInterceptor>]
  ) {
    if pipeline.isEmpty { return }
    methodsByName = methodsByName.mapValues { method in
      method.intercepted(by: pipeline.interceptors(for: method.descriptor))
    }
  }

  @usableFromInline
  mutating func register(_ method: ServerMethod) {
    methodsByName[method.descriptor.fullyQualifiedMethod] = method
  }

  /// Offers a method of any kind, as a stream each way.
  @inlinable
  public mutating func registerHandler<Input: Sendable, Output: Sendable>(
    forMethod descriptor: MethodDescriptor,
    deserializer: some MessageDeserializer<Input>,
    serializer: some MessageSerializer<Output>,
    handler:
      @Sendable @escaping (
        _ request: StreamingServerRequest<Input>, _ context: ServerContext
      ) async throws -> StreamingServerResponse<Output>
  ) {
    register(.bidirectional(descriptor, deserializer, serializer, handler))
  }

  /// Offers a method with one request and one response.
  @inlinable
  public mutating func registerUnary<Input: Sendable, Output: Sendable>(
    forMethod descriptor: MethodDescriptor,
    deserializer: some MessageDeserializer<Input>,
    serializer: some MessageSerializer<Output>,
    handler:
      @Sendable @escaping (
        _ request: ServerRequest<Input>, _ context: ServerContext
      ) async throws -> ServerResponse<Output>
  ) {
    register(.unary(descriptor, deserializer, serializer, handler))
  }

  /// Offers a method with one request and one response, neither with metadata of its own.
  ///
  /// - Parameters:
  ///   - handler: Answers calls that go through interceptors.
  ///   - direct: Answers all others, with nothing between the transport and the service: takes
  ///     the request off the stream, and leaves it a response or an error.
  @inlinable
  public mutating func registerSimpleUnary<Input: Sendable, Output: Sendable>(
    forMethod descriptor: MethodDescriptor,
    deserializer: some MessageDeserializer<Input>,
    serializer: some MessageSerializer<Output>,
    handler:
      @Sendable @escaping (_ request: Input, _ context: ServerContext) async throws -> Output,
    direct: @Sendable @escaping (_ stream: CallStream, _ call: ServerCall) async -> Void
  ) {
    register(.simpleUnary(descriptor, deserializer, serializer, handler, direct))
  }

  /// Offers a method with a stream of requests and one response.
  @inlinable
  public mutating func registerClientStreaming<Input: Sendable, Output: Sendable>(
    forMethod descriptor: MethodDescriptor,
    deserializer: some MessageDeserializer<Input>,
    serializer: some MessageSerializer<Output>,
    handler:
      @Sendable @escaping (
        _ request: StreamingServerRequest<Input>, _ context: ServerContext
      ) async throws -> ServerResponse<Output>
  ) {
    register(.clientStreaming(descriptor, deserializer, serializer, handler))
  }

  /// Offers a method with one request and a stream of responses.
  @inlinable
  public mutating func registerServerStreaming<Input: Sendable, Output: Sendable>(
    forMethod descriptor: MethodDescriptor,
    deserializer: some MessageDeserializer<Input>,
    serializer: some MessageSerializer<Output>,
    handler:
      @Sendable @escaping (
        _ request: ServerRequest<Input>, _ context: ServerContext
      ) async throws -> StreamingServerResponse<Output>
  ) {
    register(.serverStreaming(descriptor, deserializer, serializer, handler))
  }

  /// Offers a method with a stream each way.
  @inlinable
  public mutating func registerBidirectionalStreaming<Input: Sendable, Output: Sendable>(
    forMethod descriptor: MethodDescriptor,
    deserializer: some MessageDeserializer<Input>,
    serializer: some MessageSerializer<Output>,
    handler:
      @Sendable @escaping (
        _ request: StreamingServerRequest<Input>, _ context: ServerContext
      ) async throws -> StreamingServerResponse<Output>
  ) {
    register(.bidirectional(descriptor, deserializer, serializer, handler))
  }
}

/// A service that can register its methods. Generated service protocols inherit from it.
public protocol RegistrableRPCService: Sendable {
  /// Registers every method of the service.
  func registerMethods(with router: inout RPCRouter)
}

/// A service that wants to know when its server shuts down.
public protocol ServerShutdownObserver: RegistrableRPCService {
  /// The server refuses new calls from now on, and calls that run are to end.
  ///
  /// Called at the latest before the transport begins to drain, perhaps more than once.
  func serverBeginsShutdown()
}
