import Dispatch
import Glibc
import Martlet
import Testing

/// A server's half of connections in raw bytes, on threads that may wait.
final class RawListener: Sendable {
  let address: SocketAddress
  private let socket: Int32

  /// Listens on a port of this machine, or at a path.
  init(path: String? = nil) throws {
    guard let path else {
      (socket, address) = try Self.listenOnAnyPort()
      return
    }
    socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    address = .unixDomainSocket(path: path)
    var place = sockaddr_un()
    place.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: path.utf8) }
    try #require(Self.bind(socket, &place) == 0 && listen(socket, 16) == 0)
  }

  private static func listenOnAnyPort() throws -> (Int32, SocketAddress) {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    try #require(bind(socket, &place) == 0 && listen(socket, 16) == 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(socket, $0, &length)
      }
    }
    let port = Int(UInt16(bigEndian: place.sin_port))
    return (socket, .ipv4(host: "127.0.0.1", port: port))
  }

  private static func bind<Place>(_ socket: Int32, _ place: inout Place) -> Int32 {
    withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(socket, $0, socklen_t(MemoryLayout<Place>.size))
      }
    }
  }

  deinit { close(socket) }

  /// The connection that comes next.
  func accept() async throws -> RawPeer {
    let peer = await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(returning: Glibc.accept(self.socket, nil, nil))
      }
    }
    try #require(peer >= 0)
    return RawPeer(socket: peer)
  }

  /// Whether a connection waits to be accepted.
  var hasConnection: Bool {
    var poll = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, 0) > 0
  }
}
