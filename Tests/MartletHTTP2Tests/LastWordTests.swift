import BenchMessages
import Dispatch
import Martlet
import Testing

/// What has come while a loop had no time for a connection.
@Suite(.timeLimit(.minutes(2)))
struct LastWordTests {
  /// Holds its loop in a call until it is let go, and says when a call is cancelled.
  private final class Gate: UnaryOnly {
    /// The numbers of requests that hold the loop, and that wait to be cancelled.
    static let (holding, sleeping): (UInt8, UInt8) = (1, 2)

    let isHeld = AsyncStream<Void>.makeStream()
    let isCancelled = AsyncStream<Void>.makeStream()
    private let gate = DispatchSemaphore(value: 0)

    func open() { gate.signal() }

    private func hold() {
      isHeld.continuation.yield()
      gate.wait()
    }

    func unary(
      request: Bench_EchoRequest, context: ServerContext
    ) async throws -> Bench_EchoReply {
      if request.n == Self.holding { hold() }
      if request.n == Self.sleeping {
        try? await Task.sleep(for: .seconds(3600))
        isCancelled.continuation.yield()
      }
      return .init()
    }
  }

  private static let greeting = RawFrame.preface + RawFrame(kind: RawFrame.settings).bytes

  private static func call(_ number: UInt8) -> [UInt8] {
    RawFrame.call("/bench.Echo/Unary", stream: 1).bytes
      + RawFrame.message([0x10, number], stream: 1).bytes
  }

  /// Has `body` run with a connection whose loop is held, and with what lets the loop go.
  private func whileHeld(
    _ body: (_ peer: consuming RawPeer, _ gate: Gate) async throws -> Void
  ) async throws {
    let gate = Gate()
    try await withGRPCServer(transport: .tcpOnAnyPort(loops: 1), services: [gate]) { server in
      let port = try #require(await server.listeningAddress?.port)
      let peer = try RawPeer(port: port)
      peer.send(Self.greeting)
      // The server's settings are there, so it watches the connection.
      _ = try #require(await peer.nextFrame())
      let holder = try RawPeer(port: port)
      holder.send(Self.greeting + Self.call(Gate.holding))
      for await _ in gate.isHeld.stream { break }
      try await body(peer, gate)
    }
  }

  @Test func `A peer that goes with its last word has gone`() async throws {
    try await whileHeld { peer, gate in
      peer.send(Self.call(Gate.sleeping))
      peer.goAway()
      gate.open()
      for await _ in gate.isCancelled.stream { break }
    }
  }

  @Test func `More than is read at a time comes whole`() async throws {
    try await whileHeld { peer, gate in
      // Frames of a kind that nobody knows, which no window holds up; all of it is there before
      // anything is read, and nothing comes after it.
      let padding = RawFrame(kind: 0x42, payload: [UInt8](repeating: 0, count: 16_000)).bytes
      peer.send(
        RawFrame.call("/bench.Echo/Unary", stream: 1).bytes
          + [[UInt8]](repeating: padding, count: 40).joined()
          + RawFrame.message([0x10, 0], stream: 1).bytes)
      gate.open()
      var ends = false
      while !ends, let frame = await peer.nextFrame() {
        ends = frame.stream == 1 && frame.flags & RawFrame.endStream != 0
      }
      #expect(ends)
    }
  }
}
