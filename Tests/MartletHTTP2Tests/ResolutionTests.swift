import BenchMessages
import Martlet
import Testing

/// Names that are resolved again.
@Suite(.timeLimit(.minutes(2)))
struct ResolutionTests {
  private static let policies: [ServiceConfig.LoadBalancingConfig] = [
    .roundRobin, .pickFirst(shuffleAddressList: false), .pickFirst(shuffleAddressList: true),
  ]

  @Test(arguments: policies)
  func `Calls go to where a name has moved`(
    _ policy: ServiceConfig.LoadBalancingConfig
  ) async throws {
    let old = try await NamedServer("old")
    let new = try await NamedServer("new")
    let directory = Directory([old.address])
    try await withBalancedClient(directory.target, policy) { client in
      let first = try await client.name()
      #expect(first == "old")
      directory.set([new.address])
      await old.kill()
      await client.settle(on: ["new"])
      // Nobody looks for it where it was.
      let back = try await NamedServer("back", at: old.address)
      try await client.expect(["new": 10])
      #expect(back.count == 0)
      await back.kill()
    }
    await new.kill()
  }

  @Test func `An address that has vanished is drained, a new one joins`() async throws {
    let servers = [
      try await NamedServer("a"), try await NamedServer("b"), try await NamedServer("c"),
    ]
    let new = try await NamedServer("d")
    let directory = Directory(servers.map(\.address))
    try await withBalancedClient(directory.target) { client in
      await client.settle(on: ["a", "b", "c"])
      // A call on each server goes on while the first vanishes from the list.
      var conversations: [String: Conversation] = [:]
      for _ in servers {
        let conversation = Conversation(with: client)
        conversations[try #require(await conversation.ask())] = conversation
      }
      #expect(conversations.count == 3)
      directory.set([servers[1].address, new.address])
      await servers[2].kill()
      await client.settle(on: ["b", "d"])
      for name in ["a", "b"] {
        let conversation = try #require(conversations[name])
        let answer = try await conversation.ask()
        #expect(answer == name)
        try await conversation.end()
      }
      await #expect(throws: RPCError.self) { try await conversations["c"]?.end() }
      try await client.expect(["b": 10, "d": 10])
      // The connection of the first has closed, and its calls are not forgotten.
      while true {
        let report = await client.transport.report(.none)
        if report.channels.count == 2 {
          #expect(report.calls.succeeded >= servers[0].count)
          break
        }
        await Task.yield()
      }
    }
    for server in servers + [new] { await server.kill() }
  }

  @Test func `A name is not resolved more often than it may be`() async throws {
    var server = try await NamedServer("0")
    let directory = Directory([server.address])
    try await withBalancedClient(
      directory.target, configure: { $0.minResolutionInterval = .seconds(3600) }
    ) { client in
      let first = try await client.name()
      #expect(first == "0")
      for number in 1...5 {
        await server.kill()
        server = try await NamedServer("\(number)", at: server.address)
        await client.settle(on: ["\(number)"])
      }
    }
    #expect(directory.count == 1)
    await server.kill()
  }

  @Test func `Addresses that were known stay if a name cannot be resolved any more`() async throws {
    var server = try await NamedServer("first")
    let directory = Directory([server.address])
    try await withBalancedClient(directory.target) { client in
      let first = try await client.name()
      #expect(first == "first")
      directory.fail("the directory is closed")
      await server.kill()
      server = try await NamedServer("second", at: server.address)
      await client.settle(on: ["second"])
      #expect(directory.count > 1)
    }
    await server.kill()
  }

  @Test(arguments: policies)
  func `A name that cannot be resolved is tried again`(
    _ policy: ServiceConfig.LoadBalancingConfig
  ) async throws {
    let directory = Directory([])
    directory.fail("the directory is closed")
    try await withBalancedClient(directory.target, policy) { client in
      let error = await #expect(throws: RPCError.self) { _ = try await client.name() }
      #expect(error?.code == .unavailable)
      let message = "cannot resolve 'servers.test': the directory is closed; next attempt in 0.0 s"
      #expect(error?.message == message)
      let waiting = Task { try await client.name(waits: true) }
      let server = try await NamedServer("a")
      directory.set([server.address])
      let answer = try await waiting.value
      #expect(answer == "a")
      await server.kill()
    }
  }

  @Test func `A connection to an address that has vanished takes no more calls`() async throws {
    let old = try await NamedServer("old")
    let new = try await NamedServer("new")
    let directory = Directory([old.address])
    let pickFirst = ServiceConfig.LoadBalancingConfig.pickFirst(shuffleAddressList: false)
    try await withBalancedClient(directory.target, pickFirst) { client in
      let first = try await client.name()
      #expect(first == "old")
      directory.set([new.address])
      directory.hold()
      await old.kill()
      // It is back before anybody knows that it has moved.
      let back = try await NamedServer("back", at: old.address)
      await client.settle(on: ["back"])
      let conversation = Conversation(with: client)
      let answer = try await conversation.ask()
      #expect(answer == "back")
      directory.release()
      await client.settle(on: ["new"])
      let last = try await conversation.ask()
      #expect(last == "back")
      try await conversation.end()
      await back.kill()
    }
    await new.kill()
  }

  @Test func `An attempt at an address that has vanished is given up`() async throws {
    let old = try await NamedServer("old")
    let new = try await NamedServer("new")
    let directory = Directory([old.address])
    let pickFirst = ServiceConfig.LoadBalancingConfig.pickFirst(shuffleAddressList: false)
    try await withBalancedClient(directory.target, pickFirst) { client in
      let first = try await client.name()
      #expect(first == "old")
      directory.set([new.address])
      directory.hold()
      await old.kill()
      // It accepts connections, and says nothing.
      let silent = try RawListener(path: try #require(old.address.unixDomainSocket?.path))
      let call = Task {
        // The first may still be on its way to the old server as that goes.
        while true {
          if let name = try? await client.name(waits: true) { return name }
          try Task.checkCancellation()
        }
      }
      let peer = try await silent.accept()
      let hello = await peer.receive(RawFrame.preface.count)
      #expect(hello == RawFrame.preface)
      directory.release()
      let answer = try await call.value
      #expect(answer == "new")
      let isClosed = await peer.isClosed()
      #expect(isClosed)
    }
    await new.kill()
  }

  @Test func `Without any addresses, calls fail`() async throws {
    for policy in Self.policies {
      try await withBalancedClient(.addresses([]), policy) { client in
        let error = await #expect(throws: RPCError.self) { _ = try await client.name() }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("tried 0 addresses") == true)
      }
    }
  }
}
