import BenchMessages
import Martlet
import Synchronization
import Testing

/// How long connections last, and how dead ones are found.
@Suite(.timeLimit(.minutes(5)))
struct ConnectionLifeTests {
  private typealias Connection = HTTP2ServerTransport.Config.Connection
  private typealias Behavior = HTTP2ServerTransport.Config.ClientKeepaliveBehavior

  /// Serves with `connection`; `body` gets a client in raw bytes that has said hello.
  private func serve(
    _ connection: Connection, _ body: (RawPeer) async throws -> Void
  ) async throws {
    try await withGRPCServer(
      transport: .http2(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext,
        config: .defaults {
          $0.connection = connection
          $0.loops = 1
        }),
      services: [Echo()]
    ) { server in
      let peer = try RawPeer(port: try #require(await server.listeningAddress?.port))
      peer.send(RawFrame.preface + RawFrame(kind: RawFrame.settings).bytes)
      try await body(peer)
    }
  }

  private func ping(isAnswer: Bool = false, _ payload: [UInt8] = Array("whatever".utf8)) -> [UInt8]
  {
    RawFrame(kind: RawFrame.ping, flags: isAnswer ? 1 : 0, payload: payload).bytes
  }

  private func keepalive(_ time: Duration, _ timeout: Duration) -> Connection {
    var connection = Connection.defaults
    connection.keepalive.time = time
    connection.keepalive.timeout = timeout
    return connection
  }

  // MARK: A server that looks for dead clients

  @Test func `A client that answers no ping is given up`() async throws {
    try await serve(keepalive(.milliseconds(10), .milliseconds(10))) { peer in
      var pings = 0
      while let frame = await peer.nextFrame() {
        if frame.kind == RawFrame.ping, frame.flags == 0 { pings += 1 }
      }
      #expect(pings == 1)
    }
  }

  @Test func `A client that answers pings stays, and is pinged again`() async throws {
    try await serve(keepalive(.milliseconds(5), .seconds(30))) { peer in
      var pings = 0
      while pings < 5, let frame = await peer.nextFrame() {
        guard frame.kind == RawFrame.ping, frame.flags == 0 else { continue }
        pings += 1
        peer.send(ping(isAnswer: true, frame.payload))
      }
      #expect(pings == 5)
    }
  }

  // MARK: A server that is pinged

  /// The GOAWAY after so many pings; `nil` if all were answered.
  private func goAway(from peer: RawPeer, afterPings count: Int) async -> RawFrame? {
    var answers = 0
    for _ in 0..<count { peer.send(ping()) }
    while answers < count, let frame = await peer.nextFrame() {
      if frame.kind == RawFrame.goAway { return frame }
      if frame.kind == RawFrame.ping, frame.flags == 1 { answers += 1 }
    }
    #expect(answers == count)
    return nil
  }

  @Test func `Three pings are borne, the fourth is too many`() async throws {
    try await serve(.defaults) { peer in
      #expect(await goAway(from: peer, afterPings: 3) == nil)
    }
    try await serve(.defaults) { peer in
      for _ in 0..<4 { peer.send(ping()) }
      var frame: RawFrame?
      while let next = await peer.nextFrame() { frame = next }
      #expect(frame?.kind == RawFrame.goAway)
      #expect(frame?.payload.dropFirst(4).prefix(4) == RawFrame.number(11)[...])
      #expect(frame?.payload.dropFirst(8) == Array("too_many_pings".utf8)[...])
    }
  }

  @Test func `As many pings are borne as the server is set to`() async throws {
    var connection = Connection.defaults
    connection.keepalive.clientBehavior = Behavior(
      minPingIntervalWithoutCalls: .zero, allowWithoutCalls: true)
    try await serve(connection) { peer in
      #expect(await goAway(from: peer, afterPings: 20) == nil)
    }
  }

  @Test func `Pings that come with answers are not counted`() async throws {
    try await serve(.defaults) { peer in
      for call in 0..<10 {
        let stream = UInt32(2 * call + 1)
        peer.send(
          RawFrame.call("/bench.Echo/Unary", stream: stream).bytes
            + RawFrame.message([], stream: stream).bytes)
        while let frame = await peer.nextFrame(), frame.stream != stream || frame.flags & 1 == 0 {}
        #expect(await goAway(from: peer, afterPings: 1) == nil)
      }
    }
  }

  // MARK: Idleness and age

  @Test func `A connection without calls is announced to end, and ends`() async throws {
    var connection = Connection.defaults
    connection.maxIdleTime = .milliseconds(10)
    try await serve(connection) { peer in
      var codes: [[UInt8]] = []
      while let frame = await peer.nextFrame() {
        if frame.kind == RawFrame.goAway { codes.append(Array(frame.payload[4..<8])) }
        if frame.kind == RawFrame.ping { peer.send(ping(isAnswer: true, frame.payload)) }
      }
      #expect(!codes.isEmpty)
      #expect(codes.allSatisfy { $0 == RawFrame.number(0) })
    }
  }

  @Test func `An old connection ends, and its calls have a status`() async throws {
    var connection = Connection.defaults
    connection.maxAge = .milliseconds(10)
    connection.maxGraceTime = .milliseconds(10)
    try await serve(connection) { peer in
      peer.send(RawFrame.call("/bench.Echo/Bidi", stream: 1).bytes)
      var hasTrailers = false
      var hasGoAway = false
      while let frame = await peer.nextFrame() {
        if frame.kind == RawFrame.headers { hasTrailers = frame.flags & RawFrame.endStream != 0 }
        if frame.kind == RawFrame.goAway { hasGoAway = true }
        if frame.kind == RawFrame.ping { peer.send(ping(isAnswer: true, frame.payload)) }
      }
      #expect(hasGoAway)
      #expect(hasTrailers)
    }
  }

  @Test func `A client closes a connection without calls, and makes another`() async throws {
    try await withGRPCServer(
      transport: .http2(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext),
      services: [PeerNamer()]
    ) { server in
      let target = ConnectionTarget.addresses([try #require(await server.listeningAddress)])
      try await withGRPCClient(
        transport: .http2(
          target: target, transportSecurity: .plaintext,
          config: .defaults { $0.connection.maxIdleTime = .milliseconds(1) })
      ) { client in
        let namer = Bench_Echo.Client(wrapping: client)
        let first = try await namer.unary(.init()).text
        // Until the connection has been idle for long enough, however busy the machine is.
        while try await namer.unary(.init()).text == first {
          try await Task.sleep(for: .milliseconds(5))
        }
      }
    }
  }

  // MARK: Calls at once

  @Test func `A client keeps calls back that are more than the server takes at once`() async throws
  {
    let gauge = Gauge()
    try await withGRPCServer(
      transport: .http2(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext,
        config: .defaults { $0.maxConcurrentStreams = 2 }),
      services: [gauge]
    ) { server in
      let target = ConnectionTarget.addresses([try #require(await server.listeningAddress)])
      try await withGRPCClient(
        transport: .http2(target: target, transportSecurity: .plaintext)
      ) { client in
        let echo = Bench_Echo.Client(wrapping: client)
        // So that the client knows the limit.
        _ = try await echo.unary(.init())
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<50 { group.addTask { _ = try await echo.unary(.init()) } }
          try await group.waitForAll()
        }
      }
    }
    let (most, all) = gauge.counts.withLock { ($0.most, $0.all) }
    #expect(all == 51)
    #expect(most <= 2)
  }
}

/// Answers with the name of whoever calls.
private final class PeerNamer: UnaryOnly {
  func unary(request: Bench_EchoRequest, context: ServerContext) async throws -> Bench_EchoReply {
    .with { $0.text = context.remotePeer }
  }
}

/// Counts the calls that run at once.
private final class Gauge: UnaryOnly {
  let counts = Mutex((now: 0, most: 0, all: 0))

  func unary(request: Bench_EchoRequest, context: ServerContext) async throws -> Bench_EchoReply {
    counts.withLock { counts in
      counts.now += 1
      counts.all += 1
      counts.most = max(counts.most, counts.now)
    }
    for _ in 0..<10 { await Task.yield() }
    counts.withLock { $0.now -= 1 }
    return Bench_EchoReply()
  }
}
