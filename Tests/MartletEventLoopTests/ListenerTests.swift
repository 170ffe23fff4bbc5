import Glibc
import MartletEventLoop
import Testing

/// Listening and connecting, on every kind of address.
@Suite(.timeLimit(.minutes(5)))
struct ListenerTests {
  private let loop: EventLoop

  init() throws { loop = try .started() }

  private static func temporaryPath() -> String {
    "/tmp/martlet-loop-test-\(UInt64.random(in: 0 ... .max)).sock"
  }

  private static let addresses: [SocketAddress] = [
    .ipv4(host: "127.0.0.1", port: 0), .ipv6(host: "::1", port: 0),
    .unixDomainSocket(path: temporaryPath()),
    .unixDomainSocket(path: "\0martlet-loop-test-\(UInt64.random(in: 0 ... .max))"),
  ]

  private func connect(to address: SocketAddress) async throws(SystemCallError) -> Socket {
    let loop = loop
    let result: Result<Socket, SystemCallError> = await withCheckedContinuation { continuation in
      loop.execute {
        // The loop holds the attempt, by its registration or by the closure that ends it.
        _ = SocketConnection(to: address, on: loop) { continuation.resume(returning: $0) }
      }
    }
    return try result.get()
  }

  @Test(arguments: addresses)
  func `Who connects is accepted, and bytes reach the other side`(_ address: SocketAddress)
    async throws
  {
    let listener = try Listener(address: address, sharesPort: false, backlog: 16)
    #expect(listener.address.port != 0)
    let accepted = Event<Socket>()
    try await loop.perform { [loop] in
      Result { try listener.start(on: loop) { accepted.happened($0) } }
    }.get()
    let client = try await connect(to: listener.address)
    let server = try #require(await accepted.wait())
    #expect(client.peerAddress == listener.address)
    #expect(server.localAddress == listener.address)
    let hello = Array("hello".utf8)
    guard case .count(5) = hello.withUnsafeBytes({ client.write($0) }) else {
      Issue.record("five bytes fit into any socket")
      return
    }
    client.close()
    #expect(await readToEnd(server) == hello)
    await loop.perform { listener.close() }
    _ = await refusal(of: listener.address)
  }

  /// How an address is refused that nobody listens on any longer. Until another test that starts a
  /// process has let go of what its fork inherited, the port may still answer.
  private func refusal(of address: SocketAddress) async -> SystemCallError {
    while true {
      do throws(SystemCallError) { try await connect(to: address).close() } catch { return error }
    }
  }

  /// Reads on the loop until the peer has closed.
  private func readToEnd(_ socket: Socket) async -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let chunk: [UInt8]? = await loop.perform { [loop] in
        switch socket.read(into: loop.readBuffer) {
        case .count(let count): Array(loop.readBuffer[..<count])
        case .wouldBlock: []
        case .closed, .error: nil
        }
      }
      guard let chunk else { return bytes }
      bytes += chunk
    }
  }

  @Test func `Several listeners may share a port that the system chose`() async throws {
    let any = SocketAddress.ipv4(host: "127.0.0.1", port: 0)
    let first = try Listener(address: any, sharesPort: true, backlog: 16)
    let second = try Listener(address: first.address, sharesPort: true, backlog: 16)
    #expect(second.address == first.address)
    let error = #expect(throws: SystemCallError.self) {
      try Listener(address: first.address, sharesPort: false, backlog: 16)
    }
    #expect(error?.number == EADDRINUSE)
    for listener in [first, second] { await loop.perform { listener.close() } }
  }

  @Test func `A listener removes its socket's file, and takes over one that nobody listens on`()
    async throws
  {
    let address = SocketAddress.unixDomainSocket(path: Self.temporaryPath())
    let path = try #require(address.unixDomainSocket?.path)
    let listener = try Listener(address: address, sharesPort: false, backlog: 16)
    #expect(access(path, F_OK) == 0)
    let error = #expect(throws: SystemCallError.self) {
      try Listener(address: address, sharesPort: false, backlog: 16)
    }
    #expect(error?.number == EADDRINUSE)
    await loop.perform { listener.close() }
    #expect(access(path, F_OK) != 0)
    // As a server that is killed leaves it: bound, then closed without being removed.
    var abandoned: Listener? = try Listener(address: address, sharesPort: false, backlog: 16)
    #expect(abandoned != nil)
    abandoned = nil
    #expect(access(path, F_OK) == 0)
    let successor = try Listener(address: address, sharesPort: false, backlog: 16)
    await loop.perform { successor.close() }
  }

  @Test func `A connection that is refused says so`() async throws {
    let listener = try Listener(
      address: .ipv4(host: "127.0.0.1", port: 0), sharesPort: false, backlog: 16)
    let address = listener.address
    await loop.perform { listener.close() }
    #expect(await refusal(of: address).description == "connect: connection refused")
  }

  @Test func `An attempt that was given up completes nothing`() async throws {
    let listener = try Listener(
      address: .ipv4(host: "127.0.0.1", port: 0), sharesPort: false, backlog: 16)
    let completed = Log<Int>()
    await loop.perform { [loop] in
      let attempt = SocketConnection(to: listener.address, on: loop) { _ in completed.note(1) }
      attempt.cancel()
    }
    await loop.turn()
    #expect(completed.entries == [])
    await loop.perform { listener.close() }
  }

  @Test func `Writing to a peer that has gone is an error, not the end of the program`()
    async throws
  {
    let listener = try Listener(
      address: .ipv4(host: "127.0.0.1", port: 0), sharesPort: false, backlog: 16)
    let accepted = Event<Socket>()
    try await loop.perform { [loop] in
      Result { try listener.start(on: loop) { accepted.happened($0) } }
    }.get()
    let client = try await connect(to: listener.address)
    try #require(await accepted.wait()).close()
    var last = Socket.IOResult.wouldBlock
    // The first bytes are answered with a reset, which a later write meets.
    for _ in 0..<1000 {
      last = [1, 2, 3].withUnsafeBytes { client.write($0) }
      if case .error = last { break }
    }
    guard case .error(let error) = last else {
      Issue.record("a thousand writes to nobody: \(last)")
      return
    }
    #expect(error.call == "write")
    await loop.perform { listener.close() }
  }
}
