import Synchronization

/// What is known of one call on the server: the object behind ``ServerContext``.
///
/// The transport fills in the first half before the handler starts; from then on it does not
/// change and may be read from any thread. The second half is guarded. A transport may reuse the
/// object for another call only if nobody else holds it.
public final class ServerCall: @unchecked Sendable {
  // Sendable: see above. Unchecked exclusivity: the transport changes whole values while nobody
  // else has the object.

  @exclusivity(unchecked) @usableFromInline private(set) var method: ServerMethod
  /// The custom metadata of the request.
  @exclusivity(unchecked) @usableFromInline private(set) var headers = HeaderBlock()
  /// When the call must be over.
  @exclusivity(unchecked) public var deadline: Deadline?
  /// The connection's ends.
  @exclusivity(unchecked) public private(set) var peers: PeerNames
  /// Compresses messages of the response, if the client understands an algorithm.
  @exclusivity(unchecked) public var compressor: MessageCompressor?
  /// Decompresses messages of the request, if the client compresses.
  @exclusivity(unchecked) public var decompressor: MessageDecompressor?
  /// The clock that the deadline is on.
  public let clock: any CallClock

  let cancellation = Mutex(CancellationState())
  /// Whether the call was cancelled, or somebody wanted to hear of it: if not, no lock is needed.
  let cancellationIsTouched = Atomic<Bool>(false)
  private let response = Mutex(Additions())
  private let responseIsTouched = Atomic<Bool>(false)

  /// What interceptors and the handler add to the call.
  private struct Additions {
    var initial = Metadata()
    var trailing = Metadata()
    var initialIsSent = false
    var values: [ObjectIdentifier: any Sendable] = [:]
  }

  /// Creates the object for calls of one connection.
  public init(method: ServerMethod, peers: PeerNames, clock: any CallClock) {
    self.method = method
    self.peers = peers
    self.clock = clock
  }

  /// The method, as it was registered.
  public var descriptor: MethodDescriptor { method.descriptor }

  /// Takes up a call of a method. Only while nobody else holds the object.
  public func take(_ method: ServerMethod) { self.method = method }

  /// Whether it is at a call of the method, or was: most often it is the same one again.
  @inlinable
  public func isAt(_ method: ServerMethod) -> Bool { method === self.method }

  /// Notes who makes the call. Only while nobody else holds the object.
  public func meet(_ peers: PeerNames) {
    if peers !== self.peers { self.peers = peers }
  }

  /// Whether the request is a stream of messages.
  public var isRequestStreaming: Bool { method.isRequestStreaming }

  /// The ``MessageDeserializer/formatName`` of the method's requests.
  public var formatName: String? { method.formatName }

  /// Runs the method's handler and finishes the stream, with its response or with an error.
  ///
  /// Called once per call, on the stream's executor, by a task that prefers it and has a
  /// ``HandlerTask``.
  // Inlined: a frame of its own would cost another look at the executor.
  @inlinable @inline(__always)
  public func serve(_ stream: CallStream) async {
    // Not by way of the method, which would have to be held meanwhile.
    let body = method.body
    await body(stream, self)
  }

  /// Adds a header of the request. Only while nobody else holds the object.
  public func addHeader(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    lend(&headers) { $0.append(name: name, value: value) }
  }

  /// Makes the object fit for another call. Only when nobody else holds it.
  public func reset() {
    if isKnownUniquelyReferenced(&headers) {
      lend(&headers) { $0.removeAll() }
    } else {
      renewHeaders()
    }
    deadline = nil
    if compressor != nil || decompressor != nil { forgetCompression() }
    // Looked at first: writing to what is shared is dear, and rarely needed.
    if responseIsTouched.load(ordering: .relaxed)
      || cancellationIsTouched.load(ordering: .relaxed)
    {
      forgetShared()
    }
  }

  @inline(never)
  private func renewHeaders() { headers = HeaderBlock() }

  @inline(never)
  private func forgetCompression() {
    compressor = nil
    decompressor = nil
  }

  @inline(never)
  private func forgetShared() {
    responseIsTouched.store(false, ordering: .relaxed)
    response.withLock { $0 = Additions() }
    cancellationIsTouched.store(false, ordering: .relaxed)
    cancellation.withLock { $0 = CancellationState() }
  }

  /// The request's metadata.
  @inlinable
  var metadata: Metadata { Metadata(headers) }

  /// Changes what goes before the first message; `false` if that is too late.
  func updateInitialMetadata(_ body: (inout Metadata) -> Void) -> Bool {
    responseIsTouched.store(true, ordering: .relaxed)
    return response.withLock { response in
      if response.initialIsSent { return false }
      body(&response.initial)
      return true
    }
  }

  /// Changes what goes with the status.
  func updateTrailingMetadata(_ body: (inout Metadata) -> Void) {
    responseIsTouched.store(true, ordering: .relaxed)
    response.withLock { body(&$0.trailing) }
  }

  /// A value that an interceptor left for the handler.
  func value(_ key: ObjectIdentifier) -> (any Sendable)? {
    guard responseIsTouched.load(ordering: .acquiring) else { return nil }
    return response.withLock { $0.values[key] }
  }

  /// Leaves a value for the handler.
  func setValue(_ value: (any Sendable)?, _ key: ObjectIdentifier) {
    response.withLock { $0.values[key] = value }
    responseIsTouched.store(true, ordering: .releasing)
  }

  /// Whether the handler's context was given metadata, or might have been.
  var hasResponseMetadata: Bool { responseIsTouched.load(ordering: .relaxed) }

  /// What the handler's context was given as initial metadata; from now on it is too late.
  func takeInitialMetadata() -> Metadata {
    response.withLock { response in
      response.initialIsSent = true
      return response.initial
    }
  }

  /// Notes that the initial metadata is on its way, so that setting it fails loudly.
  @usableFromInline
  func markInitialMetadataSent() {
    responseIsTouched.store(true, ordering: .relaxed)
    response.withLock { $0.initialIsSent = true }
  }

  /// `metadata`, and what the handler's context was given as trailing metadata.
  func trailingMetadata(adding metadata: Metadata) -> Metadata {
    var trailing = metadata
    if hasResponseMetadata { trailing.add(contentsOf: response.withLock { $0.trailing }) }
    return trailing
  }
}

/// The ends of a connection as text, made once per connection and only if somebody asks.
public final class PeerNames: Sendable {
  private let names: @Sendable () -> (remote: String, local: String)
  /// Who the peer is, by a certificate that was verified.
  public let identity: PeerIdentity?
  /// The process that the peer is, if it is on this machine.
  public let credentials: PeerCredentials?
  private let made = Mutex<(remote: String, local: String)?>(nil)

  /// Creates names that `names` makes at the first look.
  public init(
    credentials: PeerCredentials? = nil,
    _ names: @escaping @Sendable () -> (remote: String, local: String)
  ) {
    self.names = names
    self.credentials = credentials
    identity = nil
  }

  /// The same names, of a peer that has shown who it is.
  public init(_ other: PeerNames, identity: PeerIdentity) {
    names = other.names
    credentials = other.credentials
    self.identity = identity
  }

  private var both: (remote: String, local: String) {
    made.withLock { made in
      if let made { return made }
      let fresh = names()
      made = fresh
      return fresh
    }
  }

  /// The peer, such as `ipv4:127.0.0.1:50051`.
  public var remote: String { both.remote }

  /// This end, such as `ipv4:127.0.0.1:50051`.
  public var local: String { both.local }
}
