/// What a server's transport does.
package struct ServerReport: Sendable {
  /// The calls of all connections, those that are closed among them.
  package var calls = CallTally()
  /// What it listens on.
  package var listeners: [ListenerReport] = []
  /// The connections that were asked for.
  package var connections: [ConnectionReport] = []

  /// Creates a report of nothing.
  package init() {}
}

/// A socket that a server listens on.
package struct ListenerReport: Sendable {
  /// What identifies it.
  package var identifier: Int64
  /// Where it listens.
  package var address: EndpointAddress

  /// Creates a report.
  package init(identifier: Int64, address: EndpointAddress) {
    self.identifier = identifier
    self.address = address
  }
}

/// What a client's transport does.
package struct ClientReport: Sendable {
  /// What it connects to.
  package var target: String
  /// How it fares, on each loop that uses it.
  package var states: [ChannelReport.State] = []
  /// The calls of none of its ways, since there was none for them.
  package var calls = CallTally()
  /// Its ways there: on each loop one, or one for each address.
  package var channels: [ChannelReport] = []
  /// Whether it takes no more calls.
  package var isShutDown = false

  /// Creates a report of a client that has done nothing yet.
  package init(target: String) { self.target = target }
}

/// One of a client's ways to its target.
package struct ChannelReport: Sendable {
  /// How a channel fares, in gRPC's terms.
  package enum State: Sendable {
    case idle, connecting, ready, transientFailure, shutdown
  }

  /// What identifies it.
  package var identifier: Int64
  /// How it fares.
  package var state: State
  /// The addresses that it leads to.
  package var target = ""
  /// The calls of its connections.
  package var calls = CallTally()
  /// The identifiers and names of its connections.
  package var connectionNames: [(identifier: Int64, name: String)] = []
  /// The connections that were asked for.
  package var connections: [ConnectionReport] = []

  /// Creates a report of a channel that has done nothing yet.
  package init(identifier: Int64, state: State) {
    self.identifier = identifier
    self.state = state
  }
}
