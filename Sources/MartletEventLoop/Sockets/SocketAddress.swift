/// Where a socket is bound or connected to: an IP address and a port, or a path.
public struct SocketAddress: Hashable, Sendable {
  /// An IPv4 address.
  public struct IPv4: Hashable, Sendable {
    /// The address as text, such as `127.0.0.1`.
    public var host: String
    /// The port.
    public var port: Int

    /// Creates an address.
    public init(host: String, port: Int) {
      self.host = host
      self.port = port
    }
  }

  /// An IPv6 address.
  public struct IPv6: Hashable, Sendable {
    /// The address as text, such as `::1`.
    public var host: String
    /// The port.
    public var port: Int

    /// Creates an address.
    public init(host: String, port: Int) {
      self.host = host
      self.port = port
    }
  }

  /// A Unix socket.
  public struct UnixDomainSocket: Hashable, Sendable {
    /// The path; one that begins with a NUL names an abstract socket.
    public var path: String

    /// Creates an address.
    public init(path: String) { self.path = path }
  }

  enum Kind: Hashable, Sendable {
    case ipv4(IPv4)
    case ipv6(IPv6)
    case unix(UnixDomainSocket)
  }

  let kind: Kind

  /// An IPv4 address such as `127.0.0.1`; port 0 has the system choose one.
  public static func ipv4(host: String, port: Int) -> SocketAddress {
    SocketAddress(kind: .ipv4(IPv4(host: host, port: port)))
  }

  /// An IPv6 address such as `::1`; port 0 has the system choose one.
  public static func ipv6(host: String, port: Int) -> SocketAddress {
    SocketAddress(kind: .ipv6(IPv6(host: host, port: port)))
  }

  /// A Unix socket's path.
  public static func unixDomainSocket(path: String) -> SocketAddress {
    SocketAddress(kind: .unix(UnixDomainSocket(path: path)))
  }

  /// The IPv4 address, if it is one.
  public var ipv4: IPv4? {
    if case .ipv4(let address) = kind { address } else { nil }
  }

  /// The IPv6 address, if it is one.
  public var ipv6: IPv6? {
    if case .ipv6(let address) = kind { address } else { nil }
  }

  /// The Unix socket, if it is one.
  public var unixDomainSocket: UnixDomainSocket? {
    if case .unix(let address) = kind { address } else { nil }
  }

  /// The port; `nil` for a Unix socket.
  public var port: Int? { ipv4?.port ?? ipv6?.port }

  /// Whether it is a Unix socket.
  package var isUnix: Bool { unixDomainSocket != nil }

  /// The address as a URL's authority.
  package var authority: String {
    switch kind {
    case .ipv4(let address): "\(address.host):\(address.port)"
    case .ipv6(let address): "[\(address.host)]:\(address.port)"
    case .unix: "localhost"
    }
  }
}

extension SocketAddress: CustomStringConvertible {
  /// The address as gRPC writes peers: `ipv4:127.0.0.1:443`, `ipv6:[::1]:443`, `unix:/run/a.sock`.
  public var description: String {
    switch kind {
    case .ipv4: "ipv4:\(authority)"
    case .ipv6: "ipv6:\(authority)"
    case .unix(let address):
      address.path.utf8.first == 0
        ? "unix-abstract:\(address.path.dropFirst())" : "unix:\(address.path)"
    }
  }
}
