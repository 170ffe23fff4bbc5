/// What a connection does.
package struct ConnectionReport: Sendable {
  /// What identifies it.
  package var identifier: Int64
  /// What people call it: the other end's address.
  package var name: String
  /// This end.
  package var local: EndpointAddress?
  /// The other end.
  package var remote: EndpointAddress?
  /// How it is secured, if it is.
  package var security: SecurityReport?

  /// Whether streams are begun by this end: it is a client's.
  package var beginsStreams = false
  /// Streams that have begun.
  package var streamsStarted = 0
  /// Streams that have ended in order, whatever the status.
  package var streamsSucceeded = 0
  /// Streams that have ended otherwise.
  package var streamsFailed = 0
  /// Messages that were sent.
  package var messagesSent = 0
  /// Messages that have come.
  package var messagesReceived = 0
  /// Pings that were sent to see whether the other end is still there.
  package var keepalivesSent = 0

  /// The time since a stream began; `nil` if there was none.
  package var sinceLastStream: Duration?
  /// The time since bytes of messages were sent; `nil` if there were none.
  package var sinceLastSent: Duration?
  /// The time since bytes of messages came; `nil` if there were none.
  package var sinceLastReceived: Duration?

  /// The bytes that the other end may send, and that this one may.
  package var windows = (local: 0, remote: 0)
  /// The code of the GOAWAY that has come, if one has.
  package var goAwayCode: UInt32?
  /// The streams that the other end bears at once; `nil` if it has not said.
  package var peerMaximumStreams: UInt32?

  /// Creates a report of a connection that has done nothing yet.
  package init(identifier: Int64, name: String) {
    self.identifier = identifier
    self.name = name
  }
}

/// Where a socket is bound or connected to.
package struct EndpointAddress: Sendable, Hashable {
  /// What kind of address it is.
  package enum Kind: Sendable, Hashable {
    /// An IP address, its 4 or 16 bytes in network order, and a port.
    case tcp([UInt8], port: Int)
    /// A Unix socket's path.
    case unix(String)
  }

  /// The address.
  package var kind: Kind
  /// The address as gRPC writes peers.
  package var text: String

  /// Creates an address.
  package init(_ kind: Kind, text: String) {
    self.kind = kind
    self.text = text
  }
}

/// How a connection is secured.
package struct SecurityReport: Sendable, Hashable {
  /// What it is encrypted with, by the name that is registered.
  package var cipher: String
  /// This end's certificate, in DER; empty if it has none.
  package var localCertificate: [UInt8]
  /// The other end's certificate, in DER; empty if it has shown none.
  package var remoteCertificate: [UInt8]

  /// Creates a report.
  package init(cipher: String, localCertificate: [UInt8], remoteCertificate: [UInt8]) {
    self.cipher = cipher
    self.localCertificate = localCertificate
    self.remoteCertificate = remoteCertificate
  }
}
