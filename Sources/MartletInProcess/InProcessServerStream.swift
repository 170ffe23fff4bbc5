internal import MartletCore
internal import MartletEventLoop

/// The side of a call that handles it.
final class InProcessServerStream: InProcessStream, @unchecked Sendable {
  private let method: ServerMethod
  private let call: ServerCall
  private let client: InProcessClientStream
  private let work = HandlerWork()
  private var hasBegun = false
  private var hasSentHead = false

  init(method: ServerMethod, call: ServerCall, client: InProcessClientStream) {
    self.method = method
    self.call = call
    self.client = client
    super.init(loop: client.loop)
    peer = client
    gathersUntilEnd = !method.isRequestStreaming
  }

  /// Starts the handler if it reads a stream; otherwise it waits for the end of the request.
  func begin() {
    if method.isRequestStreaming { startHandler() }
  }

  func requestEnded() {
    if !method.isRequestStreaming { startHandler() }
  }

  fileprivate func handle(in task: HandlerTask) async {
    // A call that has broken while it waited for a worker needs no handler any more.
    if call.isCancelled { return }
    task.begin(call)
    await call.serve(self)
  }

  private func startHandler() {
    guard !hasBegun else { return }
    hasBegun = true
    work.stream = self
    loop.ready(work)
  }

  override func sendHead(to peer: InProcessStream) {
    guard !hasSentHead, wantsInitialMetadataSent || !outbound.isEmpty else { return }
    hasSentHead = true
    // A call that fails without a word is rejected: nothing comes before its status.
    if isTrailersOnly { return }
    peer.receive(metadata: initialMetadata)
  }

  override func sendEnd(_ end: OutboundEnd, to peer: InProcessStream) {
    guard let (status, trailing) = end.status else { return }
    client.finish(.status(status, trailing))
    receiveEnd(.failed(RPCError(code: .cancelled, message: "the call has ended")))
  }

  /// The client has gone: the handler's task is cancelled, and what it writes goes nowhere.
  func clientCancelled() {
    cancelHandler(RPCError(code: .cancelled, message: "the client cancelled the call"))
  }

  override func cancel(_ error: RPCError) {
    guard client.inboundEnd == nil else { return }
    client.finish(.failed(error))
    cancelHandler(error)
  }

  private func cancelHandler(_ error: RPCError) {
    receiveEnd(.failed(error))
    call.cancel()
    work.worker?.cancel()
  }
}

/// Runs a handler on a worker of the loop; keeps its stream alive meanwhile.
private final class HandlerWork: ReadyWork, @unchecked Sendable {
  var stream: InProcessServerStream?

  override func host(_ worker: Worker) async {
    await HandlerTask.host { task in
      worker.companion = task
      await worker.workOff { task.isFree() }
    }
  }

  override func run() async {
    guard let stream, let task = companion as? HandlerTask else { return }
    await stream.handle(in: task)
  }

  override func end() {
    stream = nil
  }
}
