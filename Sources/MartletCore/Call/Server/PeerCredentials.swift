/// The process at the other end of a Unix socket, as the kernel knows it (`SO_PEERCRED`): as it was
/// when it connected.
public struct PeerCredentials: Hashable, Sendable {
  /// The process.
  public var processID: Int32
  /// The user that it runs as.
  public var userID: UInt32
  /// The group that it runs as.
  public var groupID: UInt32

  /// Creates credentials.
  public init(processID: Int32, userID: UInt32, groupID: UInt32) {
    self.processID = processID
    self.userID = userID
    self.groupID = groupID
  }
}
