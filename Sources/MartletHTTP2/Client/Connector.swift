internal import MartletCore
internal import MartletEventLoop

/// One attempt to connect: resolves the target, then tries its addresses in order until one
/// accepts and speaks HTTP/2.
///
/// Confined to its loop. `completion` is called once, unless the attempt is cancelled.
final class Connector: @unchecked Sendable {
  // Sendable: confined to `loop`.
  private let target: ConnectionTarget
  private let timeout: Duration
  private let loop: EventLoop
  private var opening: ((Socket) throws -> ClientConnection)?
  private var completion: ((Result<ClientConnection, RPCError>) -> Void)?
  private var addresses: ArraySlice<SocketAddress> = []
  private var failures: [String] = []
  private var current: SocketAddress?
  private var attempt: SocketConnection?
  private var connection: ClientConnection?
  private var timer: ConnectTimer?

  init(target: ConnectionTarget, timeout: Duration, loop: EventLoop) {
    self.target = target
    self.timeout = timeout
    self.loop = loop
  }

  /// Begins.
  ///
  /// - Parameters:
  ///   - opening: Makes a connection of a socket that has connected.
  ///   - completion: Gets the connection that is ready, or why there is none.
  func start(
    opening: @escaping (Socket) throws -> ClientConnection,
    completion: @escaping (Result<ClientConnection, RPCError>) -> Void
  ) {
    self.opening = opening
    self.completion = completion
    switch target.kind {
    case .addresses(let addresses):
      self.addresses = addresses[...]
      tryNext()
    case .name(let host, let port):
      HostResolver.resolve(host: host, port: port, on: loop) { result in
        switch result {
        case .success(let addresses):
          self.addresses = addresses[...]
          self.tryNext()
        case .failure(let error):
          self.finish(.failure(RPCError(code: .unavailable, message: "\(error)", cause: error)))
        }
      }
    }
  }

  /// Gives up without telling anybody.
  func cancel() {
    completion = nil
    stopAttempt()
    connection?.close(RPCError(code: .cancelled, message: "the client was shut down"))
    opening = nil
  }

  private func tryNext() {
    guard completion != nil else { return }
    guard let address = addresses.popFirst() else {
      finish(.failure(failure))
      return
    }
    current = address
    let timer = ConnectTimer(self)
    self.timer = timer
    loop.schedule(timer, at: loop.now.advanced(by: timeout.wholeNanoseconds))
    attempt = SocketConnection(to: address, on: loop) { result in self.socketDone(result) }
  }

  private func socketDone(_ result: Result<Socket, SystemCallError>) {
    attempt = nil
    guard completion != nil else { return }
    switch result {
    case .success(let socket):
      do {
        connection = try opening?(socket)
      } catch {
        socket.close()
        failed("\(error)")
      }
    case .failure(let error): failed(error.reason)
    }
  }

  /// The server's settings have come: it speaks HTTP/2.
  func connectionIsReady(_ connection: ClientConnection) {
    if connection === self.connection { finish(.success(connection)) }
  }

  /// The connection was closed before it was ready.
  func connectionDidClose(_ connection: ClientConnection, _ reason: RPCError) {
    guard connection === self.connection else { return }
    self.connection = nil
    failed(reason.message)
  }

  fileprivate func timedOut() {
    let connection = self.connection
    self.connection = nil
    stopAttempt()
    failed("timed out after \(timeout)")
    connection?.close(RPCError(code: .unavailable, message: "connecting timed out"))
  }

  private func failed(_ reason: String) {
    stopAttempt()
    if let current { failures.append("\(current): \(reason)") }
    tryNext()
  }

  private func stopAttempt() {
    attempt?.cancel()
    attempt = nil
    if let timer { loop.cancel(timer) }
    timer = nil
  }

  /// Every address that was tried, and why it failed.
  private var failure: RPCError {
    let count = failures.count
    let noun = count == 1 ? "address" : "addresses"
    return RPCError(
      code: .unavailable,
      message: """
        no connection to \(target) (tried \(count) \(noun)): \
        \(failures.joined(separator: "; "))
        """)
  }

  private func finish(_ result: Result<ClientConnection, RPCError>) {
    stopAttempt()
    let completion = self.completion
    self.completion = nil
    opening = nil
    completion?(result)
  }
}

/// Ends an attempt that takes too long.
private final class ConnectTimer: LoopTimer, @unchecked Sendable {
  private unowned let connector: Connector

  init(_ connector: Connector) {
    self.connector = connector
    super.init()
  }

  override func fire() { connector.timedOut() }
}
