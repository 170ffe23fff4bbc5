import Synchronization

/// One side of one call, between the call layer and a transport: what has arrived and nobody has
/// read yet, and what has been written and is not yet sent.
///
/// ```
///   peer ──bytes──▶ receive(…) ─▶ inbound ─▶ next message ──▶ handler or caller
///   peer ◀─bytes── transport  ◀─ outbound ◀─ write, finish ◀── handler or caller
/// ```
///
/// **Who may touch it.** A stream belongs to its transport's executor. Members marked *local* may
/// be used only where ``isLocal`` is true; from elsewhere, ``perform(_:)`` carries a closure
/// there. Two exceptions: until ``start()`` a stream belongs to whoever made it, and once it has
/// ended and its end was delivered, to whoever waits for that.
///
/// **Contract for transports.** Subclass it and override the hooks. Call ``receive(bytes:)`` and
/// its siblings in the order in which things arrive, and ``receiveEnd(_:)`` exactly once, last.
/// Watch ``outboundChanged()``: it says that ``outbound``, ``initialMetadata`` or ``outboundEnd``
/// has something new. After taking bytes off ``outbound``, call ``outboundDrained()``.
open class CallStream: @unchecked Sendable {
  // Sendable: see above; the executor is the lock. Unchecked exclusivity: for the same reason, and
  // since no access below lasts while other code of ours or of a transport runs; the checks would
  // cost a sixth of a short call.

  // What is rare in an end is behind a pointer: it is one word, for code that only looks at it.

  /// How the inbound half ended.
  public enum InboundEnd: Sendable {
    /// The client has sent all its messages.
    case halfClosed
    /// The server has ended the call in success, without trailing metadata: what most calls end
    /// with, and nothing to copy.
    case ok
    /// The server has ended the call with a status and trailing metadata.
    indirect case status(Status, Metadata)
    /// The call broke: cancelled, out of time, connection lost, protocol violated.
    indirect case failed(RPCError)
  }

  /// How the outbound half ends.
  public enum OutboundEnd: Sendable {
    /// The client has no more messages.
    case halfClose
    /// The server's success, without trailing metadata: what most calls end with, and nothing to
    /// copy.
    case ok
    /// The server's status and trailing metadata.
    indirect case status(Status, Metadata)

    /// The server's status and trailing metadata; `nil` from a client.
    public var status: (Status, Metadata)? {
      switch self {
      case .halfClose: nil
      case .ok: (.ok, Metadata())
      case .status(let status, let metadata): (status, metadata)
      }
    }
  }

  /// The limits and marks of one stream.
  public struct Limits: Sendable {
    /// The most bytes in one message from the peer.
    public var maximumReceivedBytes: Int
    /// The most bytes in one message to the peer.
    public var maximumSentBytes: Int
    /// A writer waits while more than this many bytes are unsent.
    public var highWaterBytes: Int
    /// A waiting writer goes on once no more than this many bytes are unsent.
    public var lowWaterBytes: Int

    /// 4 MiB in, no limit out, and writers that wait between 64 KiB and 16 KiB.
    public static let defaults = Limits(
      maximumReceivedBytes: 4 << 20, maximumSentBytes: .max, highWaterBytes: 64 << 10,
      lowWaterBytes: 16 << 10)
  }

  /// The limits of this call. Set before ``start()``.
  @exclusivity(unchecked) public final var limits = Limits.defaults {
    didSet { inbound.maximumBytes = limits.maximumReceivedBytes }
  }

  /// Who wants to know where the call goes; clients only, `nil` if nobody does. Set before
  /// ``start()``.
  public final var peers: CallPeers? {
    get { callPeers }
    set { callPeers = newValue }
  }
  /// Whether anybody does: a look that counts no reference.
  public final var hasPeers: Bool { callPeers != nil }
  @exclusivity(unchecked) private final var callPeers: CallPeers?

  // MARK: Inbound, local

  @exclusivity(unchecked) final var inbound = MessageQueue(
    maximumBytes: Limits.defaults.maximumReceivedBytes)
  /// What the server sent before its first message; clients only.
  @exclusivity(unchecked) final var responseMetadata: Metadata?
  /// Set once nothing more will arrive.
  @exclusivity(unchecked) public internal(set) final var inboundEnd: InboundEnd?
  /// Bytes that have arrived and that the peer has not been given back as window.
  @exclusivity(unchecked) final var uncreditedBytes = 0
  /// Whether only the end is of interest: a unary caller or handler takes everything at once.
  public final var gathersUntilEnd: Bool {
    get { isGathering }
    set { isGathering = newValue }
  }
  // Other modules would check a stored property's exclusivity all the same: hence these pairs.
  @exclusivity(unchecked) private final var isGathering = false
  @exclusivity(unchecked) final var reader: Waiter?
  /// Whether the reader runs on another executor.
  @exclusivity(unchecked) final var readerIsRemote = false

  // MARK: Outbound, local

  /// Framed messages that wait to be sent.
  @exclusivity(unchecked) public final var outbound = MessageBuffer()
  /// What goes before the first message.
  public final var initialMetadata: Metadata {
    get { leadingMetadata }
    set { leadingMetadata = newValue }
  }
  @exclusivity(unchecked) private final var leadingMetadata = Metadata()
  /// Whether anything does: a look that copies nothing.
  public final var hasInitialMetadata: Bool { !leadingMetadata.isEmpty }
  /// Whether the initial metadata should be sent even though no message follows yet.
  @exclusivity(unchecked) public final var wantsInitialMetadataSent = false
  /// Set once nothing more will be written.
  public final var outboundEnd: OutboundEnd? {
    get { lastOutbound }
    set { lastOutbound = newValue }
  }
  @exclusivity(unchecked) private final var lastOutbound: OutboundEnd?
  @exclusivity(unchecked) final var writers: [Waiter] = []

  // MARK: Counts, local

  /// Messages that have come.
  package final var receivedCount: Int { messagesReceived }
  @exclusivity(unchecked) final var messagesReceived = 0
  /// Messages that were written.
  package final var sentCount: Int { messagesSent }
  @exclusivity(unchecked) @usableFromInline final var messagesSent = 0

  // MARK: Compression (CallStream+Compression)

  @exclusivity(unchecked) @usableFromInline final var outboundCompressor: MessageCompressor?
  @exclusivity(unchecked) @usableFromInline final var inboundDecompressor: MessageDecompressor?

  // MARK: Shared with tasks on other executors (CallStream+Remote)

  /// What is on its way between the two; made by the first to need it.
  final let remoteEnd = Mutex<RemoteEnd?>(nil)
  /// Whether there may be something for a reader.
  final let hasHandedOver = Atomic<Bool>(false)
  /// Whether what has arrived is about to be handed over; local.
  @exclusivity(unchecked) final var handsOverSoon = false
  /// Whether there may be something from a writer, of which the stream was told.
  final let hasPosts = Atomic<Bool>(false)
  /// Whether what is posted waits for room; local.
  @exclusivity(unchecked) final var postsWait = false
  /// Whether the call is over for writers.
  final let refusesPosts = Atomic<Bool>(false)
  /// Whether a writer need not see to the initial metadata any more.
  final let metadataIsSettled = Atomic<Bool>(false)
  /// Whether any of this was used; local.
  @exclusivity(unchecked) final var isUsedRemotely = false

  // MARK: Life

  /// Whether the transport has begun the call; local.
  @exclusivity(unchecked) final var isStarted = false
  /// Whether the caller has begun it already, before anybody was to be woken; local.
  @exclusivity(unchecked) final var isBegun = false
  /// Why the call is to end as soon as it begins: its producer has failed before; local.
  @exclusivity(unchecked) final var earlyFailure: RPCError?
  /// Whether a cancelled task has asked for the end of the call; any thread.
  final let cancellationRequested = Atomic<Bool>(false)

  /// Creates a stream.
  public init() {}

  /// Makes the stream fit for another call. Only when nobody else holds it; local.
  open func reset() {
    inbound.removeAll()
    if responseMetadata != nil { responseMetadata = nil }
    inboundEnd = nil
    uncreditedBytes = 0
    gathersUntilEnd = false
    outbound.removeAll(keepingAtMost: Self.keptOutboundBytes)
    initialMetadata = Metadata()
    wantsInitialMetadataSent = false
    outboundEnd = nil
    messagesReceived = 0
    messagesSent = 0
    isStarted = false
    isBegun = false
    cancellationRequested.store(false, ordering: .relaxed)
    if earlyFailure != nil || callPeers != nil || hasCompression { forgetRarities() }
    resetRemote()
  }

  @inline(never)
  private final func forgetRarities() {
    earlyFailure = nil
    callPeers = nil
    resetCompression()
  }

  /// The most memory for outgoing bytes that an idle, pooled stream holds on to.
  private static let keptOutboundBytes = 4096

  // MARK: Hooks for transports

  /// Whether the caller runs on this stream's executor; any thread.
  open var isLocal: Bool { true }

  /// Runs `body` on this stream's executor, soon and in order; any thread.
  open func perform(_ body: @escaping @Sendable () -> Void) { body() }

  /// Has the executor do what there is to do, within the task that waits, until `isDone`; `false`
  /// if the task must suspend after all. Only from a task that holds no actor; local.
  open func turn(until isDone: () -> Bool) -> Bool { false }

  /// Begins the call; client streams only, by whoever made the stream, once.
  open func start() {}

  /// The caller is done with a call that has ended, and will not use the stream again: it may serve
  /// another call; client streams only.
  open func recycle() {}

  /// Something new waits to be sent; local.
  open func outboundChanged() {}

  /// The application has taken `bytes` that arrived: the peer may send as many more; local.
  open func inboundConsumed(_ bytes: Int) {}

  /// So many bytes are still to come of a message that is being gathered, and memory for it is
  /// there: the peer may send them at once; local.
  open func inboundMissing(_ bytes: Int) {}

  /// Ends the call now, on both sides, with `error`: the peer is told, and ``receiveEnd(_:)``
  /// called; does nothing if the call has ended; local.
  open func cancel(_ error: RPCError) {}
}
