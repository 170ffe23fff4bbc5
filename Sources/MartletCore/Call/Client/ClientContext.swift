/// What an interceptor knows of the call that a client makes.
public struct ClientContext: Sendable {
  /// The method to call.
  public var descriptor: MethodDescriptor

  /// What the caller set for this call; a change is heeded by what comes next.
  public var options: CallOptions

  private var givenRemotePeer: String?
  private var givenLocalPeer: String?
  private var peers: CallPeers?

  /// The server, written as gRPC writes peers: `ipv4:127.0.0.1:31415`, `unix:/run/service.sock`.
  ///
  /// Empty until a connection carries the call, which is not before the last interceptor has
  /// handed it on: after `next`, it is known. If the call is made more than once, it is where the
  /// attempt went that was answered, or that failed last.
  public var remotePeer: String {
    get { givenRemotePeer ?? peers?.names?.remote ?? "" }
    set { givenRemotePeer = newValue }
  }

  /// This end of the connection, known when ``remotePeer`` is and written as that is.
  public var localPeer: String {
    get { givenLocalPeer ?? peers?.names?.local ?? "" }
    set { givenLocalPeer = newValue }
  }

  /// Creates a context.
  public init(
    descriptor: MethodDescriptor, remotePeer: String, localPeer: String,
    options: CallOptions = .defaults
  ) {
    self.descriptor = descriptor
    self.options = options
    givenRemotePeer = remotePeer
    givenLocalPeer = localPeer
  }

  /// Creates the context of a call that has yet to find a connection.
  init(descriptor: MethodDescriptor, options: CallOptions, peers: CallPeers) {
    self.descriptor = descriptor
    self.options = options
    self.peers = peers
  }
}
