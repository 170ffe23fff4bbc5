package import MartletCore
internal import MartletEventLoop

extension HTTP2ClientTransport: InspectableClientTransport {
  package func report(_ selection: ConnectionSelection) async -> ClientReport {
    var report = ClientReport(target: "\(target)")
    let (channels, isShutDown) = openChannels
    report.isShutDown = isShutDown
    for channel in channels {
      report.channels.append(await channel.loop.answer { channel.report(selection) })
    }
    report.channels.sort { $0.identifier < $1.identifier }
    return report
  }
}

extension Channel {
  /// What the channel does.
  func report(_ selection: ConnectionSelection) -> ChannelReport {
    let now = loop.now
    var report = ChannelReport(identifier: identifier, state: connectivity)
    report.calls = past.tally(at: now)
    report.calls.started += waitingCount
    for connection in connections.values { report.calls += connection.calls(at: now) }
    report.connectionNames = connections.values
      .map { (identifier: $0.tally.identifier, name: $0.peers.remote) }
      .sorted { $0.identifier < $1.identifier }
    report.connections = selection.select(from: connections.values, by: \.tally.identifier)
      .map { $0.report(at: now, beginsStreams: true) }
    return report
  }
}
