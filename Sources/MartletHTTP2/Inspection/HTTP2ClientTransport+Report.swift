package import MartletCore
internal import MartletEventLoop

extension HTTP2ClientTransport: InspectableClientTransport {
  package func report(_ selection: ConnectionSelection) async -> ClientReport {
    var report = ClientReport(target: "\(target)")
    let (channels, isShutDown) = openChannels
    report.isShutDown = isShutDown
    for channel in channels {
      let part = await channel.loop.answer { channel.report(selection) }
      report.states.append(part.state)
      report.calls += part.calls
      report.channels += part.channels
    }
    report.channels.sort { $0.identifier < $1.identifier }
    return report
  }
}

extension Channel {
  /// What the channel does: its state, its calls that have no subchannel, and its subchannels.
  func report(
    _ selection: ConnectionSelection
  ) -> (state: ChannelReport.State, calls: CallTally, channels: [ChannelReport]) {
    var calls = past.tally(at: loop.now)
    calls.started += waitingCount
    return (connectivity, calls, allSubchannels.map { $0.report(selection) })
  }

  /// How it fares, in gRPC's terms.
  private var connectivity: ChannelReport.State {
    switch state {
    case .idle: .idle
    case .connecting: .connecting
    case .ready, .spread: .ready
    case .failing: .transientFailure
    case .stopped: .shutdown
    }
  }
}

extension Subchannel {
  /// What the subchannel does.
  fileprivate func report(_ selection: ConnectionSelection) -> ChannelReport {
    let now = channel.loop.now
    var report = ChannelReport(identifier: identifier, state: connectivity)
    report.target = addresses.map(\.description).joined(separator: ", ")
    report.calls = past.tally(at: now)
    for connection in connections.values { report.calls += connection.calls(at: now) }
    report.connectionNames = connections.values
      .map { (identifier: $0.tally.identifier, name: $0.peers.remote) }
      .sorted { $0.identifier < $1.identifier }
    report.connections = selection.select(from: connections.values, by: \.tally.identifier)
      .map { $0.report(at: now, beginsStreams: true) }
    return report
  }
}
