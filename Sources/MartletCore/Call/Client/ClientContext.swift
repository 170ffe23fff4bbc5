/// What an interceptor knows of the call that a client makes.
public struct ClientContext: Sendable {
  /// The method to call.
  public var descriptor: MethodDescriptor

  /// What the caller set for this call; a change is heeded by what comes next.
  public var options: CallOptions

  /// The server; empty as long as no connection is chosen, which is after the interceptors.
  public var remotePeer: String

  /// This end of the connection; empty as long as none is chosen.
  public var localPeer: String

  /// Creates a context.
  public init(
    descriptor: MethodDescriptor, remotePeer: String, localPeer: String,
    options: CallOptions = .defaults
  ) {
    self.descriptor = descriptor
    self.remotePeer = remotePeer
    self.localPeer = localPeer
    self.options = options
  }
}
