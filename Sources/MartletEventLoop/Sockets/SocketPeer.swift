import Glibc

/// The numbers of the process at the other end of a Unix socket.
package struct SocketPeer: Sendable {
  package let process: Int32
  package let user: UInt32
  package let group: UInt32
}

extension Socket {
  /// The address of a descriptor that listens; `nil` if it does not. The descriptor stays open.
  package static func address(ofListener descriptor: Int32) -> SocketAddress? {
    var listens: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    // The kernel writes no more than `length` bytes.
    guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) == 0, listens != 0
    else { return nil }
    return address(of: descriptor, getsockname)
  }

  /// Who is at the other end; `nil` if it is no Unix socket.
  package var unixPeer: SocketPeer? {
    guard localAddress?.isUnix == true else { return nil }
    // What the kernel's `struct ucred` is: three numbers of 32 bits.
    var numbers: (Int32, UInt32, UInt32) = (0, 0, 0)
    var length = socklen_t(MemoryLayout.size(ofValue: numbers))
    // The kernel writes no more than `length` bytes.
    guard getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &numbers, &length) == 0,
      Int(length) == MemoryLayout.size(ofValue: numbers)
    else { return nil }
    return SocketPeer(process: numbers.0, user: numbers.1, group: numbers.2)
  }
}
