import BenchMessages
import Glibc
import Martlet
import Synchronization
import Testing

/// Who is at the other end of a Unix socket, and sockets that listened before the server did.
@Suite(.timeLimit(.minutes(5)))
struct UnixSocketTests {
  private func call(
    _ transport: HTTP2ServerTransport, _ service: CredentialsProbe
  ) async throws {
    try await withGRPCServer(transport: transport, services: [service]) { server in
      let target = ConnectionTarget.addresses([try #require(await server.listeningAddress)])
      try await withGRPCClient(
        transport: .http2(target: target, transportSecurity: .plaintext)
      ) { client in
        _ = try await Bench_Echo.Client(wrapping: client).unary(.init())
      }
    }
  }

  @Test func `A handler knows the process at the other end of a Unix socket`() async throws {
    let probe = CredentialsProbe()
    let path = "/tmp/martlet-credentials-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    try await call(
      HTTP2ServerTransport(
        address: .unixDomainSocket(path: path), transportSecurity: .plaintext), probe)
    #expect(
      probe.seen.withLock { $0 }
        == [PeerCredentials(processID: getpid(), userID: getuid(), groupID: getgid())])
  }

  @Test func `A client on TCP has no credentials`() async throws {
    let probe = CredentialsProbe()
    try await call(
      HTTP2ServerTransport(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext), probe)
    #expect(probe.seen.withLock { $0 } == [nil])
  }

  @Test func `A server takes over a socket that listens already`() async throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    // Any port of any address.
    try #require(listen(descriptor, 16) == 0)
    let probe = CredentialsProbe()
    let transport = try HTTP2ServerTransport(
      inheritedSocket: descriptor, transportSecurity: .plaintext)
    try await call(transport, probe)
    #expect(probe.seen.withLock { $0.count } == 1)
  }

  @Test func `A descriptor that does not listen is refused`() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    #expect(throws: RuntimeError.self) {
      try HTTP2ServerTransport(inheritedSocket: descriptor, transportSecurity: .plaintext)
    }
  }

  @Test func `Only sockets that are meant for this process are taken over`() {
    func descriptors(_ count: String?, _ process: String?) -> [Int32] {
      InheritedSockets.descriptors(count: count, process: process, ownProcess: 7)
    }
    #expect(descriptors("2", "7") == [3, 4])
    for (count, process) in [("2", "8"), ("0", "7"), ("-1", "7"), ("many", "7"), ("99999", "7")] {
      #expect(descriptors(count, process) == [])
    }
    #expect(descriptors(nil, nil) == [])
  }
}

/// Notes the credentials of whoever calls.
private final class CredentialsProbe: UnaryOnly {
  let seen = Mutex<[PeerCredentials?]>([])

  func unary(request: Bench_EchoRequest, context: ServerContext) async throws -> Bench_EchoReply {
    seen.withLock { $0.append(context.peerCredentials) }
    return Bench_EchoReply()
  }
}
