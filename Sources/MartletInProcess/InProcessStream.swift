internal import MartletCore
internal import MartletEventLoop

/// One side of a call within the process: what it writes is copied to its peer's inbound half at
/// the end of the loop's tick, as far as the peer's window allows.
///
/// Confined to its loop.
class InProcessStream: CallStream, @unchecked Sendable {
  // Sendable: as CallStream, confined to `loop`.
  final let loop: EventLoop
  /// The other side, until the call is over.
  final weak var peer: InProcessStream?
  /// Bytes that the peer still takes.
  private final var windowBytes = InProcessStream.initialWindowBytes
  private final var hasSentEnd = false
  private final var pumpWork: PumpWork?

  /// Bytes that may be on their way to a reader, as an HTTP/2 stream's window by default.
  private static let initialWindowBytes = 64 << 10

  init(loop: EventLoop) {
    self.loop = loop
    super.init()
  }

  override var isLocal: Bool { loop.isCurrent }

  override func perform(_ body: @escaping @Sendable () -> Void) { loop.execute(body) }

  override func outboundChanged() {
    let work = pumpWork ?? PumpWork(self)
    pumpWork = work
    loop.afterTick(work)
  }

  override func inboundConsumed(_ bytes: Int) { peer?.windowGrew(by: bytes) }

  private func windowGrew(by bytes: Int) {
    windowBytes += bytes
    if !outbound.isEmpty { outboundChanged() }
  }

  /// Moves what is to be sent to the peer.
  fileprivate func pump() {
    guard let peer else { return }
    sendHead(to: peer)
    while windowBytes > 0, !outbound.isEmpty, peer.inboundEnd == nil {
      let count = min(windowBytes, outbound.count)
      windowBytes -= count
      do {
        try copyOutbound(count, to: peer)
      } catch {
        peer.cancel(error)
        return
      }
      outbound.removeFirst(count)
      outboundDrained()
    }
    if outbound.isEmpty, let outboundEnd, !hasSentEnd {
      hasSentEnd = true
      sendEnd(outboundEnd, to: peer)
    }
  }

  /// Sends what goes before the first message.
  func sendHead(to peer: InProcessStream) {}

  /// Tells the peer that nothing more comes.
  func sendEnd(_ end: OutboundEnd, to peer: InProcessStream) {}
}

/// Moves a stream's bytes at the end of a tick.
private final class PumpWork: TickWork, @unchecked Sendable {
  private weak var stream: InProcessStream?

  init(_ stream: InProcessStream) {
    self.stream = stream
    super.init()
  }

  override func tick() { stream?.pump() }
}

/// The loop's time, as calls see it.
struct InProcessClock: CallClock {
  let loop: EventLoop

  func now() -> Deadline { Deadline(nanoseconds: loop.clock.now().nanoseconds) }
}
