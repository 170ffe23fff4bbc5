import BenchMessages
import Martlet
import Testing
import ToolSupport

/// Windows that grow with what the link holds.
@Suite(.timeLimit(.minutes(5)))
struct WindowGrowthTests {
  private static let messageBytes = 16 << 10
  /// Sixty-four windows of the size that streams begin with.
  private static let messages = 256
  private static let initial = 64 << 10

  /// Writes large messages, or reads them; stops reading after as many as it is told.
  private struct Bulk: Bench_Echo.SimpleServiceProtocol {
    var maximumRead = Int.max
    let read = Counter()
    let goesOn = AsyncStream<Void>.makeStream()

    func unary(
      request: Bench_EchoRequest, context: ServerContext
    ) async throws -> Bench_EchoReply { .init() }

    func serverStream(
      request: Bench_StreamRequest, response: RPCWriter<Bench_EchoReply>, context: ServerContext
    ) async throws {
      let text = String(repeating: "x", count: messageBytes)
      for _ in 0..<request.count { try await response.write(.with { $0.text = text }) }
    }

    func clientStream(
      request: RPCAsyncSequence<Bench_EchoRequest, any Error>, context: ServerContext
    ) async throws -> Bench_Summary {
      var summary = Bench_Summary()
      for try await _ in request {
        summary.count += 1
        read.increment()
        if summary.count == maximumRead {
          for await _ in goesOn.stream {}
        }
      }
      return summary
    }

    func bidi(
      request: RPCAsyncSequence<Bench_EchoRequest, any Error>,
      response: RPCWriter<Bench_EchoReply>, context: ServerContext
    ) async throws {}
  }

  /// Has `calls` made again and again, over a link that holds every byte back for 20 ms each way,
  /// until more bytes than four of the windows that streams begin with are on their way at once.
  private static func fillLink(
    _ calls: @escaping @Sendable (Bench_Echo.Client<HTTP2ClientTransport>) async throws -> Void
  ) async throws {
    let transport = HTTP2ServerTransport.http2(
      address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext,
      config: .defaults { $0.loops = 1 })
    try await withGRPCServer(transport: transport, services: [Bulk()]) { server in
      let port = try #require(await server.listeningAddress?.port)
      let link = try Program.python("slow_link.py", ["\(port)", "20", "\(4 * initial)"])
      try await link.serveAndListen { link, nextLine in
        let target = ConnectionTarget.ipv4(host: "127.0.0.1", port: try #require(Int(link)))
        try await withGRPCClient(
          transport: .http2(target: target, transportSecurity: .plaintext)
        ) { client in
          let caller = Task {
            while !Task.isCancelled { try await calls(Bench_Echo.Client(wrapping: client)) }
          }
          #expect(await nextLine() == "full")
          caller.cancel()
          _ = await caller.result
        }
      }
    }
  }

  @Test func `A long link is filled by one stream of answers`() async throws {
    try await Self.fillLink { echo in
      let request = Bench_StreamRequest.with { $0.count = Int32(Self.messages) }
      try await echo.serverStream(request) { response in
        for try await _ in response.messages {}
      }
    }
  }

  @Test func `A long link is filled by one stream of requests`() async throws {
    let text = String(repeating: "x", count: Self.messageBytes)
    try await Self.fillLink { echo in
      _ = try await echo.clientStream { writer in
        for _ in 0..<Self.messages { try await writer.write(.with { $0.text = text }) }
      }
    }
  }

  @Test func `A reader that stops is sent no more than the largest window`() async throws {
    let maximum = 256 << 10
    let service = Bulk(maximumRead: 100_000)
    let transport = HTTP2ServerTransport.http2(
      address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext,
      config: .defaults {
        $0.loops = 1
        $0.maxStreamWindowBytes = maximum
        $0.connection.keepalive.clientBehavior.minPingIntervalWithoutCalls = .nanoseconds(1)
      })
    try await withGRPCServer(transport: transport, services: [service]) { server in
      let peer = try RawPeer(port: try #require(await server.listeningAddress?.port))
      peer.send(
        RawFrame.preface + RawFrame(kind: RawFrame.settings).bytes
          + RawFrame.call("/bench.Echo/ClientStream", stream: 1).bytes)
      // Messages of nothing that fill a frame.
      let bytes = [0] + RawFrame.number(0)
      let payload = Array(repeatElement(bytes, count: 3276).joined())
      let frame = RawFrame(kind: RawFrame.data, stream: 1, payload: payload).bytes
      var (window, sent) = (Self.initial, 0)
      func take(_ frame: RawFrame) {
        if frame.kind == RawFrame.windowUpdate, frame.stream == 1 {
          window += frame.payload.reduce(0) { $0 << 8 | Int($1) }
        } else if frame.kind == RawFrame.ping, frame.flags == 0 {
          peer.send(RawFrame(kind: RawFrame.ping, flags: 1, payload: frame.payload).bytes)
        }
      }
      // What it may send it sends, until the reader has stopped and a ping of its own comes back
      // without more room.
      while true {
        let hasStopped = service.read.value == service.maximumRead
        while window >= payload.count {
          peer.send(frame)
          window -= payload.count
          sent += payload.count
        }
        let own = Array("question".utf8)
        peer.send(RawFrame(kind: RawFrame.ping, payload: own).bytes)
        while let frame = await peer.nextFrame() {
          if frame.kind == RawFrame.ping, frame.flags == 1, frame.payload == own { break }
          take(frame)
        }
        if hasStopped, window < payload.count { break }
      }
      let unread = sent - bytes.count * service.maximumRead
      #expect(unread > Self.initial)
      #expect(unread <= maximum + payload.count)
      service.goesOn.continuation.finish()
    }
  }
}
