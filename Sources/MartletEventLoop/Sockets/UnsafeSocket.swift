import Glibc

/// A socket that is open until ``close()``; non-blocking. Confined to its loop.
package final class Socket: @unchecked Sendable {
  // Sendable: handed over as a whole before it is used.

  /// What reading or writing came to. An enumeration, not an error: this is the hot path.
  package enum IOResult {
    /// So many bytes.
    case count(Int)
    /// Nothing now: wait until the socket is ready.
    case wouldBlock
    /// The peer has ended the connection.
    case closed
    case error(SystemCallError)
  }

  package let fd: Int32
  private var isOpen = true

  /// Takes over a descriptor.
  init(fd: Int32) { self.fd = fd }

  /// Makes a socket for connections to, or at, an address like this.
  init(for address: SocketAddress) throws(SystemCallError) {
    // Non-blocking, and not inherited by programs that this one starts.
    let type = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
    fd = socket(address.family, Int32(type), 0)
    guard fd >= 0 else { throw SystemCallError(call: "socket") }
  }

  deinit { close() }

  /// Closes the socket; the second time does nothing.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    _ = Glibc.close(fd)
  }

  /// Reads what is there, up to the buffer's size or `maximum` bytes.
  package func read(
    into buffer: UnsafeMutableRawBufferPointer, upTo maximum: Int = .max
  ) -> IOResult {
    while true {
      let count = recv(fd, buffer.baseAddress, min(buffer.count, maximum), 0)
      if count > 0 { return .count(count) }
      if count == 0 { return .closed }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock
      default: return .error(SystemCallError(call: "read"))
      }
    }
  }

  /// Writes as much as the socket takes. A peer that has gone raises no SIGPIPE.
  package func write(_ bytes: UnsafeRawBufferPointer) -> IOResult {
    while true {
      let count = send(fd, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      if count >= 0 { return .count(count) }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock
      default: return .error(SystemCallError(call: "write"))
      }
    }
  }

  /// Sends small packets at once: a tick gathers what belongs together already (Nagle's algorithm
  /// would only add waiting). No effect on Unix sockets.
  package func disableNagle() {
    setOption(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
  }

  /// Has the system give the connection up once what was sent has not been acknowledged for so long
  /// (`TCP_USER_TIMEOUT`). No effect on Unix sockets.
  package func giveUp(afterMilliseconds timeout: Int) {
    setOption(Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, Int32(clamping: timeout))
  }

  @discardableResult
  func setOption(_ level: Int32, _ name: Int32, _ value: Int32) -> Bool {
    var value = value
    return setsockopt(fd, level, name, &value, socklen_t(MemoryLayout<Int32>.size)) == 0
  }

  /// The error that a connection attempt ended with; `nil` if it has succeeded.
  func takeConnectError() -> SystemCallError? {
    var number: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(fd, SOL_SOCKET, SO_ERROR, &number, &length) == 0 else {
      return SystemCallError(call: "getsockopt")
    }
    return number == 0 ? nil : SystemCallError(call: "connect", number: number)
  }

  /// This end's address.
  package var localAddress: SocketAddress? { Self.address(of: fd, getsockname) }

  /// The other end's address.
  package var peerAddress: SocketAddress? { Self.address(of: fd, getpeername) }

  static func address(
    of fd: Int32,
    _ call: (Int32, UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>?) -> Int32
  ) -> SocketAddress? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    // Sound: a sockaddr_storage is large enough for every address.
    let code = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call(fd, $0, &length) }
    }
    return code == 0 ? SocketAddress(storage, length: length) : nil
  }
}
