import BenchMessages
import Martlet
import Testing

/// Peers that take their time to take what they asked for.
@Suite(.timeLimit(.minutes(5)))
struct SlowReaderTests {
  /// Writes messages of 1 KiB, and counts them.
  private struct Writing: Bench_Echo.SimpleServiceProtocol {
    let written = Counter()

    func unary(
      request: Bench_EchoRequest, context: ServerContext
    ) async throws -> Bench_EchoReply { .init() }

    func serverStream(
      request: Bench_StreamRequest, response: RPCWriter<Bench_EchoReply>, context: ServerContext
    ) async throws {
      let message = Bench_EchoReply.with { $0.text = String(repeating: "x", count: 1024) }
      for _ in 0..<request.count {
        try await response.write(message)
        written.increment()
      }
    }

    func clientStream(
      request: RPCAsyncSequence<Bench_EchoRequest, any Error>, context: ServerContext
    ) async throws -> Bench_Summary { .init() }

    func bidi(
      request: RPCAsyncSequence<Bench_EchoRequest, any Error>,
      response: RPCWriter<Bench_EchoReply>, context: ServerContext
    ) async throws {}
  }

  /// Asks for 1,000 messages, on a stream without a window.
  private static let request: [UInt8] =
    RawFrame.preface
    + RawFrame(kind: RawFrame.settings, payload: [0, 4, 0, 0, 0, 0]).bytes
    + RawFrame.call("/bench.Echo/ServerStream", stream: 1).bytes
    + RawFrame.message([0x08, 0xe8, 0x07], stream: 1).bytes

  private static func open(_ stream: UInt32, _ bytes: UInt32) -> [UInt8] {
    RawFrame(kind: RawFrame.windowUpdate, stream: stream, payload: RawFrame.number(bytes)).bytes
  }

  @Test func `A writer waits while its peer takes nothing, and ends once it takes all`()
    async throws
  {
    let service = Writing()
    try await withGRPCServer(transport: .tcpOnAnyPort(loops: 1), services: [service]) { server in
      let address = try #require(await server.listeningAddress)
      let peer = try RawPeer(port: try #require(address.port))
      peer.send(Self.request)
      // The response begins, and no byte of a message may follow.
      while let frame = await peer.nextFrame(), frame.kind != RawFrame.headers {}
      // The same loop answers another's calls meanwhile: the handler does not run.
      try await withGRPCClient(
        transport: .http2(target: .addresses([address]), transportSecurity: .plaintext)
      ) { client in
        for _ in 0..<20 { _ = try await Bench_Echo.Client(wrapping: client).unary(.init()) }
      }
      // As many as writeHighWaterBytes has room for.
      #expect((1...65).contains(service.written.value))
      peer.send(Self.open(0, 1 << 24) + Self.open(1, 1 << 24))
      var bytes = 0
      var hasEnded = false
      while !hasEnded, let frame = await peer.nextFrame() {
        if frame.kind == RawFrame.data { bytes += frame.payload.count }
        hasEnded = frame.kind == RawFrame.headers && frame.flags & RawFrame.endStream != 0
      }
      #expect(hasEnded)
      // Prefix, tag, length, text.
      #expect(bytes == 1000 * (5 + 1 + 2 + 1024))
      #expect(service.written.value == 1000)
    }
  }
}
