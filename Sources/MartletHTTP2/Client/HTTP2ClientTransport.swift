public import MartletCore
internal import MartletEventLoop
internal import MartletTLS
import Synchronization

/// Makes calls over HTTP/2, on TCP or on a Unix socket.
///
/// It keeps one connection for each loop that uses it, made when the first call needs it: a call
/// that a handler makes is written, and answered, on the handler's own loop. Calls from anywhere
/// else share the connection of one loop. With `round_robin` in the service config, it keeps one
/// for each loop and each address of the target, and the calls of a loop go around them.
public final class HTTP2ClientTransport: ClientTransport {
  private struct Shared {
    var isStopping = false
    var channels: [Channel] = []
    var end: CheckedContinuation<Void, Never>?
    var hasEnded: Bool { isStopping && channels.isEmpty }

    mutating func takeEnd() -> CheckedContinuation<Void, Never>? {
      guard hasEnded else { return nil }
      defer { end = nil }
      return end
    }
  }

  /// What it connects to.
  let target: ConnectionTarget
  private let security: ChannelSecurity?
  private let config: Config
  private let policy: BalancingPolicy
  /// How calls are made.
  public let serviceConfig: ServiceConfig
  /// How the messages of calls are compressed.
  var compression: Config.Compression { config.compression }
  /// Where calls from outside of any loop go.
  private let home: Result<EventLoop, SystemCallError>
  private let spare = SharedSpareStreams()
  private let channels: LoopLocal<Channel>
  private let shared = Mutex(Shared())
  private let isStopping = Atomic<Bool>(false)

  /// Creates a transport; it connects when the first call is made.
  ///
  /// - Parameters:
  ///   - target: What to connect to.
  ///   - transportSecurity: How connections are secured.
  ///   - config: Limits and timeouts.
  ///   - serviceConfig: How calls are made, retries and load balancing among it.
  public init(
    target: ConnectionTarget, transportSecurity: TransportSecurity, config: Config = .defaults,
    serviceConfig: ServiceConfig = ServiceConfig()
  ) {
    self.target = target
    security = ChannelSecurity(transportSecurity)
    self.config = config
    self.serviceConfig = serviceConfig
    policy = BalancingPolicy(serviceConfig)
    home = Result { () throws(SystemCallError) in try EventLoopPool.shared.clientLoop() }
    channels = LoopLocal()
  }

  deinit {
    // Connections and timers of whoever has not shut it down would stay with their loops.
    let left = shared.withLock { $0.channels }
    for channel in left { channel.shutDown(gracefully: false) }
  }

  public func connect() async throws {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let hasEnded = shared.withLock { shared in
          if !shared.hasEnded { shared.end = continuation }
          return shared.hasEnded
        }
        if hasEnded { continuation.resume() }
      }
    } onCancel: {
      stop(gracefully: false)
    }
  }

  public func beginGracefulShutdown() { stop(gracefully: true) }

  private func stop(gracefully: Bool) {
    isStopping.store(true, ordering: .releasing)
    let (channels, end) = shared.withLock { shared in
      shared.isStopping = true
      return (shared.channels, shared.takeEnd())
    }
    end?.resume()
    for channel in channels { channel.shutDown(gracefully: gracefully) }
  }

  public func makeStream(for request: consuming ClientCall) throws(RPCError) -> CallStream {
    if isStopping.load(ordering: .acquiring) { throw .clientIsStopped }
    if let channel = channels.current, let stream = channel.spareStream() {
      stream.take(request, by: self, over: channel)
      return stream
    }
    if let loop = EventLoop.current {
      let stream = HTTP2ClientStream(loop: loop)
      stream.take(request, by: self, over: channels[loop])
      return stream
    }
    switch home {
    case .success(let loop):
      let stream = spare.take() ?? HTTP2ClientStream(loop: loop)
      stream.take(request, by: self, over: nil, from: spare)
      return stream
    case .failure(let error):
      throw RPCError(code: .unavailable, message: "no event loop for the call: \(error)")
    }
  }

  /// Whether the current loop has a connection for calls, and none is under way.
  var isQuiet: Bool { channels.current?.isQuiet ?? false }

  /// The channel of the current loop, made at its first use.
  func channel() throws(RPCError) -> Channel {
    guard let loop = EventLoop.current else {
      throw RPCError(code: .internalError, message: "a call was begun outside of its loop")
    }
    if let channel = channels[loop] { return channel }
    let channel = Channel(
      target: target, security: security, config: config, policy: policy, loop: loop
    ) { [weak self] channel in self?.channelEnded(channel) }
    let isStopping = shared.withLock { shared in
      if !shared.isStopping { shared.channels.append(channel) }
      return shared.isStopping
    }
    if isStopping { throw .clientIsStopped }
    channels[loop] = channel
    return channel
  }

  /// Reads certificates and keys again, which connections to come will use; may block for as long
  /// as reading files does. Does nothing without TLS.
  ///
  /// - Throws: ``RuntimeError`` with `transportError` if they are of no use: the old ones stay.
  public func reloadCertificates() throws {
    do {
      try security?.endpoint.reload()
    } catch {
      throw RuntimeError(
        code: .transportError, message: "cannot use the new certificates: \(error)", cause: error)
    }
  }

  /// The channels that there are, and whether there will be no others.
  var openChannels: ([Channel], isShutDown: Bool) {
    shared.withLock { ($0.channels, $0.isStopping) }
  }

  private func channelEnded(_ channel: Channel) {
    channels[channel.loop] = nil
    let end = shared.withLock { shared in
      shared.channels.removeAll { $0 === channel }
      return shared.takeEnd()
    }
    end?.resume()
  }
}

extension RPCError {
  fileprivate static let clientIsStopped = RPCError(
    code: .unavailable, message: "the client has been shut down; make a new one")
}

extension ClientTransport where Self == HTTP2ClientTransport {
  /// gRPC over HTTP/2 on TCP or a Unix socket.
  ///
  /// - Parameters:
  ///   - target: What to connect to.
  ///   - transportSecurity: How connections are secured.
  ///   - config: Limits and timeouts.
  ///   - serviceConfig: How calls are made, retries and load balancing among it.
  /// - Returns: The transport.
  public static func http2(
    target: ConnectionTarget, transportSecurity: HTTP2ClientTransport.TransportSecurity,
    config: HTTP2ClientTransport.Config = .defaults, serviceConfig: ServiceConfig = ServiceConfig()
  ) -> HTTP2ClientTransport {
    HTTP2ClientTransport(
      target: target, transportSecurity: transportSecurity, config: config,
      serviceConfig: serviceConfig)
  }
}
