/// The name of a service.
public struct ServiceDescriptor: Sendable, Hashable {
  /// The name with its package, such as `grpc.health.v1.Health`.
  public var fullyQualifiedService: String

  /// Creates a descriptor from a full name.
  public init(fullyQualifiedService: String) {
    self.fullyQualifiedService = fullyQualifiedService
  }

  /// Creates a descriptor from a package, which may be empty, and a name.
  public init(package: String, service: String) {
    self.fullyQualifiedService = package.isEmpty ? service : "\(package).\(service)"
  }

  /// The package, such as `grpc.health.v1`; empty if there is none.
  public var package: String {
    guard let dot = fullyQualifiedService.lastIndex(of: ".") else { return "" }
    return String(fullyQualifiedService[..<dot])
  }

  /// The name without its package, such as `Health`.
  public var service: String {
    guard let dot = fullyQualifiedService.lastIndex(of: ".") else { return fullyQualifiedService }
    return String(fullyQualifiedService[fullyQualifiedService.index(after: dot)...])
  }
}

extension ServiceDescriptor: CustomStringConvertible {
  public var description: String { fullyQualifiedService }
}
