public import MartletCore
import MartletStub

/// The standard service for a look inside, `grpc.channelz.v1.Channelz`: it tells which servers and
/// clients the process has, their connections, and how many calls and messages there were.
///
/// ```swift
/// let channelz = ChannelzService()
/// try await withGRPCServer(transport: transport, services: [channelz, Greeter()]) { server in
///   channelz.add(server, name: "front")
///   …
/// }
/// ```
///
/// It tells of what was added to it, for as long as that exists. Whoever may call it learns the
/// addresses and certificates of peers: offer it where only operators get to. Calls cost nothing
/// more for being counted; each question goes to all loops of what it is about.
///
/// A client is a channel. Its connections are spread over event loops, each of which has a
/// subchannel, or one for each address that calls go around. Calls for which there was never a
/// connection are the channel's alone. The events of channels (`ChannelTrace.events`) and options
/// of sockets are not told.
public struct ChannelzService: Sendable {
  /// The most servers, channels or sockets in one answer; whoever wants more asks again, from where
  /// that has ended.
  public static let maximumResults = 100

  private let registry = ChannelzRegistry()

  /// Creates a service that tells of nothing yet.
  public init() {}

  /// Tells of a server from now on, until it is gone. Only servers on HTTP/2 have something to
  /// tell; others are passed over.
  ///
  /// - Parameters:
  ///   - server: The server, which is not kept.
  ///   - name: What people call it.
  public func add<Transport: ServerTransport>(_ server: GRPCServer<Transport>, name: String = "") {
    guard let transport = server.transport as? any InspectableServerTransport else { return }
    registry.add(transport, name: name)
  }

  /// Tells of a client from now on, until it is gone. Only clients on HTTP/2 have something to
  /// tell; others are passed over.
  ///
  /// - Parameters:
  ///   - client: The client, which is not kept.
  ///   - name: What people call it; its target if that is empty.
  public func add<Transport: ClientTransport>(_ client: GRPCClient<Transport>, name: String = "") {
    guard let transport = client.transport as? any InspectableClientTransport else { return }
    registry.add(transport, name: name)
  }
}

extension ChannelzService: RegistrableRPCService {
  public func registerMethods(with router: inout RPCRouter) {
    ChannelzMethods(registry: registry).registerMethods(with: &router)
  }
}
