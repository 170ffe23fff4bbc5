#if TLS
  import Glibc
  import Martlet
  import MartletTLS
  import Testing

  /// Clients that begin a handshake, or do not, and go no further.
  @Suite(.timeLimit(.minutes(1)))
  struct HandshakeTests {
    /// Connects, says something, and reads until the server closes.
    private func say(_ bytes: [UInt8], to address: SocketAddress, closing: Bool) throws {
      let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(socket) }
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_port = UInt16(try #require(address.port)).bigEndian
      name.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
      let code = withUnsafePointer(to: &name) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      try #require(code == 0)
      _ = bytes.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if closing { shutdown(socket, Int32(SHUT_WR)) }
      var chunk = [UInt8](repeating: 0, count: 4096)
      var patience = timeval(tv_sec: 20, tv_usec: 0)
      setsockopt(
        socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
      while recv(socket, &chunk, chunk.count, 0) > 0 {}
    }

    /// The beginning of a ClientHello.
    private static let begun: [UInt8] = [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]

    @Test(arguments: [[], begun])
    func `A handshake that is not completed ends in time`(_ said: [UInt8]) async throws {
      let diagnostics = Diagnostics()
      let security = try Authority().server().serving { $0.onDiagnostic = diagnostics.handler }
      try await serving(security, configure: { $0.handshakeTimeout = .milliseconds(300) }) {
        try say(said, to: $1, closing: false)
      }
      #expect(await diagnostics.next(.handshakeFailed).contains("no end of the TLS handshake came"))
    }

    @Test(arguments: [
      begun, Array("GET / HTTP/1.1\r\n\r\n".utf8), [0], [0x16, 3, 1, 0xff, 0xff, 1],
    ])
    func `A handshake that breaks off harms nobody else`(_ said: [UInt8]) async throws {
      let authority = try Authority()
      let diagnostics = Diagnostics()
      let security = try authority.server().serving { $0.onDiagnostic = diagnostics.handler }
      try await serving(security) { _, address in
        try say(said, to: address, closing: true)
        #expect(await diagnostics.next(.handshakeFailed).contains("ipv4:127.0.0.1"))
        _ = try await calling(address, authority.trusting()) { try await trailers($0) }
      }
    }
  }
#endif
