import BenchMessages
import Martlet
import MartletHTTP2
import Testing

/// Calls that go around several servers.
@Suite(.timeLimit(.minutes(2)))
struct RoundRobinTests {
  private func servers(_ names: String...) async throws -> [NamedServer] {
    var servers: [NamedServer] = []
    for name in names { servers.append(try await NamedServer(name)) }
    return servers
  }

  private func stop(_ servers: [NamedServer]) async {
    for server in servers { await server.kill() }
  }

  @Test func `All servers get the same number of calls`() async throws {
    let servers = try await servers("a", "b", "c")
    // An address counts once, however often it is given.
    let addresses = servers.map(\.address) + servers.map(\.address)
    try await withBalancedClient(.addresses(addresses)) { client in
      await client.settle(on: ["a", "b", "c"])
      try await client.expect(["a": 100, "b": 100, "c": 100])
    }
    await stop(servers)
  }

  @Test func `Without a config, or with pick_first, all calls go to the first server`() async throws
  {
    let servers = try await servers("a", "b", "c")
    let target = ConnectionTarget.addresses(servers.map(\.address))
    try await withGRPCClient(
      transport: .http2(target: target, transportSecurity: .plaintext)
    ) { client in try await client.expect(["a": 30]) }
    let pickFirst = ServiceConfig.LoadBalancingConfig.pickFirst(shuffleAddressList: false)
    try await withBalancedClient(target, pickFirst) { client in
      try await client.expect(["a": 30])
      await servers[0].kill()
      await client.settle(on: ["b"])
    }
    #expect(servers[2].count == 0)
    await stop(servers)
  }

  @Test func `Clients that shuffle do not all choose the same server`() async throws {
    let servers = try await servers("a", "b")
    let target = ConnectionTarget.addresses(servers.map(\.address))
    var names: Set<String> = []
    // By chance, all choose the same once in 2^63 runs.
    for _ in 0..<64 {
      let shuffle = ServiceConfig.LoadBalancingConfig.pickFirst(shuffleAddressList: true)
      try await withBalancedClient(target, shuffle) { client in
        let both = try await client.names(2)
        #expect(both.count == 1)
        names.formUnion(both.keys)
      }
    }
    #expect(names == ["a", "b"])
    await stop(servers)
  }

  @Test func `A server that is killed is left out until it is back`() async throws {
    var servers = try await servers("a", "b", "c")
    try await withBalancedClient(.addresses(servers.map(\.address))) { client in
      await client.settle(on: ["a", "b", "c"])
      await servers[1].kill()
      await client.settle(on: ["a", "c"])
      let names = try await client.names(100)
      #expect(names == ["a": 50, "c": 50])
      servers[1] = try await NamedServer("again", at: servers[1].address)
      await client.settle(on: ["a", "again", "c"])
      try await client.expect(["a": 10, "again": 10, "c": 10])
    }
    await stop(servers)
  }

  @Test func `Calls fail once all servers have, with each of them and why`() async throws {
    let servers = try await servers("a", "b")
    let nowhere = SocketAddress.ofItsOwn
    let addresses = servers.map(\.address) + [nowhere]
    try await withBalancedClient(.addresses(addresses)) { client in
      await client.settle(on: ["a", "b"])
      await stop(servers)
      var error: RPCError?
      while error?.message.contains("no connection") != true {
        error = await #expect(throws: RPCError.self) { _ = try await client.name() }
        #expect(error?.code == .unavailable)
      }
      let message = try #require(error?.message)
      #expect(message.contains("tried 3 addresses"))
      for address in addresses { #expect(message.contains("\(address): ")) }
      // A call that waits gets through once one of them is there.
      let waiting = Task { try await client.name(waits: true) }
      let server = try await NamedServer("c", at: nowhere)
      let answer = try await waiting.value
      #expect(answer == "c")
      await server.kill()
    }
  }

  @Test func `No call waits for a server that does not answer while others do`() async throws {
    let servers = try await servers("a", "b")
    // It accepts connections, and says nothing.
    let silent = try RawListener()
    let addresses = [silent.address] + servers.map(\.address)
    try await withBalancedClient(.addresses(addresses)) { client in
      await client.settle(on: ["a", "b"])
      try await client.expect(["a": 5, "b": 5])
    }
    await stop(servers)
  }

  @Test func `A server that is drained under load loses no call`() async throws {
    let servers = try await servers("a", "b", "c")
    let answered = Counter()
    try await withBalancedClient(.addresses(servers.map(\.address))) { client in
      await client.settle(on: ["a", "b", "c"])
      try await withThrowingDiscardingTaskGroup { group in
        let isOver = Counter()
        for _ in 0..<30 {
          group.addTask {
            while isOver.value == 0 {
              _ = try await client.name()
              answered.increment()
            }
          }
        }
        while answered.value < 1000 { await Task.yield() }
        servers[1].drain()
        try await servers[1].ended()
        let before = answered.value
        while answered.value < before + 1000 { await Task.yield() }
        isOver.increment()
      }
      await client.settle(on: ["a", "c"])
    }
    await stop(servers)
  }

  @Test func `A call that is made again goes to another server`() async throws {
    let failing = try await NamedServer(
      "failing", failure: RPCError(code: .unavailable, message: "not here"))
    let server = try await NamedServer("a")
    let policy = RetryPolicy(
      maxAttempts: 2, initialBackoff: .milliseconds(1), maxBackoff: .milliseconds(1),
      backoffMultiplier: 1, retryableStatusCodes: [.unavailable])
    try await withBalancedClient(
      .addresses([failing.address, server.address]),
      methods: [MethodConfig(names: [.init(service: "")], executionPolicy: .retry(policy))]
    ) { client in
      // Until both are connected, attempts may come to the same.
      while failing.count == 0 || server.count == 0 { _ = try? await client.name() }
      let before = failing.count
      try await client.expect(["a": 50])
      #expect(failing.count > before)
    }
    await stop([failing, server])
  }

  @Test func `A server that only accepts connections gets few of them`() async throws {
    let listener = try RawListener()
    try await withBalancedClient(
      .addresses([listener.address]), configure: { $0.backoff.initial = .seconds(3600) }
    ) { client in
      var options = CallOptions.defaults
      options.timeout = .milliseconds(50)
      let call = Task { [options] in
        try await Bench_Echo.Client(wrapping: client).unary(.init(), options: options)
      }
      do {
        let peer = try await listener.accept()
        peer.send(RawFrame(kind: RawFrame.settings).bytes)
      }
      await #expect(throws: RPCError.self) { _ = try await call.value }
      // Whether the first got as far as the call or not: this one waits for another connection.
      let error = await #expect(throws: RPCError.self) {
        _ = try await Bench_Echo.Client(wrapping: client).unary(.init(), options: options)
      }
      #expect(error?.code == .deadlineExceeded)
      #expect(!listener.hasConnection)
    }
  }

  @Test func `Connections that end for want of calls are made again by the next`() async throws {
    let servers = try await servers("a", "b")
    try await withBalancedClient(
      .addresses(servers.map(\.address)),
      configure: { $0.connection.maxIdleTime = .milliseconds(1) }
    ) { client in
      // Until connections have ended and been made several times.
      var identifiers: Set<Int64> = []
      while identifiers.count < 20 {
        _ = try await client.name()
        let report = await client.transport.report(.none)
        identifiers.formUnion(report.channels.flatMap(\.connectionNames).map(\.identifier))
      }
    }
    await stop(servers)
  }

  @Test func `Channelz tells of a subchannel for each address`() async throws {
    let servers = try await servers("a", "b")
    let nowhere = SocketAddress.ofItsOwn
    try await withBalancedClient(
      .addresses(servers.map(\.address) + [nowhere])
    ) { client in
      await client.settle(on: ["a", "b"])
      let before = await client.transport.report(.first(10, from: 0))
      _ = try await client.names(20)
      let report = await client.transport.report(.first(10, from: 0))
      #expect(report.states == [.ready])
      #expect(
        Set(report.channels.map(\.target))
          == Set((servers.map(\.address) + [nowhere]).map(\.description)))
      for (channel, before) in zip(report.channels, before.channels) {
        let isThere = channel.target != nowhere.description
        #expect(channel.identifier == before.identifier)
        #expect(channel.state == (isThere ? .ready : .transientFailure))
        #expect(channel.connections.count == (isThere ? 1 : 0))
        #expect(channel.calls.succeeded - before.calls.succeeded == (isThere ? 10 : 0))
      }
    }
    await stop(servers)
  }
}
