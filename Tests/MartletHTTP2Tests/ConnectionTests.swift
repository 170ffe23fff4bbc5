import BenchMessages
import Martlet
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ConnectionTests {
  @Test func `A call fails with every address that was tried, and why`() async throws {
    let target = ConnectionTarget.addresses([
      .ipv4(host: "127.0.0.1", port: 1), .unixDomainSocket(path: "/nowhere/at/all.sock"),
    ])
    try await withGRPCClient(
      transport: .http2(target: target, transportSecurity: .plaintext)
    ) { client in
      let error = await #expect(throws: RPCError.self) {
        _ = try await Bench_Echo.Client(wrapping: client).unary(.init())
      }
      #expect(error?.code == .unavailable)
      let message = try #require(error?.message)
      #expect(message.contains("tried 2 addresses"))
      #expect(message.contains("ipv4:127.0.0.1:1: connection refused"))
      #expect(message.contains("unix:/nowhere/at/all.sock: no such file or directory"))
      #expect(message.contains("next attempt in"))
    }
  }

  @Test func `A host name that does not exist is said so`() async throws {
    try await withGRPCClient(
      transport: .http2(
        target: .dns(host: "nowhere.invalid", port: 1), transportSecurity: .plaintext)
    ) { client in
      let error = await #expect(throws: RPCError.self) {
        _ = try await Bench_Echo.Client(wrapping: client).unary(.init())
      }
      #expect(error?.code == .unavailable)
      #expect(error?.message.contains("cannot resolve 'nowhere.invalid'") == true)
    }
  }

  @Test func `A call that waits for readiness gets through once the server is there`() async throws
  {
    let path = "/tmp/martlet-test-\(UInt64.random(in: 0 ... .max)).sock"
    let config = HTTP2ClientTransport.Config.defaults {
      $0.backoff.initial = .milliseconds(10)
      $0.backoff.max = .milliseconds(50)
    }
    try await withGRPCClient(
      transport: .http2(
        target: .unixDomainSocket(path: path), transportSecurity: .plaintext, config: config)
    ) { client in
      let echo = Bench_Echo.Client(wrapping: client)
      // Fails at once: nobody listens. The server comes only afterwards.
      await #expect(throws: RPCError.self) { _ = try await echo.unary(.init()) }
      var options = CallOptions.defaults
      options.waitForReady = true
      let call = Task { [options] in
        try await echo.unary(.with { $0.n = 5 }, options: options)
      }
      try await withGRPCServer(
        transport: .http2(
          address: .unixDomainSocket(path: path), transportSecurity: .plaintext),
        services: [Echo()]
      ) { _ in
        let number = try await call.value.n
        #expect(number == 5)
      }
    }
  }

  @Test func `An address that cannot be listened on is named`() async throws {
    let server = GRPCServer(
      transport: .http2(
        address: .unixDomainSocket(path: "/nowhere/at/all.sock"), transportSecurity: .plaintext),
      services: [Echo()])
    let error = await #expect(throws: RuntimeError.self) { try await server.serve() }
    #expect(error?.code == .transportError)
    #expect(error?.message.contains("unix:/nowhere/at/all.sock") == true)
    await #expect(throws: RuntimeError.self) { _ = try await server.listeningAddress }
  }

  @Test func `A lost connection fails its calls, and the next call connects again`() async throws {
    let path = "/tmp/martlet-test-\(UInt64.random(in: 0 ... .max)).sock"
    let config = HTTP2ClientTransport.Config.defaults { $0.backoff.initial = .milliseconds(1) }
    try await withGRPCClient(
      transport: .http2(
        target: .unixDomainSocket(path: path), transportSecurity: .plaintext, config: config)
    ) { client in
      let echo = Bench_Echo.Client(wrapping: client)
      let begun = AsyncStream<Void>.makeStream()
      let first = GRPCServer(
        transport: .http2(address: .unixDomainSocket(path: path), transportSecurity: .plaintext),
        services: [Echo { begun.continuation.yield() }])
      let serving = Task { try await first.serve() }
      _ = try await first.listeningAddress
      let call = Task { try await echo.unary(.with { $0.n = Echo.sleepy }) }
      for await _ in begun.stream { break }
      serving.cancel()
      let error = await #expect(throws: RPCError.self) { _ = try await call.value }
      #expect(error?.code == .unavailable)
      _ = try? await serving.value
      try await withGRPCServer(
        transport: .http2(
          address: .unixDomainSocket(path: path), transportSecurity: .plaintext),
        services: [Echo()]
      ) { server in
        _ = try await server.listeningAddress
        var options = CallOptions.defaults
        options.waitForReady = true
        let reply = try await echo.unary(.with { $0.n = 6 }, options: options)
        #expect(reply.n == 6)
      }
    }
  }
}

extension ServerTransport where Self == HTTP2ServerTransport {
  static func tcpOnAnyPort(loops: Int) -> HTTP2ServerTransport {
    .http2(
      address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext,
      config: .defaults { $0.loops = loops })
  }
}
