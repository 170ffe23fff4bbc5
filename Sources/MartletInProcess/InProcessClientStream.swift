internal import MartletCore
internal import MartletEventLoop

/// The side of a call that makes it.
final class InProcessClientStream: InProcessStream, @unchecked Sendable {
  private let request: ClientCall
  private let hub: InProcessHub
  private var server: InProcessServerStream?
  private var deadline: Deadline?
  private var timer: DeadlineTimer?

  init(request: ClientCall, hub: InProcessHub, loop: EventLoop) {
    self.request = request
    self.hub = hub
    super.init(loop: loop)
  }

  override func start() {
    if loop.isCurrent { begin() } else { loop.execute { self.begin() } }
  }

  private func begin() {
    guard willStart() else { return }
    let now = InProcessClock(loop: loop).now()
    deadline = request.deadline(at: now)
    if let deadline {
      if deadline <= now { return deadlinePassed() }
      let timer = DeadlineTimer(self)
      self.timer = timer
      loop.schedule(timer, at: LoopInstant(nanoseconds: deadline.nanoseconds))
    }
    hub.begin(self)
  }

  /// Brings the call to its method.
  func connect(to table: MethodTable) {
    let path = "/\(request.descriptor.fullyQualifiedMethod)"
    guard let method = table.method(forPath: path) else {
      finish(.status(table.unimplemented(path: path), Metadata()))
      return
    }
    let call = ServerCall(
      method: method,
      peers: PeerNames { ("in-process:client", "in-process:server") },
      clock: InProcessClock(loop: loop))
    call.deadline = deadline
    for (key, value) in request.metadata {
      call.addHeader(key.lowercased(), value.encoded())
    }
    if let peers { peers.names = PeerNames { ("in-process:server", "in-process:client") } }
    let server = InProcessServerStream(method: method, call: call, client: self)
    self.server = server
    peer = server
    server.begin()
    outboundChanged()
  }

  override func sendEnd(_ end: OutboundEnd, to peer: InProcessStream) {
    peer.receiveEnd(.halfClosed)
    server?.requestEnded()
  }

  /// Ends the call as the server, or a failure, says.
  func finish(_ end: InboundEnd) {
    guard inboundEnd == nil else { return }
    if let timer { loop.cancel(timer) }
    timer = nil
    receiveEnd(end)
    // The two sides hold each other; from here on only a handler that still runs holds its own.
    server = nil
    hub.ended(self)
  }

  func refuse(_ reason: String) {
    finish(.failed(RPCError(code: .unavailable, message: reason)))
  }

  override func cancel(_ error: RPCError) {
    guard inboundEnd == nil else { return }
    server?.clientCancelled()
    finish(.failed(error))
  }

  fileprivate func deadlinePassed() {
    cancel(
      RPCError(
        code: .deadlineExceeded,
        message: "the deadline passed before \(request.descriptor) answered"))
  }
}

/// Ends a call whose time is up.
private final class DeadlineTimer: LoopTimer, @unchecked Sendable {
  private weak var stream: InProcessClientStream?

  init(_ stream: InProcessClientStream) {
    self.stream = stream
    super.init()
  }

  override func fire() { stream?.deadlinePassed() }
}
