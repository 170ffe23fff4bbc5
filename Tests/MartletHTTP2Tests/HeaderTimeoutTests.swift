import Martlet
import Testing

/// Headers that take their time.
@Suite(.timeLimit(.minutes(5)))
struct HeaderTimeoutTests {
  private static let preface =
    RawFrame.preface + RawFrame(kind: RawFrame.settings).bytes
    + RawFrame(kind: RawFrame.settings, flags: 1).bytes

  /// Whether the server answers a stream before it closes the connection.
  private static func answer(_ peer: RawPeer, stream id: UInt32) async -> Bool {
    while let frame = await peer.nextFrame() {
      if frame.stream == id, frame.flags & RawFrame.endStream != 0 { return true }
    }
    return false
  }

  @Test func `A connection whose headers do not end is ended, others go on`() async throws {
    let transport = HTTP2ServerTransport(
      address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext,
      config: .defaults {
        $0.headerTimeout = .milliseconds(200)
        $0.loops = 1
      })
    try await withGRPCServer(transport: transport, services: [Echo()]) { server in
      let port = try #require(await server.listeningAddress?.port)
      let patient = try RawPeer(port: port)
      let call = RawFrame.call("/bench.Echo/Unary", stream: 1).bytes
      // The server must have read the first half by itself: it answers the ping before it.
      let ping = RawFrame(kind: RawFrame.ping, payload: Array("12345678".utf8))
      patient.send(Self.preface + ping.bytes)
      patient.send(Array(call.prefix(30)))
      while let frame = await patient.nextFrame(), frame.kind != RawFrame.ping {}
      patient.send(Array(call.dropFirst(30)) + RawFrame.message([], stream: 1).bytes)
      #expect(await Self.answer(patient, stream: 1))

      // This connection's time is up after the other's.
      let slow = try RawPeer(port: port)
      slow.send(Self.preface + call.prefix(30))
      var codes: [[UInt8]] = []
      while let frame = await slow.nextFrame() {
        if frame.kind == RawFrame.goAway { codes.append(Array(frame.payload[4..<8])) }
      }
      #expect(codes == [RawFrame.number(11)])

      patient.send(
        RawFrame.call("/bench.Echo/Unary", stream: 3).bytes + RawFrame.message([], stream: 3).bytes)
      #expect(await Self.answer(patient, stream: 3))
    }
  }
}
