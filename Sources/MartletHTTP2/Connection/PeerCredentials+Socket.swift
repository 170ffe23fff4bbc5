internal import MartletCore
internal import MartletEventLoop

extension PeerCredentials {
  /// What a socket knows of its peer.
  init(_ peer: SocketPeer) {
    self.init(processID: peer.process, userID: peer.user, groupID: peer.group)
  }
}
