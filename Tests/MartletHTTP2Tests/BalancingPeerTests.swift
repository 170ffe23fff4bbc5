import BenchMessages
import Foundation
import Martlet
import MartletEventLoop
import Testing
import ToolSupport

/// Calls that go around servers, beside grpcio and beside peers that refuse.
@Suite("Load balancing beside grpcio", .timeLimit(.minutes(2)))
struct BalancingPeerTests {
  @Test func `Calls go around grpcio's servers and ours, and past one that is killed`() async throws
  {
    let json = #"{"loadBalancingConfig": [{"not_there_yet": {}}, {"round_robin": {}}]}"#
    let config = try JSONDecoder().decode(ServiceConfig.self, from: Data(json.utf8))
    let balancing = try #require(config.loadBalancingConfig.first)
    let ours = try await NamedServer("ours")
    try await Program.python("balancing.py", ["server", "one"]).serve { one, process in
      try await Program.python("balancing.py", ["server", "two"]).serve { two in
        var addresses = [ours.address]
        for port in [one, two] {
          addresses.append(.ipv4(host: "127.0.0.1", port: try #require(Int(port))))
        }
        try await withBalancedClient(.addresses(addresses), balancing) { client in
          await client.settle(on: ["ours", "one", "two"])
          try await client.expect(["ours": 50, "one": 50, "two": 50])
          kill(process, SIGKILL)
          await client.settle(on: ["ours", "two"])
          try await client.expect(["ours": 50, "two": 50])
        }
      }
    }
    await ours.kill()
  }

  @Test func `grpcio's client goes around our servers`() async throws {
    var servers: [NamedServer] = []
    for name in ["a", "b", "c"] {
      servers.append(try await NamedServer(name, at: .ipv4(host: "127.0.0.1", port: 0)))
    }
    let addresses = servers.map { "127.0.0.1:\($0.address.port ?? 0)" }
    try await Program.python("balancing.py", ["client"] + addresses).run()
    for server in servers { await server.kill() }
  }

  @Test func `A call that is refused begins again on another connection`() async throws {
    let server = try await NamedServer("a")
    let refusing = try RefusingServer()
    let rounds = 20
    try await withBalancedClient(
      .addresses([refusing.address, server.address])
    ) { client in
      let loop = try EventLoopPool.shared.clientLoop()
      try await withTaskExecutorPreference(loop) {
        // As long as only the server that refuses is connected, calls may fail.
        while await client.transport.report(.none).channels.filter({ $0.state == .ready }).count < 2
        {
          _ = try? await client.name()
        }
        let before = refusing.count.value
        for _ in 0..<rounds {
          // Both begin in one turn of the loop: one of them is refused, and then it is the turn of
          // the server that refuses again.
          let accepted = server.count + 2
          try await withThrowingDiscardingTaskGroup { group in
            for _ in 0..<2 {
              group.addTask { try await callOnceAccepted(client, server, accepted) }
            }
          }
        }
        #expect(refusing.count.value - before == rounds)
      }
    }
    await server.kill()
  }

  /// Calls, but says nothing before the server has so many calls: what was said cannot be said
  /// again, so that a call which is refused then fails.
  private func callOnceAccepted(
    _ client: GRPCClient<HTTP2ClientTransport>, _ server: NamedServer, _ count: Int
  ) async throws {
    try await Bench_Echo.Client(wrapping: client).bidi { writer in
      while server.count < count { await Task.yield() }
      try await writer.write(.init())
    } onResponse: { response in
      for try await reply in response.messages { #expect(reply.text == "a") }
    }
  }
}

/// Accepts one connection, and refuses all that comes.
private final class RefusingServer: Sendable {
  let address: SocketAddress
  /// The calls that were refused.
  let count = Counter()

  init() throws {
    let listener = try RawListener()
    address = listener.address
    Task { [count] in
      let peer = try await listener.accept()
      _ = await peer.receive(RawFrame.preface.count)
      peer.send(RawFrame(kind: RawFrame.settings).bytes)
      while let frame = await peer.nextFrame() {
        guard frame.kind == RawFrame.headers else { continue }
        count.increment()
        // REFUSED_STREAM.
        let refusal = RawFrame(
          kind: RawFrame.reset, stream: frame.stream, payload: RawFrame.number(7))
        peer.send(refusal.bytes)
      }
    }
  }
}
