/// What a handler knows of the call that it handles.
///
/// It may be kept and read from any task, also after the call.
public struct ServerContext: Sendable {
  @usableFromInline let call: ServerCall

  /// Creates the context of a call, for transports and generated code.
  @inlinable
  public init(_ call: ServerCall) { self.call = call }

  /// Creates a context that belongs to no call, for tests of handlers.
  public init(
    descriptor: MethodDescriptor, remotePeer: String, localPeer: String,
    cancellation: RPCCancellationHandle = RPCCancellationHandle()
  ) {
    call = ServerCall(
      method: ServerMethod(descriptor), peers: PeerNames { (remotePeer, localPeer) },
      clock: SystemClock())
    _ = cancellation.call.onCancel { [call] in call.cancel() }
  }

  /// The method that was called.
  public var descriptor: MethodDescriptor { call.descriptor }

  /// The metadata that came with the request.
  public var metadata: Metadata { call.metadata }

  /// The client, written as gRPC writes peers: `ipv4:127.0.0.1:31415`, `ipv6:[::1]:443`,
  /// `unix:/run/service.sock`, `in-process:1`.
  public var remotePeer: String { call.peers.remote }

  /// This end of the connection, written as ``remotePeer`` is.
  public var localPeer: String { call.peers.local }

  /// Who the client is, by the certificate that it showed; `nil` if it showed none, or none was
  /// asked for.
  public var peerIdentity: PeerIdentity? { call.peers.identity }

  /// The process that the client is, on a Unix socket; `nil` on others.
  public var peerCredentials: PeerCredentials? { call.peers.credentials }

  /// When the call must be over; `nil` if its caller set no timeout.
  ///
  /// Calls that the handler makes inherit it.
  public var deadline: Deadline? { call.deadline }

  /// The time until the deadline, zero once it has passed; `nil` if there is none.
  public var timeRemaining: Duration? {
    call.deadline?.timeRemaining(at: call.clock.now())
  }

  /// Tells whether the call has been cancelled.
  ///
  /// The handler's task is cancelled too, so that most handlers need not look.
  public var cancellation: RPCCancellationHandle { RPCCancellationHandle(call) }

  /// Adds metadata that is sent before the first message.
  ///
  /// - Throws: ``RuntimeError`` with `metadataAlreadySent` once it is on its way.
  public func addInitialMetadata(_ metadata: Metadata) throws {
    guard call.updateInitialMetadata({ $0.add(contentsOf: metadata) }) else {
      throw RuntimeError(
        code: .metadataAlreadySent,
        message: """
          initial metadata of \(descriptor) was sent before this; \
          add it before the first message, or use addTrailingMetadata
          """)
    }
  }

  /// Adds metadata that is sent with the status.
  public func addTrailingMetadata(_ metadata: Metadata) {
    call.updateTrailingMetadata { $0.add(contentsOf: metadata) }
  }
}

/// Names a value that an interceptor leaves in a call's ``ServerContext``.
///
/// ```swift
/// enum TenantKey: ServerContextKey { typealias Value = String }
///
/// context[TenantKey.self] = "acme"  // in an interceptor
/// let tenant = context[TenantKey.self]  // in the handler
/// ```
public protocol ServerContextKey {
  /// The type of the value.
  associatedtype Value: Sendable
}

extension ServerContext {
  /// A value that belongs to the call; `nil` if none was set. Every copy of the context has it.
  public subscript<Key: ServerContextKey>(key: Key.Type) -> Key.Value? {
    get { call.value(ObjectIdentifier(key)) as? Key.Value }
    nonmutating set { call.setValue(newValue, ObjectIdentifier(key)) }
  }
}

/// The monotonic clock, for contexts that belong to no transport.
struct SystemClock: CallClock {
  private static let start = ContinuousClock().now

  func now() -> Deadline {
    Deadline(nanoseconds: (ContinuousClock().now - Self.start).wholeNanoseconds)
  }
}
