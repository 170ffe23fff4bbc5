package import MartletCore
internal import MartletEventLoop

extension HTTP2ServerTransport: InspectableServerTransport {
  package func report(_ selection: ConnectionSelection) async -> ServerReport {
    var whole = ServerReport()
    for loop in loops {
      let part = await loop.loop.answer { loop.report(selection) }
      whole.calls += part.calls
      whole.listeners += part.listeners
      whole.connections += part.connections
    }
    whole.connections = selection.select(from: whole.connections, by: \.identifier)
    return whole
  }
}

extension ServerLoop {
  /// What the loop's part of the server does.
  func report(_ selection: ConnectionSelection) -> ServerReport {
    let now = loop.now
    var report = ServerReport()
    report.calls = past.tally(at: now)
    for connection in connections.values { report.calls += connection.calls(at: now) }
    if let listener {
      report.listeners = [
        ListenerReport(
          identifier: listenerIdentifier, address: EndpointAddress(listener.address))
      ]
    }
    report.connections = selection.select(from: connections.values, by: \.tally.identifier)
      .map { $0.report(at: now, beginsStreams: false) }
    return report
  }
}

extension EventLoop {
  /// What `body` returns on the loop.
  func answer<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      execute { continuation.resume(returning: body()) }
    }
  }
}
