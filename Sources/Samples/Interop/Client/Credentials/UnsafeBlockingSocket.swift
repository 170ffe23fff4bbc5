internal import Glibc

/// A connection over TCP that blocks, for programs that have nothing else to do meanwhile.
final class BlockingSocket {
  /// The most that connecting, or one read or write, may take, in seconds.
  private static let timeoutSeconds = 10

  private let descriptor: Int32

  /// Connects to the first address that takes a connection.
  init(host: String, port: String) throws {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let error = getaddrinfo(host, port, &hints, &list)
    guard error == 0 else {
      throw CaseFailure(
        description: "'\(host)' is not known: \(String(cString: gai_strerror(error)))")
    }
    // Sound: the list is the system's until it is freed here, after its last use.
    defer { freeaddrinfo(list) }
    var next = list
    while let address = next?.pointee {
      let descriptor = socket(
        address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue),
        address.ai_protocol)
      guard descriptor >= 0 else { break }
      var limit = timeval(tv_sec: Self.timeoutSeconds, tv_usec: 0)
      for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
        setsockopt(
          descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
      }
      if connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 {
        self.descriptor = descriptor
        return
      }
      close(descriptor)
      next = address.ai_next
    }
    throw CaseFailure(
      description: "\(host):\(port) takes no connection: \(String(cString: strerror(errno)))")
  }

  deinit { close(descriptor) }

  /// Sends `bytes`; what comes until the peer closes the connection, which it must.
  func exchange(_ bytes: [UInt8], maximumBytes: Int) throws -> [UInt8] {
    var unsent = bytes[...]
    while !unsent.isEmpty {
      // Sound: the bytes are lent for the call, with their number.
      let count = unsent.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure() }
      unsent = unsent.dropFirst(count)
    }
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while answer.count <= maximumBytes {
      let count = Glibc.recv(descriptor, &chunk, chunk.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      if count == 0 { return answer }
      answer += chunk[..<count]
    }
    throw CaseFailure(description: "the answer has more than \(maximumBytes) bytes")
  }

  private func failure() -> CaseFailure {
    CaseFailure(description: "the connection failed: \(String(cString: strerror(errno)))")
  }
}
