public import MartletCore
public import MartletEventLoop
internal import MartletTLS
import Synchronization

/// Serves gRPC over HTTP/2, on TCP or on a Unix socket.
///
/// Each of its loops is one thread that accepts connections of its own (`SO_REUSEPORT`) and does
/// everything that concerns them.
public final class HTTP2ServerTransport: ServerTransport {
  private enum State {
    case ready
    case listening([ServerLoop])
    case stopping([ServerLoop])
    case stopped
  }

  private struct Shared {
    var state = State.ready
    var address: Result<SocketAddress, RuntimeError>?
    var addressWaiters: [CheckedContinuation<SocketAddress, any Error>] = []
    var openLoops = 0
    var end: CheckedContinuation<Void, Never>?
  }

  private let address: SocketAddress
  /// A socket that listens already.
  private let inherited: Int32?
  private let config: Config
  private let security: ServerSecurity
  private let shared = Mutex(Shared())

  /// Creates a transport that will listen on `address`; port 0 has the system choose one.
  ///
  /// - Parameters:
  ///   - address: Where to listen.
  ///   - transportSecurity: How connections are secured.
  ///   - config: Limits and timeouts.
  public init(
    address: SocketAddress, transportSecurity: TransportSecurity, config: Config = .defaults
  ) {
    self.address = address
    inherited = nil
    self.config = config
    security = ServerSecurity(transportSecurity)
  }

  /// Creates a transport that takes over a socket which listens already, such as one of
  /// ``InheritedSockets``; it is closed when the server stops.
  ///
  /// - Parameters:
  ///   - descriptor: The socket, of which nobody else accepts.
  ///   - transportSecurity: How connections are secured.
  ///   - config: Limits and timeouts; the backlog is the socket's own.
  /// - Throws: ``RuntimeError`` with `transportError` if the descriptor is no listening socket.
  public init(
    inheritedSocket descriptor: Int32, transportSecurity: TransportSecurity,
    config: Config = .defaults
  ) throws {
    guard let address = Socket.address(ofListener: descriptor) else {
      throw RuntimeError(
        code: .transportError, message: "descriptor \(descriptor) is no listening socket")
    }
    self.address = address
    inherited = descriptor
    self.config = config
    security = ServerSecurity(transportSecurity)
  }

  /// The address that the server listens on, with the port that the system chose.
  ///
  /// Waits until it is bound.
  ///
  /// - Throws: ``RuntimeError`` if listening failed or the server was shut down before it began.
  public var listeningAddress: SocketAddress {
    get async throws {
      try await withCheckedThrowingContinuation { continuation in
        let known = shared.withLock { shared in
          if shared.address == nil { shared.addressWaiters.append(continuation) }
          return shared.address
        }
        if let known { continuation.resume(with: known.mapError { $0 as any Error }) }
      }
    }
  }

  private func announce(_ result: Result<SocketAddress, RuntimeError>) {
    let waiters = shared.withLock { shared in
      if shared.address != nil { return [] as [CheckedContinuation<SocketAddress, any Error>] }
      shared.address = result
      defer { shared.addressWaiters = [] }
      return shared.addressWaiters
    }
    for waiter in waiters { waiter.resume(with: result.mapError { $0 as any Error }) }
  }

  // MARK: Listening

  /// Accepts connections until shut down.
  ///
  /// - Throws: ``RuntimeError`` with `transportError` if the address cannot be listened on.
  public func listen(_ table: MethodTable) async throws {
    let eventLoops: [EventLoop]
    do {
      try security.endpoint?.reload()
      eventLoops = try EventLoopPool.shared.acquire(config.loops)
    } catch {
      throw failed(error)
    }
    defer { EventLoopPool.shared.release(eventLoops) }
    let loops = eventLoops.map { loop in
      ServerLoop(
        loop: loop, table: table, security: security, config: config
      ) { [weak self] in self?.loopEnded() }
    }
    do {
      try await bind(loops)
    } catch {
      throw failed(error)
    }
    let watch = watchCertificates(on: eventLoops)
    defer { watch?.stop() }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in run(loops, continuation) }
    } onCancel: {
      stop(gracefully: false)
    }
  }

  private func watchCertificates(on loops: [EventLoop]) -> CertificateWatch? {
    guard let endpoint = security.endpoint, let interval = security.reloadInterval,
      let loop = loops.first
    else { return nil }
    let watch = CertificateWatch(endpoint, interval: interval, on: loop)
    watch.start()
    return watch
  }

  /// Reads certificates and keys again, which connections to come will use; may block for as long
  /// as reading files does. Does nothing without TLS.
  ///
  /// - Throws: ``RuntimeError`` with `transportError` if they are of no use: the old ones stay.
  public func reloadCertificates() throws {
    do {
      try security.endpoint?.reload()
    } catch {
      throw RuntimeError(
        code: .transportError, message: "cannot use the new certificates: \(error)", cause: error)
    }
  }

  private func failed(_ cause: any Error) -> RuntimeError {
    let error = RuntimeError(
      code: .transportError, message: "cannot listen on \(address): \(cause)", cause: cause)
    announce(.failure(error))
    return error
  }

  /// Binds every loop to the same address; the first one settles the port.
  private func bind(_ loops: [ServerLoop]) async throws {
    var bound = address
    var listeners: [Listener] = []
    // One socket per loop needs SO_REUSEPORT, which a Unix socket has not: there, one loop accepts
    // for all.
    // The same goes for a socket that was inherited: there is only one.
    let isShared = address.isUnix || inherited != nil
    for _ in loops.indices.prefix(isShared ? 1 : loops.count) {
      let listener =
        if let inherited {
          try Listener(inherited: inherited)
        } else {
          try Listener(address: bound, sharesPort: !isShared, backlog: config.backlog)
        }
      bound = listener.address
      listeners.append(listener)
    }
    for (index, listener) in listeners.enumerated() {
      let share = isShared ? loops : [loops[index]]
      try await loops[index].listen(on: listener, handingOutTo: share)
    }
    announce(.success(bound))
  }

  private func run(_ loops: [ServerLoop], _ continuation: CheckedContinuation<Void, Never>) {
    let begins = shared.withLock { shared in
      shared.end = continuation
      shared.openLoops = loops.count
      if case .ready = shared.state {
        shared.state = .listening(loops)
        return true
      }
      shared.state = .stopping(loops)
      return false
    }
    for loop in loops { loop.startSpinning() }
    // Shut down before it began, or cancelled meanwhile.
    if !begins { loops.forEach { $0.stop(gracefully: true) } }
    if Task.isCancelled { stop(gracefully: false) }
  }

  private func loopEnded() {
    let end = shared.withLock { shared -> CheckedContinuation<Void, Never>? in
      shared.openLoops -= 1
      guard shared.openLoops == 0 else { return nil }
      shared.state = .stopped
      defer { shared.end = nil }
      return shared.end
    }
    end?.resume()
  }

  /// Its loops, while it listens or drains.
  var loops: [ServerLoop] {
    shared.withLock { shared in
      switch shared.state {
      case .listening(let loops), .stopping(let loops): loops
      case .ready, .stopped: []
      }
    }
  }

  // MARK: Shutdown

  /// Refuses connections and calls, and lets calls finish within the grace period.
  public func beginGracefulShutdown() {
    stop(gracefully: true)
  }

  private func stop(gracefully: Bool) {
    let loops = shared.withLock { shared -> [ServerLoop] in
      switch shared.state {
      case .ready:
        shared.state = .stopping([])
        return []
      case .listening(let loops):
        shared.state = .stopping(loops)
        return loops
      case .stopping(let loops): return gracefully ? [] : loops
      case .stopped: return []
      }
    }
    announce(
      .failure(
        RuntimeError(
          code: .serverIsStopped, message: "the server was shut down before it listened")))
    for loop in loops { loop.stop(gracefully: gracefully) }
  }
}

extension ServerTransport where Self == HTTP2ServerTransport {
  /// gRPC over HTTP/2 on TCP or a Unix socket.
  ///
  /// - Parameters:
  ///   - address: Where to listen; port 0 has the system choose one.
  ///   - transportSecurity: How connections are secured.
  ///   - config: Limits and timeouts.
  /// - Returns: The transport.
  public static func http2(
    address: SocketAddress, transportSecurity: HTTP2ServerTransport.TransportSecurity,
    config: HTTP2ServerTransport.Config = .defaults
  ) -> HTTP2ServerTransport {
    HTTP2ServerTransport(address: address, transportSecurity: transportSecurity, config: config)
  }
}
