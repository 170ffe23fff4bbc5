internal import MartletCore
internal import MartletProtobuf

// What transports report, as messages.

extension Grpc_Channelz_V1_SocketRef {
  init(identifier: Int64, name: String) {
    self.init()
    socketID = identifier
    self.name = name
  }
}

extension Grpc_Channelz_V1_ChannelTrace {
  /// No events: only when somebody began to tell of it.
  fileprivate init(added: WallTime) {
    self.init()
    creationTimestamp = added.timestamp
  }
}

extension Grpc_Channelz_V1_Server {
  init(_ server: ChannelzRegistry.Server, _ report: ServerReport) {
    self.init()
    ref = .with {
      $0.serverID = server.identifier
      $0.name = server.name
    }
    data = .with {
      $0.trace = .init(added: server.added)
      $0.callsStarted = Int64(report.calls.started)
      $0.callsSucceeded = Int64(report.calls.succeeded)
      $0.callsFailed = Int64(report.calls.failed)
      if let age = report.calls.sinceLastStart {
        $0.lastCallStartedTimestamp = WallTime.now.before(age).timestamp
      }
    }
    listenSocket = report.listeners.map {
      .init(identifier: $0.identifier, name: $0.address.text)
    }
  }
}

extension Grpc_Channelz_V1_ChannelData {
  fileprivate init(
    _ calls: CallTally, state: ChannelReport.State, target: String, added: WallTime? = nil
  ) {
    self.init()
    self.state = .with { $0.state = .init(state) }
    self.target = target
    if let added { trace = .init(added: added) }
    callsStarted = Int64(calls.started)
    callsSucceeded = Int64(calls.succeeded)
    callsFailed = Int64(calls.failed)
    if let age = calls.sinceLastStart {
      lastCallStartedTimestamp = WallTime.now.before(age).timestamp
    }
    maxConnectionsPerSubchannel = 1
  }
}

extension Grpc_Channelz_V1_ChannelConnectivityState.State {
  fileprivate init(_ state: ChannelReport.State) {
    self =
      switch state {
      case .idle: .idle
      case .connecting: .connecting
      case .ready: .ready
      case .transientFailure: .transientFailure
      case .shutdown: .shutdown
      }
  }
}

extension ClientReport {
  /// How the client fares as a whole: as well as on the best of its loops.
  fileprivate var state: ChannelReport.State {
    if isShutDown { return .shutdown }
    let best: [ChannelReport.State] = [.ready, .connecting, .transientFailure]
    return best.first { states.contains($0) } ?? .idle
  }
}

extension Grpc_Channelz_V1_Channel {
  init(_ client: ChannelzRegistry.Client, _ report: ClientReport) {
    self.init()
    ref = .with {
      $0.channelID = client.identifier
      $0.name = client.name.isEmpty ? report.target : client.name
    }
    var calls = report.calls
    for channel in report.channels { calls += channel.calls }
    data = .init(calls, state: report.state, target: report.target, added: client.added)
    subchannelRef = report.channels.map { channel in
      .with {
        $0.subchannelID = channel.identifier
        $0.name = channel.target
      }
    }
  }
}

extension Grpc_Channelz_V1_Subchannel {
  init(_ channel: ChannelReport) {
    self.init()
    ref = .with {
      $0.subchannelID = channel.identifier
      $0.name = channel.target
    }
    data = .init(channel.calls, state: channel.state, target: channel.target)
    socketRef = channel.connectionNames.map { .init(identifier: $0.identifier, name: $0.name) }
  }
}
