internal import MartletCore
internal import MartletEventLoop
internal import MartletTLS

// What channelz wants to know; on the connection's loop.
extension HTTP2Connection {
  /// The calls of the connection.
  final func calls(at now: LoopInstant) -> CallTally { tally.calls(open: streams.count, now: now) }

  /// What the connection does.
  final func report(at now: LoopInstant, beginsStreams: Bool) -> ConnectionReport {
    var report = ConnectionReport(identifier: tally.identifier, name: peers.remote)
    report.local = socket.localAddress.map { EndpointAddress($0) }
    report.remote = socket.peerAddress.map { EndpointAddress($0) }
    report.security = secure?.report
    report.beginsStreams = beginsStreams
    report.streamsStarted = tally.started
    report.streamsSucceeded = tally.succeeded
    report.streamsFailed = max(0, tally.started - tally.succeeded - streams.count)
    report.messagesSent = streams.reduce(tally.messagesSent) { $0 + $1.sentCount }
    report.messagesReceived = streams.reduce(tally.messagesReceived) { $0 + $1.receivedCount }
    report.keepalivesSent = tally.keepalivesSent
    report.sinceLastStream = tally.lastStarted?.age(at: now)
    report.sinceLastSent = tally.lastSent?.age(at: now)
    report.sinceLastReceived = tally.lastReceived?.age(at: now)
    report.windows = session.windows
    report.goAwayCode = tally.goAwayCode?.rawValue
    report.peerMaximumStreams = session.peerMaximumStreams
    return report
  }
}

extension EndpointAddress {
  /// The address in channelz's terms.
  init(_ address: SocketAddress) {
    let kind =
      address.unixDomainSocket.map { Kind.unix($0.path) }
      ?? .tcp(address.ipBytes, port: address.port ?? 0)
    self.init(kind, text: "\(address)")
  }
}
