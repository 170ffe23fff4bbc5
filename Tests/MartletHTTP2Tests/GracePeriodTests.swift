import BenchMessages
import Martlet
import Testing

/// What becomes of calls that outlast the grace period of a shutdown: they end with a status, not
/// with a lost connection.
@Suite(.timeLimit(.minutes(5)))
struct GracePeriodTests {
  /// Serves with a short grace period; `body` must begin the shutdown.
  private func serve(
    _ service: Echo = Echo(), loops: Int = 1,
    _ body: (
      GRPCServer<HTTP2ServerTransport>, Bench_Echo.Client<HTTP2ClientTransport>
    ) async throws -> Void
  ) async throws {
    let server = GRPCServer(
      transport: .http2(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext,
        config: .defaults {
          $0.shutdownGracePeriod = .milliseconds(20)
          $0.loops = loops
        }),
      services: [service])
    let serving = Task { try await server.serve() }
    let target = ConnectionTarget.addresses([try #require(await server.listeningAddress)])
    try await withGRPCClient(
      transport: .http2(target: target, transportSecurity: .plaintext)
    ) { client in try await body(server, Bench_Echo.Client(wrapping: client)) }
    try await serving.value
  }

  private func expectShutDown(_ error: RPCError?) {
    #expect(error?.code == .unavailable)
    // As the server's status has it. A lost connection would name the peer.
    #expect(error?.message == "the server has shut down")
  }

  @Test func `A call of one message ends with a status, and its handler is cancelled`() async throws
  {
    let begun = AsyncStream<Void>.makeStream()
    try await serve(Echo { begun.continuation.yield() }) { server, echo in
      let call = Task { try await echo.unary(.with { $0.n = Echo.sleepy }) }
      for await _ in begun.stream { break }
      server.beginGracefulShutdown()
      expectShutDown(await #expect(throws: RPCError.self) { _ = try await call.value })
    }
  }

  @Test func `Many calls end with a status each`() async throws {
    let begun = Counter()
    try await serve(Echo { begun.increment() }, loops: 2) { server, echo in
      let calls = (0..<100).map { _ in
        Task { try await echo.unary(.with { $0.n = Echo.sleepy }) }
      }
      while begun.value < calls.count { await Task.yield() }
      server.beginGracefulShutdown()
      for call in calls {
        expectShutDown(await #expect(throws: RPCError.self) { _ = try await call.value })
      }
    }
  }

  @Test func `A stream each way ends with a status, behind the messages before`() async throws {
    try await serve { server, echo in
      let received = Counter()
      let error = await #expect(throws: RPCError.self) {
        try await echo.bidi { writer in
          for number in 0..<3 { try await writer.write(.with { $0.n = Int32(number) }) }
          // Goes on until the call ends.
          try await Task.sleep(for: .seconds(3600))
        } onResponse: { response in
          for try await _ in response.messages {
            received.increment()
            if received.value == 3 { server.beginGracefulShutdown() }
          }
        }
      }
      expectShutDown(error)
      #expect(received.value == 3)
    }
  }

  @Test func `A stream of requests ends with a status`() async throws {
    let arrived = AsyncStream<Void>.makeStream()
    try await serve(Echo(onMessage: { arrived.continuation.yield() })) { server, echo in
      let error = await #expect(throws: RPCError.self) {
        _ = try await echo.clientStream { writer in
          try await writer.write(.init())
          for await _ in arrived.stream { break }
          server.beginGracefulShutdown()
          try await Task.sleep(for: .seconds(3600))
        }
      }
      expectShutDown(error)
    }
  }

  @Test func `A server ends although a client takes nothing of what it is sent`() async throws {
    let server = GRPCServer(
      transport: .http2(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext,
        config: .defaults { $0.shutdownGracePeriod = .milliseconds(20) }),
      services: [Echo()])
    let serving = Task { try await server.serve() }
    let peer = try RawPeer(port: try #require(await server.listeningAddress?.port))
    peer.send(
      RawFrame.preface + RawFrame(kind: RawFrame.settings, payload: [0, 4, 0, 0, 0, 0]).bytes
        + RawFrame.call("/bench.Echo/ServerStream", stream: 1).bytes
        + RawFrame.message([0x08, 0xff, 0xff, 0xff, 0x07], stream: 1).bytes)
    while let frame = await peer.nextFrame(), frame.kind != RawFrame.headers {}
    server.beginGracefulShutdown()
    var last: RawFrame?
    var reset: RawFrame?
    while let frame = await peer.nextFrame() {
      last = frame
      if frame.kind == RawFrame.reset { reset = frame }
    }
    // Part of a message may be out, so no status can follow: CANCEL.
    #expect(reset?.payload == RawFrame.number(8))
    #expect(last?.kind == RawFrame.goAway)
    try await serving.value
  }
}
