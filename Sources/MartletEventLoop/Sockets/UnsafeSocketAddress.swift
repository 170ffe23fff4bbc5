import Glibc

// Between SocketAddress and the kernel's sockaddr. Sound throughout: a sockaddr_storage is large
// enough, and aligned, for every kind of address; lengths are checked before bytes are read.
extension SocketAddress {
  /// The kernel's number for the kind of address.
  var family: Int32 {
    switch kind {
    case .ipv4: AF_INET
    case .ipv6: AF_INET6
    case .unix: AF_UNIX
    }
  }

  /// Calls `body` with the address in the kernel's form.
  ///
  /// - Throws: ``SystemCallError`` with `EINVAL` if the text is no address or the path is too long.
  func withSockaddr<R>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> R
  ) throws(SystemCallError) -> R {
    var storage = sockaddr_storage()
    let length = try fill(&storage)
    return withUnsafePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
    }
  }

  private func fill(_ storage: inout sockaddr_storage) throws(SystemCallError) -> socklen_t {
    switch kind {
    case .ipv4(let address):
      var value = sockaddr_in()
      value.sin_family = sa_family_t(AF_INET)
      guard let port = UInt16(exactly: address.port),
        inet_pton(AF_INET, address.host, &value.sin_addr) == 1
      else { throw SystemCallError(call: "'\(authority)' as an IPv4 address", number: EINVAL) }
      value.sin_port = port.bigEndian
      return Self.store(value, in: &storage)
    case .ipv6(let address):
      var value = sockaddr_in6()
      value.sin6_family = sa_family_t(AF_INET6)
      guard let port = UInt16(exactly: address.port),
        inet_pton(AF_INET6, address.host, &value.sin6_addr) == 1
      else { throw SystemCallError(call: "'\(authority)' as an IPv6 address", number: EINVAL) }
      value.sin6_port = port.bigEndian
      return Self.store(value, in: &storage)
    case .unix(let address):
      var value = sockaddr_un()
      value.sun_family = sa_family_t(AF_UNIX)
      let path = Array(address.path.utf8)
      let isAbstract = path.first == 0
      guard !path.isEmpty, path.count < MemoryLayout.size(ofValue: value.sun_path) else {
        throw SystemCallError(
          call: "a Unix socket's path of \(path.count) bytes", number: ENAMETOOLONG)
      }
      withUnsafeMutableBytes(of: &value.sun_path) { $0.copyBytes(from: path) }
      _ = Self.store(value, in: &storage)
      let header = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: value.sun_path)
      return socklen_t(header + path.count + (isAbstract ? 0 : 1))
    }
  }

  private static func store<Value>(
    _ value: Value, in storage: inout sockaddr_storage
  ) -> socklen_t {
    withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: value, as: Value.self) }
    return socklen_t(MemoryLayout<Value>.size)
  }

  /// The bytes of an IP address in network order; none if it is no IP address.
  package var ipBytes: [UInt8] {
    var storage = sockaddr_storage()
    guard (try? fill(&storage)) != nil else { return [] }
    return withUnsafeBytes(of: storage) { bytes in
      switch kind {
      case .ipv4:
        withUnsafeBytes(of: bytes.load(as: sockaddr_in.self).sin_addr) { Array($0) }
      case .ipv6:
        withUnsafeBytes(of: bytes.load(as: sockaddr_in6.self).sin6_addr) { Array($0) }
      case .unix: []
      }
    }
  }

  /// The address in `storage`, as the kernel has filled it in; `nil` if it is of another kind.
  init?(_ storage: sockaddr_storage, length: socklen_t) {
    let address: SocketAddress? = withUnsafeBytes(of: storage) { bytes in
      switch Int32(storage.ss_family) {
      case AF_INET:
        let value = bytes.load(as: sockaddr_in.self)
        return Self.text(AF_INET, value.sin_addr, INET_ADDRSTRLEN).map {
          .ipv4(host: $0, port: Int(UInt16(bigEndian: value.sin_port)))
        }
      case AF_INET6:
        let value = bytes.load(as: sockaddr_in6.self)
        return Self.text(AF_INET6, value.sin6_addr, INET6_ADDRSTRLEN).map {
          .ipv6(host: $0, port: Int(UInt16(bigEndian: value.sin6_port)))
        }
      case AF_UNIX:
        let header = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        var path = bytes[..<min(Int(length), bytes.count)].dropFirst(header)
        if path.first != 0 { path = path.prefix { $0 != 0 } }
        return .unixDomainSocket(path: String(decoding: path, as: UTF8.self))
      default: return nil
      }
    }
    guard let address else { return nil }
    self = address
  }

  private static func text<Address>(
    _ family: Int32, _ address: Address, _ capacity: Int32
  ) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(capacity)) { buffer in
      guard let base = buffer.baseAddress else { return nil }
      let result = withUnsafeBytes(of: address) {
        inet_ntop(family, $0.baseAddress, base, socklen_t(capacity))
      }
      return result == nil ? nil : String(cString: base)
    }
  }
}
