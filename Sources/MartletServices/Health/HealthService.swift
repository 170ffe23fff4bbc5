public import MartletCore
import MartletProtobuf
import MartletStub
import Synchronization

/// The standard health service, `grpc.health.v1.Health`: it tells whoever asks whether the server,
/// or one of its services, takes requests.
///
/// ```swift
/// let health = HealthService()
/// let server = GRPCServer(transport: transport, services: [health, Greeter()])
/// health.provider.updateStatus(.serving, forService: Helloworld_Greeter.descriptor)
/// ```
///
/// The server as a whole, the service of the empty name, is serving unless another status is set.
/// As soon as the server begins to shut down, everything is not serving: who watches is told so,
/// and the watch ends with `unavailable`, since it would keep the server from draining.
public struct HealthService: Sendable {
  /// The most services that `List` answers with; if there are more it fails with
  /// `resourceExhausted`, as the protocol says.
  public static let maximumListedServices = 100

  private let state: HealthState

  /// Sets the statuses.
  public let provider: Provider

  /// Creates a service that knows no service but the server as a whole.
  public init() {
    state = HealthState()
    provider = Provider(state: state)
  }

  /// Sets the statuses of a health service.
  public struct Provider: Sendable {
    fileprivate let state: HealthState

    /// Sets how a service fares. Too late once the server has begun to shut down.
    public func updateStatus(
      _ status: ServingStatus, forService service: ServiceDescriptor
    ) {
      state.update(status, for: service.fullyQualifiedService)
    }

    /// Sets how a service fares, by its full name; the empty name is the server as a whole. Too
    /// late once the server has begun to shut down.
    public func updateStatus(_ status: ServingStatus, forService service: String) {
      state.update(status, for: service)
    }
  }
}

/// How a service fares.
public struct ServingStatus: Sendable, Hashable, CustomStringConvertible {
  let value: Grpc_Health_V1_HealthCheckResponse.ServingStatus

  /// It takes requests.
  public static let serving = Self(value: .serving)

  /// It takes none.
  public static let notServing = Self(value: .notServing)

  public var description: String { self == .serving ? "serving" : "notServing" }
}

extension HealthService: ServerShutdownObserver {
  public func serverBeginsShutdown() { state.shutDown() }
}

extension HealthService: RegistrableRPCService {
  public func registerMethods(with router: inout RPCRouter) {
    HealthMethods(state: state).registerMethods(with: &router)
  }
}

/// The methods of the protocol.
private struct HealthMethods: Grpc_Health_V1_Health.SimpleServiceProtocol {
  let state: HealthState

  func check(
    request: Grpc_Health_V1_HealthCheckRequest, context: ServerContext
  ) async throws -> Grpc_Health_V1_HealthCheckResponse {
    guard let status = state.status(of: request.service) else {
      throw RPCError(code: .notFound, message: "the service is not known here")
    }
    return .with { $0.status = status.value }
  }

  func list(
    request: Grpc_Health_V1_HealthListRequest, context: ServerContext
  ) async throws -> Grpc_Health_V1_HealthListResponse {
    let statuses = state.statuses
    guard statuses.count <= HealthService.maximumListedServices else {
      throw RPCError(
        code: .resourceExhausted,
        message: """
          \(statuses.count) services are more than can be listed \
          (\(HealthService.maximumListedServices))
          """)
    }
    return .with { list in
      list.statuses = statuses.mapValues { status in .with { $0.status = status.value } }
    }
  }

  func watch(
    request: Grpc_Health_V1_HealthCheckRequest,
    response: RPCWriter<Grpc_Health_V1_HealthCheckResponse>, context: ServerContext
  ) async throws {
    let watch = state.watch(request.service)
    defer { state.endWatch(watch.id, of: request.service) }
    var told: Grpc_Health_V1_HealthCheckResponse.ServingStatus?
    for await status in watch.statuses where status != told {
      try await response.write(.with { $0.status = status })
      told = status
    }
    try Task.checkCancellation()
    throw RPCError(code: .unavailable, message: "the server is shutting down")
  }
}
