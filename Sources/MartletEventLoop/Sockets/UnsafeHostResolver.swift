import Glibc

/// A host name that could not be turned into addresses.
package struct ResolverError: Error, CustomStringConvertible {
  package let host: String
  package let reason: String

  package init(host: String, reason: String) {
    self.host = host
    self.reason = reason
  }

  package var description: String { "cannot resolve '\(host)': \(reason)" }
}

/// A way to look names up: gets a host, a port and a loop, on which it tells of the addresses, of
/// which there is at least one.
package typealias HostLookup =
  @Sendable (
    String, Int, EventLoop,
    @escaping @Sendable (Result<[SocketAddress], ResolverError>) -> Void
  ) -> Void

/// Turns host names into addresses, by the system's resolver, on threads of their own: it blocks
/// for as long as it likes.
package enum HostResolver {
  /// Calls `completion` on the loop, with at least one address, in the resolver's order. An
  /// address as text needs no resolver: `completion` is called at once.
  @Sendable package static func resolve(
    host: String, port: Int, on loop: EventLoop,
    completion: @escaping @Sendable (Result<[SocketAddress], ResolverError>) -> Void
  ) {
    if let address = literal(host: host, port: port) {
      completion(.success([address]))
      return
    }
    do {
      try Thread.start(name: "martlet-resolve") {
        let result = Result { () throws(ResolverError) in try lookUp(host: host, port: port) }
        loop.execute { completion(result) }
      }
    } catch {
      completion(.failure(ResolverError(host: host, reason: error.description)))
    }
  }

  /// The address that is written as text, if it is one.
  package static func literal(host: String, port: Int) -> SocketAddress? {
    for address in [SocketAddress.ipv4(host: host, port: port), .ipv6(host: host, port: port)] {
      if (try? address.withSockaddr { _, _ in }) != nil { return address }
    }
    return nil
  }

  private static func lookUp(
    host: String, port: Int
  ) throws(ResolverError) -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_ADDRCONFIG
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, nil, &hints, &list)
    guard code == 0 else {
      throw ResolverError(host: host, reason: String(cString: gai_strerror(code)))
    }
    defer { freeaddrinfo(list) }
    var addresses: [SocketAddress] = []
    var next = list
    // Sound: the list is valid until it is freed, and each address as long as it says.
    while let entry = next?.pointee {
      if let address = address(of: entry, port: port), !addresses.contains(address) {
        addresses.append(address)
      }
      next = entry.ai_next
    }
    if addresses.isEmpty { throw ResolverError(host: host, reason: "it has no addresses") }
    return addresses
  }

  private static func address(of entry: addrinfo, port: Int) -> SocketAddress? {
    guard let source = entry.ai_addr,
      Int(entry.ai_addrlen) <= MemoryLayout<sockaddr_storage>.size
    else { return nil }
    var storage = sockaddr_storage()
    withUnsafeMutableBytes(of: &storage) { target in
      target.copyMemory(
        from: UnsafeRawBufferPointer(start: source, count: Int(entry.ai_addrlen)))
    }
    guard let address = SocketAddress(storage, length: entry.ai_addrlen) else { return nil }
    if let ipv4 = address.ipv4 { return .ipv4(host: ipv4.host, port: port) }
    if let ipv6 = address.ipv6 { return .ipv6(host: ipv6.host, port: port) }
    return nil
  }
}
