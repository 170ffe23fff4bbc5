public import MartletEventLoop

/// What a client connects to.
public struct ConnectionTarget: Sendable {
  enum Kind: Sendable {
    case name(host: String, port: Int)
    case addresses([SocketAddress])
  }

  let kind: Kind
  /// Looks names up.
  var lookUp: HostLookup = HostResolver.resolve

  /// A host name, or an address as text. Of the addresses that a name has, the service config says
  /// which are connected to: the first that can be, in the resolver's order, unless it says
  /// otherwise. They are looked up again when connections fail or are lost.
  public static func dns(host: String, port: Int = 443) -> ConnectionTarget {
    ConnectionTarget(kind: .name(host: host, port: port))
  }

  /// A host name whose addresses `lookUp` knows.
  package static func dns(
    host: String, port: Int, lookUp: @escaping HostLookup
  ) -> ConnectionTarget {
    ConnectionTarget(kind: .name(host: host, port: port), lookUp: lookUp)
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

  /// Addresses, of which the service config says which are connected to: the first that can be, in
  /// this order, unless it says otherwise.
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
