internal import MartletCore
internal import MartletProtobuf
internal import MartletStub

/// The methods of the protocol.
struct ChannelzMethods: Grpc_Channelz_V1_Channelz.SimpleServiceProtocol {
  let registry: ChannelzRegistry

  /// How many results an answer has.
  ///
  /// - Throws: ``RPCError`` with `invalidArgument` if the wish is negative.
  private func limit(_ wanted: Int64) throws(RPCError) -> Int {
    guard wanted >= 0 else {
      throw RPCError(code: .invalidArgument, message: "max_results is negative")
    }
    let maximum = ChannelzService.maximumResults
    return wanted == 0 ? maximum : Int(min(wanted, Int64(maximum)))
  }

  private func notFound(_ what: String, _ identifier: Int64) -> RPCError {
    RPCError(code: .notFound, message: "there is no \(what) \(identifier)")
  }

  // MARK: Servers

  func getServers(
    request: Grpc_Channelz_V1_GetServersRequest, context: ServerContext
  ) async throws -> Grpc_Channelz_V1_GetServersResponse {
    let limit = try limit(request.maxResults)
    let servers = registry.servers.filter { $0.identifier >= request.startServerID }
    var response = Grpc_Channelz_V1_GetServersResponse()
    for server in servers.prefix(limit) { response.server.append(await describe(server)) }
    response.end = servers.count <= limit
    return response
  }

  func getServer(
    request: Grpc_Channelz_V1_GetServerRequest, context: ServerContext
  ) async throws -> Grpc_Channelz_V1_GetServerResponse {
    let server = try server(request.serverID)
    let description = await describe(server)
    return .with { $0.server = description }
  }

  func getServerSockets(
    request: Grpc_Channelz_V1_GetServerSocketsRequest, context: ServerContext
  ) async throws -> Grpc_Channelz_V1_GetServerSocketsResponse {
    let limit = try limit(request.maxResults)
    // One more, to know whether these are all.
    let report = try await server(request.serverID).subject.report(
      .first(limit + 1, from: request.startSocketID))
    return .with {
      $0.socketRef = report.connections.prefix(limit).map {
        .init(identifier: $0.identifier, name: $0.name)
      }
      $0.end = report.connections.count <= limit
    }
  }

  private func server(_ identifier: Int64) throws(RPCError) -> ChannelzRegistry.Server {
    guard let server = registry.servers.first(where: { $0.identifier == identifier }) else {
      throw notFound("server", identifier)
    }
    return server
  }

  private func describe(_ server: ChannelzRegistry.Server) async -> Grpc_Channelz_V1_Server {
    Grpc_Channelz_V1_Server(server, await server.subject.report(.none))
  }

  // MARK: Channels

  func getTopChannels(
    request: Grpc_Channelz_V1_GetTopChannelsRequest, context: ServerContext
  ) async throws -> Grpc_Channelz_V1_GetTopChannelsResponse {
    let limit = try limit(request.maxResults)
    let clients = registry.clients.filter { $0.identifier >= request.startChannelID }
    var response = Grpc_Channelz_V1_GetTopChannelsResponse()
    for client in clients.prefix(limit) { response.channel.append(await describe(client)) }
    response.end = clients.count <= limit
    return response
  }

  func getChannel(
    request: Grpc_Channelz_V1_GetChannelRequest, context: ServerContext
  ) async throws -> Grpc_Channelz_V1_GetChannelResponse {
    guard let client = registry.clients.first(where: { $0.identifier == request.channelID }) else {
      throw notFound("channel", request.channelID)
    }
    let description = await describe(client)
    return .with { $0.channel = description }
  }

  func getSubchannel(
    request: Grpc_Channelz_V1_GetSubchannelRequest, context: ServerContext
  ) async throws -> Grpc_Channelz_V1_GetSubchannelResponse {
    for client in registry.clients {
      let report = await client.subject.report(.none)
      if let channel = report.channels.first(where: { $0.identifier == request.subchannelID }) {
        return .with { $0.subchannel = .init(channel) }
      }
    }
    throw notFound("subchannel", request.subchannelID)
  }

  private func describe(_ client: ChannelzRegistry.Client) async -> Grpc_Channelz_V1_Channel {
    Grpc_Channelz_V1_Channel(client, await client.subject.report(.none))
  }

  // MARK: Sockets

  func getSocket(
    request: Grpc_Channelz_V1_GetSocketRequest, context: ServerContext
  ) async throws -> Grpc_Channelz_V1_GetSocketResponse {
    guard let socket = await socket(request.socketID) else {
      throw notFound("socket", request.socketID)
    }
    return .with { $0.socket = socket }
  }

  private func socket(_ identifier: Int64) async -> Grpc_Channelz_V1_Socket? {
    for server in registry.servers {
      let report = await server.subject.report(.one(identifier))
      if let connection = report.connections.first { return .init(connection) }
      if let listener = report.listeners.first(where: { $0.identifier == identifier }) {
        return .init(listener)
      }
    }
    for client in registry.clients {
      let report = await client.subject.report(.one(identifier))
      if let connection = report.channels.flatMap(\.connections).first { return .init(connection) }
    }
    return nil
  }
}
