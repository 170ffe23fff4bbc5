internal import CLinux
import Glibc

/// A socket that accepts connections. Confined to its loop from ``start(on:_:)`` on.
package final class Listener: @unchecked Sendable {
  // Sendable: handed over as a whole before it is used.

  /// Where it listens, with the port that the system chose.
  package let address: SocketAddress

  private let socket: Socket
  private let keepsFile: Bool
  private var loop: EventLoop?
  private var registration: Registration?
  private var onAccept: ((Socket) -> Void)?
  /// A descriptor to give up when there are no others, so that a connection can be accepted and
  /// closed rather than be left waiting for ever while the loop spins.
  private var reserve: Int32

  /// Connections to accept per turn of the loop.
  private static let maximumAccepts = 64

  /// Binds and listens.
  ///
  /// - Parameters:
  ///   - address: Where.
  ///   - sharesPort: Whether others may listen there too, each getting its share (`SO_REUSEPORT`).
  ///   - backlog: Connections that may wait to be accepted.
  /// - Throws: ``SystemCallError`` that names the call.
  package init(address: SocketAddress, sharesPort: Bool, backlog: Int) throws(SystemCallError) {
    let socket = try Socket(for: address)
    if !address.isUnix {
      socket.setOption(SOL_SOCKET, SO_REUSEADDR, 1)
      if sharesPort { socket.setOption(SOL_SOCKET, SO_REUSEPORT, 1) }
    }
    try Self.bind(socket, address)
    guard listen(socket.fd, Int32(clamping: backlog)) == 0 else {
      throw SystemCallError(call: "listen")
    }
    self.socket = socket
    keepsFile = false
    self.address = socket.localAddress ?? address
    reserve = Self.openReserve()
  }

  /// Takes over a socket that listens already; its file, if it has one, stays when this closes.
  ///
  /// - Throws: ``SystemCallError`` if the descriptor is no socket, or cannot be made non-blocking.
  package init(inherited descriptor: Int32) throws(SystemCallError) {
    guard let address = Socket.address(ofListener: descriptor) else {
      throw SystemCallError(call: "descriptor \(descriptor) as a listening socket", number: EINVAL)
    }
    let flags = fcntl(descriptor, F_GETFL)
    guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0,
      fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0
    else { throw SystemCallError(call: "fcntl") }
    socket = Socket(fd: descriptor)
    self.address = address
    keepsFile = true
    reserve = Self.openReserve()
  }

  deinit {
    if reserve >= 0 { Glibc.close(reserve) }
  }

  private static func openReserve() -> Int32 { open("/dev/null", O_RDONLY | O_CLOEXEC) }

  private static func bind(_ socket: Socket, _ address: SocketAddress) throws(SystemCallError) {
    if try address.withSockaddr({ Glibc.bind(socket.fd, $0, $1) }) == 0 { return }
    let error = SystemCallError(call: "bind")
    // A socket file that nobody listens on was left behind by a server that has died.
    guard error.number == EADDRINUSE, let path = address.unixDomainSocket?.path,
      try isAbandoned(address), unlink(path) == 0,
      try address.withSockaddr({ Glibc.bind(socket.fd, $0, $1) }) == 0
    else { throw error }
  }

  private static func isAbandoned(_ address: SocketAddress) throws(SystemCallError) -> Bool {
    let probe = try Socket(for: address)
    let code = try address.withSockaddr { Glibc.connect(probe.fd, $0, $1) }
    return code != 0 && errno == ECONNREFUSED
  }

  /// Accepts connections from now on.
  ///
  /// - Throws: ``SystemCallError`` if the poller cannot watch the socket.
  package func start(
    on loop: EventLoop, _ onAccept: @escaping (Socket) -> Void
  ) throws(SystemCallError) {
    self.loop = loop
    self.onAccept = onAccept
    registration = try loop.register(self, fd: socket.fd, interest: .read)
  }

  /// Accepts no more, and removes the file of a Unix socket.
  package func close() {
    if let registration { loop?.deregister(registration) }
    registration = nil
    onAccept = nil
    if !keepsFile, let path = address.unixDomainSocket?.path, path.utf8.first != 0 { unlink(path) }
    socket.close()
  }

  private func accept() -> Bool {
    let fd = martlet_accept(socket.fd)
    guard fd < 0 else {
      let connection = Socket(fd: fd)
      connection.disableNagle()
      if let onAccept { onAccept(connection) } else { connection.close() }
      return true
    }
    switch errno {
    case EINTR, ECONNABORTED: return true
    case EMFILE, ENFILE:
      refuseOne()
      return false
    default: return false
    }
  }

  private func refuseOne() {
    guard reserve >= 0 else { return }
    Glibc.close(reserve)
    let fd = martlet_accept(socket.fd)
    if fd >= 0 { Glibc.close(fd) }
    reserve = Self.openReserve()
  }
}

extension Listener: ReadinessHandler {
  package func ready(_ events: Interest) {
    for _ in 0..<Self.maximumAccepts where onAccept != nil {
      guard accept() else { return }
    }
  }
}
