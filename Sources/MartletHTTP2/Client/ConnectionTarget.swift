public import MartletEventLoop

/// What a client connects to.
public struct ConnectionTarget: Sendable {
  enum Kind: Sendable {
    case name(host: String, port: Int)
    case addresses([SocketAddress])
  }

  let kind: Kind

  /// A host name, whose addresses are tried in the order in which the resolver gives them, or an
  /// address as text.
  public static func dns(host: String, port: Int = 443) -> ConnectionTarget {
    ConnectionTarget(kind: .name(host: host, port: port))
  }

  /// An IPv4 address, such as `127.0.0.1`.
  public static func ipv4(host: String, port: Int = 443) -> ConnectionTarget {
    ConnectionTarget(kind: .name(host: host, port: port))
  }

  /// An IPv4 address, such as `127.0.0.1`.
  public static func ipv4(address: String, port: Int = 443) -> ConnectionTarget {
    ipv4(host: address, port: port)
  }

  /// An IPv6 address, such as `::1`.
  public static func ipv6(host: String, port: Int = 443) -> ConnectionTarget {
    ConnectionTarget(kind: .name(host: host, port: port))
  }

  /// An IPv6 address, such as `::1`.
  public static func ipv6(address: String, port: Int = 443) -> ConnectionTarget {
    ipv6(host: address, port: port)
  }

  /// A Unix socket.
  public static func unixDomainSocket(path: String) -> ConnectionTarget {
    ConnectionTarget(kind: .addresses([.unixDomainSocket(path: path)]))
  }

  /// Addresses, tried in order.
  public static func addresses(_ addresses: [SocketAddress]) -> ConnectionTarget {
    ConnectionTarget(kind: .addresses(addresses))
  }

  /// The `:authority` that goes with the target.
  var authority: String {
    switch kind {
    case .name(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .addresses(let addresses): addresses.first?.authority ?? "localhost"
    }
  }
}

extension ConnectionTarget: CustomStringConvertible {
  public var description: String {
    switch kind {
    case .name(let host, let port): "\(host):\(port)"
    case .addresses(let addresses): addresses.map(\.description).joined(separator: ", ")
    }
  }
}
