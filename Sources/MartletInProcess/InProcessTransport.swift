public import MartletCore

/// A client and a server that talk to each other within the process: for tests, and for programs
/// that embed a service.
///
/// Calls behave as over a network: metadata and messages are encoded and copied, deadlines and
/// cancellation reach the other side, and a reader that falls behind holds the writer up.
///
/// ```swift
/// let transport = InProcessTransport()
/// try await withGRPCServer(transport: transport.server, services: [Greeter()]) { _ in
///   try await withGRPCClient(transport: transport.client) { client in … }
/// }
/// ```
public struct InProcessTransport: Sendable {
  /// The end that calls come to.
  public let server: Server
  /// The end that calls are made from.
  public let client: Client

  /// Creates both ends of a transport.
  ///
  /// - Parameter serviceConfig: How calls are made, retries among it.
  public init(serviceConfig: ServiceConfig = ServiceConfig()) {
    let hub = InProcessHub()
    server = Server(hub: hub)
    client = Client(hub: hub, serviceConfig: serviceConfig)
  }
}
