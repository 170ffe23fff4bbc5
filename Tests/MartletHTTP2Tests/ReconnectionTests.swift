import BenchMessages
import Martlet
import MartletHTTP2
import Testing

/// How a client comes back to a server that was not there.
@Suite(.timeLimit(.minutes(2)))
struct ReconnectionTests {
  private static let quick = HTTP2ClientTransport.Config.defaults {
    $0.backoff.initial = .milliseconds(1)
    $0.backoff.max = .milliseconds(10)
  }

  @Test func `Calls that do not wait get through, too, once the server is back`() async throws {
    let path = "/tmp/martlet-test-\(UInt64.random(in: 0 ... .max)).sock"
    try await withGRPCClient(
      transport: .http2(
        target: .unixDomainSocket(path: path), transportSecurity: .plaintext, config: Self.quick)
    ) { client in
      let echo = Bench_Echo.Client(wrapping: client)
      await #expect(throws: RPCError.self) { _ = try await echo.unary(.init()) }
      try await withGRPCServer(
        transport: .http2(
          address: .unixDomainSocket(path: path), transportSecurity: .plaintext),
        services: [Echo()]
      ) { server in
        _ = try await server.listeningAddress
        while (try? await echo.unary(.init())) == nil { await Task.yield() }
      }
    }
  }

  @Test(
    arguments: [ServiceConfig.LoadBalancingConfig]([
      .roundRobin, .pickFirst(shuffleAddressList: false),
    ]))
  func `Calls that do not wait do not wait for another attempt either`(
    _ policy: ServiceConfig.LoadBalancingConfig
  ) async throws {
    let address = SocketAddress.ofItsOwn
    try await withBalancedClient(.addresses([address]), policy) { client in
      await #expect(throws: RPCError.self) { _ = try await client.name() }
      // It accepts the next attempt, and says nothing.
      let silent = try RawListener(path: try #require(address.unixDomainSocket?.path))
      let peer = try await silent.accept()
      let hello = await peer.receive(RawFrame.preface.count)
      #expect(hello == RawFrame.preface)
      let error = await #expect(throws: RPCError.self) { _ = try await client.name() }
      #expect(error?.code == .unavailable)
      #expect(error?.message.hasSuffix("another attempt is being made") == true)
    }
  }

  @Test func `A client that is shut down before it is connected makes the calls that wait`()
    async throws
  {
    let listener = try RawListener()
    try await withGRPCClient(
      transport: .http2(target: .addresses([listener.address]), transportSecurity: .plaintext)
    ) { client in
      let call = Task { try await Bench_Echo.Client(wrapping: client).unary(.init()) }
      let peer = try await listener.accept()
      // The client has connected, and its call waits for what the server says first.
      _ = await peer.receive(RawFrame.preface.count)
      client.beginGracefulShutdown()
      // Answered after the loop has seen to it.
      _ = await client.transport.report(.none)
      peer.send(RawFrame(kind: RawFrame.settings).bytes)
      var reset: RawFrame?
      while let frame = await peer.nextFrame() {
        if frame.kind == RawFrame.headers {
          let refusal = RawFrame(
            kind: RawFrame.reset, stream: frame.stream, payload: RawFrame.number(2))
          peer.send(refusal.bytes)
          reset = refusal
        }
      }
      #expect(reset != nil)
      let error = await #expect(throws: RPCError.self) { _ = try await call.value }
      #expect(error?.code == .internalError)
    }
  }

  @Test func `A client that nobody holds any more lets go of its connections`() async throws {
    let listener = try RawListener()
    let peer: RawPeer
    do {
      let client = GRPCClient(
        transport: .http2(target: .addresses([listener.address]), transportSecurity: .plaintext))
      let call = Task { try await Bench_Echo.Client(wrapping: client).unary(.init()) }
      peer = try await listener.accept()
      _ = await peer.receive(RawFrame.preface.count)
      peer.send(RawFrame(kind: RawFrame.settings).bytes)
      while let frame = await peer.nextFrame(), frame.kind != RawFrame.headers {}
      call.cancel()
      _ = await call.result
    }
    let isClosed = await peer.isClosed()
    #expect(isClosed)
  }
}
