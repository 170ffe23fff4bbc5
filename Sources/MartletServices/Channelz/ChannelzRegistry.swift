internal import MartletCore
import Synchronization

/// What channelz tells of. Nothing is kept for its sake: what is gone drops out.
final class ChannelzRegistry: Sendable {
  /// A server or a client that is there.
  struct Entry<Subject: Sendable>: Sendable {
    let identifier: Int64
    let name: String
    let added: WallTime
    let subject: Subject
  }

  typealias Server = Entry<any InspectableServerTransport>
  typealias Client = Entry<any InspectableClientTransport>

  /// What does not keep a server or a client.
  private struct Weak {
    let identifier = InspectionIdentifier.next()
    let name: String
    let added = WallTime.now
    weak var server: (any InspectableServerTransport)?
    weak var client: (any InspectableClientTransport)?

    var isGone: Bool { server == nil && client == nil }
  }

  private let all = Mutex<[Weak]>([])

  func add(_ server: any InspectableServerTransport, name: String) {
    add(Weak(name: name, server: server, client: nil))
  }

  func add(_ client: any InspectableClientTransport, name: String) {
    add(Weak(name: name, server: nil, client: client))
  }

  private func add(_ entry: sending Weak) {
    all.withLock { all in
      all.removeAll(where: \.isGone)
      all.append(entry)
    }
  }

  /// The servers that are there, in the order of their identifiers.
  var servers: [Server] {
    all.withLock { all in
      all.compactMap { entry in
        entry.server.map {
          Server(
            identifier: entry.identifier, name: entry.name, added: entry.added, subject: $0)
        }
      }
    }
  }

  /// The clients that are there, in the order of their identifiers.
  var clients: [Client] {
    all.withLock { all in
      all.compactMap { entry in
        entry.client.map {
          Client(
            identifier: entry.identifier, name: entry.name, added: entry.added, subject: $0)
        }
      }
    }
  }
}
