internal import MartletCore
internal import MartletEventLoop

/// One attempt to connect: tries addresses in order until one accepts and speaks HTTP/2.
///
/// Confined to its loop. `completion` is called once, unless the attempt is cancelled.
final class Connector: @unchecked Sendable {
  // Sendable: confined to `loop`.
  private let timeout: Duration
  private let loop: EventLoop
  private var opening: ((Socket, SocketAddress) throws -> ClientConnection)?
  private var completion: ((Result<ClientConnection, ConnectFailure>) -> Void)?
  /// Those that are still to be tried.
  private var addresses: ArraySlice<SocketAddress>
  private var tried: Set<SocketAddress> = []
  private var failure = ConnectFailure()
  private var current: SocketAddress?
  private var attempt: SocketConnection?
  private var connection: ClientConnection?
  private var timer: ConnectTimer?

  init(addresses: [SocketAddress], timeout: Duration, loop: EventLoop) {
    self.addresses = addresses[...]
    self.timeout = timeout
    self.loop = loop
  }

  /// Begins.
  ///
  /// - Parameters:
  ///   - opening: Makes a connection of a socket that has connected to an address.
  ///   - completion: Gets the connection that is ready, or why there is none.
  func start(
    opening: @escaping (Socket, SocketAddress) throws -> ClientConnection,
    completion: @escaping (Result<ClientConnection, ConnectFailure>) -> Void
  ) {
    self.opening = opening
    self.completion = completion
    tryNext()
  }

  /// Goes on with other addresses, of which those that were tried are not tried again; whether it
  /// can, which it cannot if the one that is being tried is not among them.
  func goOn(with addresses: [SocketAddress]) -> Bool {
    guard let current, addresses.contains(current) else { return false }
    self.addresses = addresses.filter { !tried.contains($0) }[...]
    return true
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
    tried.insert(address)
    let timer = ConnectTimer(self)
    self.timer = timer
    loop.schedule(timer, at: loop.now.advanced(by: timeout.wholeNanoseconds))
    attempt = SocketConnection(to: address, on: loop) { result in self.socketDone(result) }
  }

  private func socketDone(_ result: Result<Socket, SystemCallError>) {
    attempt = nil
    guard completion != nil, let current else { return }
    switch result {
    case .success(let socket):
      do {
        connection = try opening?(socket, current)
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
    if let current { failure.add(current, reason) }
    tryNext()
  }

  private func stopAttempt() {
    attempt?.cancel()
    attempt = nil
    if let timer { loop.cancel(timer) }
    timer = nil
  }

  private func finish(_ result: Result<ClientConnection, ConnectFailure>) {
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
