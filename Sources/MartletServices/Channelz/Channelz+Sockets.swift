internal import MartletCore
internal import MartletProtobuf

// Sockets, as messages.

extension Grpc_Channelz_V1_Socket {
  init(_ listener: ListenerReport) {
    self.init()
    ref = .init(identifier: listener.identifier, name: listener.address.text)
    local = .init(listener.address)
  }

  init(_ connection: ConnectionReport) {
    self.init()
    ref = .init(identifier: connection.identifier, name: connection.name)
    data = .init(connection)
    if let address = connection.local { local = .init(address) }
    if let address = connection.remote { remote = .init(address) }
    if let report = connection.security {
      security = .with {
        $0.tls = .with {
          $0.standardName = report.cipher
          $0.localCertificate = report.localCertificate
          $0.remoteCertificate = report.remoteCertificate
        }
      }
    }
  }
}

extension Grpc_Channelz_V1_SocketData {
  fileprivate init(_ connection: ConnectionReport) {
    self.init()
    streamsStarted = Int64(connection.streamsStarted)
    streamsSucceeded = Int64(connection.streamsSucceeded)
    streamsFailed = Int64(connection.streamsFailed)
    messagesSent = Int64(connection.messagesSent)
    messagesReceived = Int64(connection.messagesReceived)
    keepAlivesSent = Int64(connection.keepalivesSent)
    let now = WallTime.now
    if let age = connection.sinceLastStream {
      if connection.beginsStreams {
        lastLocalStreamCreatedTimestamp = now.before(age).timestamp
      } else {
        lastRemoteStreamCreatedTimestamp = now.before(age).timestamp
      }
    }
    if let age = connection.sinceLastSent {
      lastMessageSentTimestamp = now.before(age).timestamp
    }
    if let age = connection.sinceLastReceived {
      lastMessageReceivedTimestamp = now.before(age).timestamp
    }
    localFlowControlWindow = .with { $0.value = Int64(connection.windows.local) }
    remoteFlowControlWindow = .with { $0.value = Int64(connection.windows.remote) }
    if let code = connection.goAwayCode { receivedGoawayError = .with { $0.value = code } }
    peerMaxConcurrentStreams = connection.peerMaximumStreams ?? 0
  }
}

extension Grpc_Channelz_V1_Address {
  fileprivate init(_ address: EndpointAddress) {
    self.init()
    switch address.kind {
    case .tcp(let bytes, let port):
      tcpipAddress = .with {
        $0.ipAddress = bytes
        $0.port = Int32(clamping: port)
      }
    case .unix(let path): udsAddress = .with { $0.filename = path }
    }
  }
}
