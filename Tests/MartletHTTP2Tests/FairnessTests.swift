import BenchMessages
import Dispatch
import Martlet
import Synchronization
import Testing

struct FairnessTests {
  /// Notes who is served, in order; a call of `gatekeeper` holds the loop until it is let go.
  private final class Turnstile: Bench_Echo.SimpleServiceProtocol {
    static let (heavy, light, gatekeeper): (Int32, Int32, Int32) = (1, 2, 3)

    let served = Mutex<[Int32]>([])
    let hasStopped = AsyncStream<Void>.makeStream()
    private let gate = DispatchSemaphore(value: 0)

    func open() { gate.signal() }

    private func stop() {
      hasStopped.continuation.yield()
      gate.wait()
    }

    func unary(
      request: Bench_EchoRequest, context: ServerContext
    ) async throws -> Bench_EchoReply {
      if request.n == Self.gatekeeper { stop() }
      served.withLock { $0.append(request.n) }
      return .with { $0.n = request.n }
    }

    func serverStream(
      request: Bench_StreamRequest, response: RPCWriter<Bench_EchoReply>, context: ServerContext
    ) async throws {}

    func clientStream(
      request: RPCAsyncSequence<Bench_EchoRequest, any Error>, context: ServerContext
    ) async throws -> Bench_Summary { Bench_Summary() }

    func bidi(
      request: RPCAsyncSequence<Bench_EchoRequest, any Error>,
      response: RPCWriter<Bench_EchoReply>, context: ServerContext
    ) async throws {}
  }

  /// So many calls of one kind, one after the other in one write.
  private static func calls(_ count: Int, _ kind: Int32, from stream: UInt32) -> [UInt8] {
    (0..<UInt32(count)).flatMap { number in
      RawFrame.call("/bench.Echo/Unary", stream: stream + 2 * number).bytes
        + RawFrame.message([0x10, UInt8(kind)], stream: stream + 2 * number).bytes
    }
  }

  /// Waits until a stream has ended.
  private static func end(of stream: UInt32, at peer: RawPeer) async throws {
    while true {
      let frame = try #require(await peer.nextFrame())
      let isLast = frame.flags & RawFrame.endStream != 0
      if frame.stream == stream, frame.kind == RawFrame.headers, isLast { return }
    }
  }

  @Test func `A call need not wait for all those that another connection has sent`()
    async throws
  {
    let turnstile = Turnstile()
    try await withGRPCServer(transport: .tcpOnAnyPort(loops: 1), services: [turnstile]) { server in
      let port = try #require(await server.listeningAddress?.port)
      let greeting = RawFrame.preface + RawFrame(kind: RawFrame.settings).bytes
      let (heavy, light) = (try RawPeer(port: port), try RawPeer(port: port))
      // Both show what they are like.
      heavy.send(greeting + Self.calls(300, Turnstile.heavy, from: 1))
      try await Self.end(of: 599, at: heavy)
      light.send(greeting + Self.calls(1, Turnstile.light, from: 1))
      try await Self.end(of: 1, at: light)

      heavy.send(Self.calls(1, Turnstile.gatekeeper, from: 601))
      for await _ in turnstile.hasStopped.stream { break }
      heavy.send(Self.calls(300, Turnstile.heavy, from: 603))
      light.send(Self.calls(1, Turnstile.light, from: 3))
      turnstile.open()
      try await Self.end(of: 3, at: light)
      let before = turnstile.served.withLock { $0.lastIndex(of: Turnstile.light) }
      let earlier = try #require(before) - 302
      #expect(earlier < 100, "\(earlier) calls of the other connection came first")
    }
  }
}
