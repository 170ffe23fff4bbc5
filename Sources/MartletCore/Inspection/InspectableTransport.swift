/// A server's transport that can tell what it does, for channelz. Any thread.
package protocol InspectableServerTransport: AnyObject, Sendable {
  /// What it does now, and what its connections do that are selected.
  func report(_ selection: ConnectionSelection) async -> ServerReport
}

/// A client's transport that can tell what it does, for channelz. Any thread.
package protocol InspectableClientTransport: AnyObject, Sendable {
  /// What it does now, and what its connections do that are selected.
  func report(_ selection: ConnectionSelection) async -> ClientReport
}

/// Which connections a report tells of: one that told of all could be very long.
package enum ConnectionSelection: Sendable {
  /// None.
  case none
  /// The one of this identifier, if it is there.
  case one(Int64)
  /// So many, in the order of their identifiers, none of which is lower.
  case first(Int, from: Int64)

  /// The selected ones.
  ///
  /// - Parameters:
  ///   - all: All that there are.
  ///   - identifier: What identifies one.
  package func select<Element>(
    from all: some Sequence<Element>, by identifier: (Element) -> Int64
  ) -> [Element] {
    switch self {
    case .none: []
    case .one(let wanted): all.filter { identifier($0) == wanted }
    case .first(let count, let first):
      Array(
        all.filter { identifier($0) >= first }
          .sorted { identifier($0) < identifier($1) }.prefix(count))
    }
  }
}
