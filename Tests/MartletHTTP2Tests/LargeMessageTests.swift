import BenchMessages
import Martlet
import Testing

/// How much of a message that is larger than a stream's window may be on its way.
@Suite(.timeLimit(.minutes(5)))
struct LargeMessageTests {
  /// Reads no stream until it is told to go on.
  private struct Pausing: Bench_Echo.SimpleServiceProtocol {
    let goesOn = AsyncStream<Void>.makeStream()

    func unary(
      request: Bench_EchoRequest, context: ServerContext
    ) async throws -> Bench_EchoReply { .with { $0.n = Int32(request.text.utf8.count) } }

    func serverStream(
      request: Bench_StreamRequest, response: RPCWriter<Bench_EchoReply>, context: ServerContext
    ) async throws {}

    func clientStream(
      request: RPCAsyncSequence<Bench_EchoRequest, any Error>, context: ServerContext
    ) async throws -> Bench_Summary {
      for await _ in goesOn.stream {}
      return .init()
    }

    func bidi(
      request: RPCAsyncSequence<Bench_EchoRequest, any Error>,
      response: RPCWriter<Bench_EchoReply>, context: ServerContext
    ) async throws {}
  }

  /// A message of 1 MiB in frames of 16 KiB; a stream's window is 64 KiB by default.
  private static let messageBytes = 1 << 20
  private static let frameBytes = 16 << 10

  private static func frames(of count: Int, stream: UInt32) -> [UInt8] {
    let prefix = [0] + RawFrame.number(UInt32(messageBytes))
    let bytes = prefix + [UInt8](repeating: 0, count: count * frameBytes - prefix.count)
    return stride(from: 0, to: bytes.count, by: frameBytes).flatMap { start in
      let payload = Array(bytes[start..<start + frameBytes])
      return RawFrame(kind: RawFrame.data, stream: stream, payload: payload).bytes
    }
  }

  @Test func `A whole large message may come at once when somebody waits for it`() async throws {
    try await withGRPCServer(transport: .tcpOnAnyPort(loops: 1), services: [Pausing()]) { server in
      let address = try #require(await server.listeningAddress)
      let peer = try RawPeer(port: try #require(address.port))
      peer.send(
        RawFrame.preface + RawFrame(kind: RawFrame.settings).bytes
          + RawFrame.call("/bench.Echo/Unary", stream: 1).bytes + Self.frames(of: 1, stream: 1))
      var granted = 64 << 10
      while granted < Self.messageBytes, let frame = await peer.nextFrame() {
        guard frame.kind == RawFrame.windowUpdate, frame.stream == 1 else { continue }
        granted += frame.payload.reduce(0) { $0 << 8 | Int($1) }
      }
      #expect(granted >= Self.messageBytes)
      #expect(granted <= Self.messageBytes + (128 << 10))
    }
  }

  @Test(arguments: [1000, 20_000]) func `However small a connection's window is, calls go on`(
    windowBytes: Int
  ) async throws {
    let transport = HTTP2ServerTransport.http2(
      address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext,
      config: .defaults {
        $0.loops = 1
        $0.connectionWindowBytes = windowBytes
      })
    try await withGRPCServer(transport: transport, services: [Pausing()]) { server in
      let port = try #require(await server.listeningAddress?.port)
      try await withGRPCClient(
        transport: .http2(
          target: .ipv4(host: "127.0.0.1", port: port), transportSecurity: .plaintext)
      ) { client in
        let echo = Bench_Echo.Client(wrapping: client)
        var options = CallOptions.defaults
        options.timeout = .seconds(10)
        // No message is so large that the link is measured, and the window grows.
        let text = String(repeating: "x", count: 3000)
        for _ in 0..<100 {
          let reply = try await echo.unary(.with { $0.text = text }, options: options)
          #expect(reply.n == 3000)
        }
      }
    }
  }

  @Test func `No more than the window may come while nobody reads`() async throws {
    let service = Pausing()
    try await withGRPCServer(transport: .tcpOnAnyPort(loops: 1), services: [service]) { server in
      let address = try #require(await server.listeningAddress)
      let peer = try RawPeer(port: try #require(address.port))
      // A whole message of nothing, which stays unread, then the beginning of a large one.
      let unread = RawFrame(kind: RawFrame.data, stream: 1, payload: [0, 0, 0, 0, 0]).bytes
      peer.send(
        RawFrame.preface + RawFrame(kind: RawFrame.settings).bytes
          + RawFrame.call("/bench.Echo/ClientStream", stream: 1).bytes + unread
          + Self.frames(of: 3, stream: 1)
          // Answered after all that has gone before it.
          + RawFrame(kind: RawFrame.ping, payload: [UInt8](repeating: 0, count: 8)).bytes)
      var granted = 0
      while let frame = await peer.nextFrame(), frame.kind != RawFrame.ping {
        if frame.kind == RawFrame.windowUpdate, frame.stream == 1 {
          granted += frame.payload.reduce(0) { $0 << 8 | Int($1) }
        }
      }
      #expect(granted == 0)
      service.goesOn.continuation.finish()
    }
  }
}
