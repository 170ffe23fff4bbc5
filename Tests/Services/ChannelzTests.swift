internal import BenchMessages
internal import Foundation
internal import Martlet
internal import MartletCore
internal import MartletHTTP2
internal import Testing
internal import ToolSupport

/// Our channelz service, as grpcio-channelz's clients see it.
@Suite("Channelz", .timeLimit(.minutes(3)))
struct ChannelzTests {
  private static func serve(
    _ security: HTTP2ServerTransport.TransportSecurity = .plaintext,
    _ body: (_ port: Int, _ channelz: ChannelzService) async throws -> Void
  ) async throws {
    let channelz = ChannelzService()
    try await withGRPCServer(
      transport: .http2(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: security),
      services: [channelz, Answering()]
    ) { server in
      channelz.add(server, name: "front")
      try await body(try #require(await server.listeningAddress?.port), channelz)
    }
  }

  private static func ask(_ port: Int, _ question: String...) async throws {
    try await Program.python("channelz.py", ["\(port)"] + question).run()
  }

  @Test func `Calls, streams and messages of a server are counted`() async throws {
    try await Self.serve { port, _ in try await Self.ask(port, "server", "front") }
  }

  @Test func `Calls of a client are counted, and its connection is found`() async throws {
    try await Self.serve { port, channelz in
      try await withGRPCClient(
        transport: .http2(
          target: .ipv4(address: "127.0.0.1", port: port), transportSecurity: .plaintext)
      ) { client in
        channelz.add(client, name: "back")
        let echo = Bench_Echo.Client(wrapping: client)
        for _ in 0..<3 { _ = try await echo.unary(.init()) }
        await #expect(throws: RPCError.self) { _ = try await echo.unary(.with { $0.n = 1 }) }
        try await Self.ask(port, "channel", "back", "READY", "4", "3", "1")
      }
      try await Self.ask(port, "none")
    }
  }

  @Test func `Calls that find nobody are counted as well`() async throws {
    try await Self.serve { port, channelz in
      try await withGRPCClient(
        transport: .http2(
          target: .unixDomainSocket(path: "/nowhere"), transportSecurity: .plaintext)
      ) { client in
        channelz.add(client)
        let echo = Bench_Echo.Client(wrapping: client)
        await #expect(throws: RPCError.self) { _ = try await echo.unary(.init()) }
        try await Self.ask(
          port, "channel", "unix:/nowhere", "TRANSIENT_FAILURE", "1", "0", "1")
      }
    }
  }

  @Test func `A client that goes around servers has a subchannel for each`() async throws {
    try await Self.serve { port, channelz in
      try await Self.serve { other, _ in
        let addresses = [port, other].map { SocketAddress.ipv4(host: "127.0.0.1", port: $0) }
        try await withGRPCClient(
          transport: .http2(
            target: .addresses(addresses), transportSecurity: .plaintext,
            serviceConfig: ServiceConfig(loadBalancingConfig: [.roundRobin]))
        ) { client in
          channelz.add(client, name: "around")
          let echo = Bench_Echo.Client(wrapping: client)
          var ready = 0
          while ready < 2 {
            _ = try await echo.unary(.init())
            let report = await client.transport.report(.none)
            ready = report.channels.filter { $0.state == .ready }.count
          }
          try await Self.ask(port, "around", "around", "\(port)", "\(other)")
        }
      }
    }
  }

  #if TLS
    @Test func `A secured connection tells of its cipher and its certificate`() async throws {
      let folder = NSTemporaryDirectory() + "martlet-channelz-" + UUID().uuidString
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try await Program.built("martlet", ["certs", "-o", folder, "--host", "localhost"]).run()
      let security = HTTP2ServerTransport.TransportSecurity.tls(
        certificateChain: [.file(path: "\(folder)/server.pem", format: .pem)],
        privateKey: .file(path: "\(folder)/server.key", format: .pem))
      try await Self.serve(security) { port, _ in
        try await Self.ask(port, "secured", "\(folder)/ca.pem")
      }
    }
  #endif
}

/// Answers, unless it is asked not to.
private struct Answering: Bench_Echo.SimpleServiceProtocol {
  func unary(request: Bench_EchoRequest, context: ServerContext) async throws -> Bench_EchoReply {
    if request.n != 0 { throw RPCError(code: .notFound, message: "as you wish") }
    return Bench_EchoReply()
  }

  func serverStream(
    request: Bench_StreamRequest, response: RPCWriter<Bench_EchoReply>, context: ServerContext
  ) async throws {}

  func clientStream(
    request: RPCAsyncSequence<Bench_EchoRequest, any Error>, context: ServerContext
  ) async throws -> Bench_Summary { Bench_Summary() }

  func bidi(
    request: RPCAsyncSequence<Bench_EchoRequest, any Error>, response: RPCWriter<Bench_EchoReply>,
    context: ServerContext
  ) async throws {
    for try await _ in request { try await response.write(Bench_EchoReply()) }
  }
}
