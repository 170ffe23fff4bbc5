import BenchMessages
import Glibc
import Martlet
import Testing

/// What the system is told of our sockets, read back from it.
@Suite(.timeLimit(.minutes(1)))
struct SocketOptionTests {
  /// The TCP_USER_TIMEOUTs, in milliseconds, of this process's sockets that are connected to or
  /// from a port.
  private func timeouts(localPort: Int? = nil, remotePort: Int? = nil) -> [Int32] {
    (0..<Int32(1024)).filter { fd in
      guard let remote = port(of: fd, getpeername) else { return false }
      return remote == remotePort ?? remote
        && port(of: fd, getsockname) == localPort ?? port(of: fd, getsockname)
    }.compactMap { fd in
      var value: Int32 = 0
      var length = socklen_t(MemoryLayout<Int32>.size)
      let code = getsockopt(fd, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &value, &length)
      return code == 0 ? value : nil
    }
  }

  private func port(
    of fd: Int32,
    _ call: (Int32, UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>?) -> Int32
  ) -> Int? {
    var name = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // Sound: the system writes no more than `length` bytes.
    let code = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call(fd, $0, &length) }
    }
    guard code == 0, name.sin_family == sa_family_t(AF_INET) else { return nil }
    return Int(UInt16(bigEndian: name.sin_port))
  }

  @Test func `The system gives up a peer that acknowledges nothing, after the keepalive's timeout`()
    async throws
  {
    try await withGRPCServer(
      transport: .http2(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext,
        config: .defaults { $0.connection.keepalive.timeout = .milliseconds(7001) }),
      services: [Echo()]
    ) { server in
      let address = try #require(await server.listeningAddress)
      let port = try #require(address.port)
      try await withGRPCClient(
        transport: .http2(
          target: .addresses([address]), transportSecurity: .plaintext,
          config: .defaults {
            $0.connection.keepalive = .init(
              time: .seconds(60), timeout: .milliseconds(9002), allowWithoutCalls: false)
          })
      ) { client in
        // Both sides know each other's settings by then.
        _ = try await Bench_Echo.Client(wrapping: client).unary(.init())
        #expect(timeouts(localPort: port) == [7001])
        #expect(timeouts(remotePort: port) == [9002])
      }
    }
  }
}
