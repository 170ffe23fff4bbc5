import Synchronization

/// Where a client's call has gone, for interceptors that want to know.
public final class CallPeers: Sendable {
  private let state = Mutex<PeerNames?>(nil)

  /// Creates an object for a call that has no connection yet.
  init() {}

  /// The ends of the connection that carries the call, or its latest attempt; `nil` as long as
  /// none does. A transport sets them.
  public var names: PeerNames? {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
