import BenchMessages
import Martlet
import Testing

/// Who sends first on a connection that carries long messages and short ones.
@Suite(.timeLimit(.minutes(5)))
struct TurnTests {
  private static let longBytes = 8 << 20
  /// What a peer says that takes all there is: of each stream, and of all.
  private static let openWindows =
    RawFrame(kind: RawFrame.settings, payload: [0, 4] + RawFrame.number(1 << 30)).bytes
    + RawFrame(kind: RawFrame.windowUpdate, payload: RawFrame.number(1 << 30)).bytes

  private static let longText = String(repeating: "x", count: longBytes)

  /// Answers the number 1 at length.
  private struct Talkative: UnaryOnly {
    func unary(
      request: Bench_EchoRequest, context: ServerContext
    ) async throws -> Bench_EchoReply {
      .with { if request.n == 1 { $0.text = longText } }
    }
  }

  /// The bytes that a stream's DATA frames have brought by when another stream ends.
  private func bytes(of stream: UInt32, untilEndOf other: UInt32, at peer: RawPeer) async throws
    -> Int
  {
    var count = 0
    while true {
      let frame = try #require(await peer.nextFrame())
      if frame.kind == RawFrame.data, frame.stream == stream { count += frame.payload.count }
      let ends = frame.kind == RawFrame.data || frame.kind == RawFrame.headers
      if ends, frame.stream == other, frame.flags & RawFrame.endStream != 0 { return count }
    }
  }

  @Test func `A short answer passes a long one`() async throws {
    try await withGRPCServer(transport: .tcpOnAnyPort(loops: 1), services: [Talkative()]) {
      server in
      let peer = try RawPeer(port: try #require(await server.listeningAddress?.port))
      peer.send(
        RawFrame.preface + Self.openWindows
          + RawFrame.call("/bench.Echo/Unary", stream: 1).bytes
          + RawFrame.message([0x10, 1], stream: 1).bytes
          + RawFrame.call("/bench.Echo/Unary", stream: 3).bytes
          + RawFrame.message([0x10, 2], stream: 3).bytes)
      let before = try await bytes(of: 1, untilEndOf: 3, at: peer)
      #expect(before < Self.longBytes / 2, "\(before) bytes of the long answer came first")
      let after = try await bytes(of: 1, untilEndOf: 1, at: peer)
      #expect(before + after > Self.longBytes)
    }
  }

  @Test func `Two long answers are sent by turns`() async throws {
    try await withGRPCServer(transport: .tcpOnAnyPort(loops: 1), services: [Talkative()]) {
      server in
      let peer = try RawPeer(port: try #require(await server.listeningAddress?.port))
      let calls = [1, 3].flatMap { stream in
        RawFrame.call("/bench.Echo/Unary", stream: stream).bytes
          + RawFrame.message([0x10, 1], stream: stream).bytes
      }
      peer.send(RawFrame.preface + Self.openWindows + calls)
      var sent: [UInt32: Int] = [:]
      while (sent[1] ?? 0) < Self.longBytes / 2 {
        let frame = try #require(await peer.nextFrame())
        if frame.kind == RawFrame.data { sent[frame.stream, default: 0] += frame.payload.count }
      }
      #expect(sent[3] ?? 0 > Self.longBytes / 4)
    }
  }

  @Test func `A short request passes a long one`() async throws {
    let listener = try RawListener()
    try await withGRPCClient(
      transport: .http2(target: .addresses([listener.address]), transportSecurity: .plaintext)
    ) { client in
      let echo = Bench_Echo.Client(wrapping: client)
      let long = Task { try await echo.unary(.with { $0.text = Self.longText }) }
      let peer = try await listener.accept()
      _ = await peer.receive(RawFrame.preface.count)
      peer.send(RawFrame(kind: RawFrame.settings).bytes)
      // The short one begins while the long one waits for a window.
      let (first, _) = try await headers(at: peer)
      let short = Task { try await echo.unary(.with { $0.n = 2 }) }
      let (second, sent) = try await headers(at: peer)
      peer.send(Self.openWindows)
      let before = sent + (try await bytes(of: first, untilEndOf: second, at: peer))
      #expect(before < Self.longBytes / 2, "\(before) bytes of the long request came first")
      let after = try await bytes(of: first, untilEndOf: first, at: peer)
      #expect(before + after > Self.longBytes)
      for call in [long, short] { call.cancel() }
      for call in [long, short] { _ = await call.result }
    }
  }

  /// The stream that begins next, and the bytes of others' that come before.
  private func headers(at peer: RawPeer) async throws -> (stream: UInt32, bytes: Int) {
    var count = 0
    while true {
      let frame = try #require(await peer.nextFrame())
      if frame.kind == RawFrame.headers { return (frame.stream, count) }
      if frame.kind == RawFrame.data { count += frame.payload.count }
    }
  }
}
