/// The name and the kind of a method.
public struct MethodDescriptor: Sendable, Hashable {
  /// Which side sends one message and which a stream.
  public enum RPCType: Sendable, Hashable, CaseIterable {
    /// One request, one response.
    case unary
    /// A stream of requests, one response.
    case clientStreaming
    /// One request, a stream of responses.
    case serverStreaming
    /// A stream each way, independent of each other.
    case bidirectionalStreaming

    /// Whether the client sends a stream.
    public var isRequestStreaming: Bool {
      switch self {
      case .clientStreaming, .bidirectionalStreaming: true
      case .unary, .serverStreaming: false
      }
    }

    /// Whether the server sends a stream.
    public var isResponseStreaming: Bool {
      switch self {
      case .serverStreaming, .bidirectionalStreaming: true
      case .unary, .clientStreaming: false
      }
    }
  }

  /// The service that the method belongs to.
  public var service: ServiceDescriptor

  /// The method's name, such as `Check`.
  public var method: String

  /// The kind of the method, if known.
  public var type: RPCType?

  /// The full name without a leading slash, such as `grpc.health.v1.Health/Check`.
  public var fullyQualifiedMethod: String { "\(service)/\(method)" }

  /// Creates a descriptor.
  public init(service: ServiceDescriptor, method: String, type: RPCType? = nil) {
    self.service = service
    self.method = method
    self.type = type
  }

  /// Creates a descriptor from the full name of a service.
  public init(fullyQualifiedService: String, method: String, type: RPCType? = nil) {
    self.init(
      service: ServiceDescriptor(fullyQualifiedService: fullyQualifiedService), method: method,
      type: type)
  }
}

extension MethodDescriptor: CustomStringConvertible {
  public var description: String { fullyQualifiedMethod }
}
