internal import MartletCore
internal import MartletEventLoop

/// Where the two ends of a transport meet. Confined to its loop but for `loop` itself.
final class InProcessHub: @unchecked Sendable {
  // Sendable: confined to `loop`.
  let loop: Result<EventLoop, RuntimeError>

  private var table: MethodTable?
  /// Calls that were made before the server listened.
  private var waiting: [InProcessClientStream] = []
  private var calls: [ObjectIdentifier: InProcessClientStream] = [:]
  private var isServerStopping = false
  private var isClientStopping = false
  private var serverEnd: CheckedContinuation<Void, Never>?
  private var clientEnd: CheckedContinuation<Void, Never>?

  init() {
    do {
      loop = .success(try EventLoopPool.shared.clientLoop())
    } catch {
      loop = .failure(
        RuntimeError(
          code: .transportError, message: "no event loop can be had: \(error)", cause: error))
    }
  }

  // MARK: Calls

  /// Takes a call in: at once, or as soon as the server listens.
  func begin(_ stream: InProcessClientStream) {
    if isClientStopping {
      stream.refuse("the client has been shut down; make a new one")
    } else if isServerStopping {
      stream.refuse("the server has been shut down")
    } else {
      calls[ObjectIdentifier(stream)] = stream
      if let table { stream.connect(to: table) } else { waiting.append(stream) }
    }
  }

  /// A call is over on both sides.
  func ended(_ stream: InProcessClientStream) {
    calls[ObjectIdentifier(stream)] = nil
    waiting.removeAll { $0 === stream }
    resumeEnds()
  }

  func serve(_ table: MethodTable) {
    guard !isServerStopping else { return }
    self.table = table
    let calls = waiting
    waiting = []
    for call in calls { call.connect(to: table) }
  }

  // MARK: The end

  func stopServer(gracefully: Bool) {
    isServerStopping = true
    for call in waiting { call.refuse("the server has been shut down") }
    if !gracefully { cancelCalls("the server has shut down") }
    resumeEnds()
  }

  func stopClient(gracefully: Bool) {
    isClientStopping = true
    if !gracefully { cancelCalls("the client was shut down while the call ran") }
    resumeEnds()
  }

  private func cancelCalls(_ reason: String) {
    for call in calls.values { call.cancel(RPCError(code: .unavailable, message: reason)) }
  }

  func whenServerEnds(_ continuation: CheckedContinuation<Void, Never>) {
    serverEnd = continuation
    resumeEnds()
  }

  func whenClientEnds(_ continuation: CheckedContinuation<Void, Never>) {
    clientEnd = continuation
    resumeEnds()
  }

  private func resumeEnds() {
    guard calls.isEmpty else { return }
    if isServerStopping {
      serverEnd?.resume()
      serverEnd = nil
    }
    if isClientStopping {
      clientEnd?.resume()
      clientEnd = nil
    }
  }
}
