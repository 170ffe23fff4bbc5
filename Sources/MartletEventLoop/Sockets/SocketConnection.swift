import Glibc

/// An attempt to connect to one address. Confined to its loop.
package final class SocketConnection: @unchecked Sendable {
  // Sendable: confined to `loop`.
  private let loop: EventLoop
  private var socket: Socket?
  private var registration: Registration?
  private var completion: ((Result<Socket, SystemCallError>) -> Void)?

  /// Begins to connect; `completion` is called later, once, unless the attempt is cancelled.
  package init(
    to address: SocketAddress, on loop: EventLoop,
    completion: @escaping (Result<Socket, SystemCallError>) -> Void
  ) {
    self.loop = loop
    self.completion = completion
    do {
      try begin(address)
    } catch {
      let failure = error
      loop.execute { self.finish(.failure(failure)) }
    }
  }

  private func begin(_ address: SocketAddress) throws(SystemCallError) {
    let socket = try Socket(for: address)
    self.socket = socket
    if !address.isUnix { socket.disableNagle() }
    let code = try address.withSockaddr { connect(socket.fd, $0, $1) }
    if code == 0 {
      loop.execute { self.finish(.success(socket)) }
    } else if errno == EINPROGRESS || errno == EINTR {
      registration = try loop.register(self, fd: socket.fd, interest: .write)
    } else {
      throw SystemCallError(call: "connect")
    }
  }

  /// Gives up; `completion` will not be called.
  package func cancel() {
    completion = nil
    deregister()
    socket?.close()
    socket = nil
  }

  private func deregister() {
    if let registration { loop.deregister(registration) }
    registration = nil
  }

  private func finish(_ result: Result<Socket, SystemCallError>) {
    deregister()
    guard let completion else { return }
    self.completion = nil
    if case .failure = result { socket?.close() }
    socket = nil
    completion(result)
  }
}

extension SocketConnection: ReadinessHandler {
  package func ready(_ events: Interest) {
    guard let socket else { return }
    if let error = socket.takeConnectError() {
      finish(.failure(error))
    } else {
      finish(.success(socket))
    }
  }
}
