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

  /// The names of one method: made once for all calls of it, which have copies of its descriptor.
  private final class Names: Sendable {
    let service: ServiceDescriptor
    let method: String
    let full: String
    let path: FieldText

    init(_ service: ServiceDescriptor, _ method: String) {
      self.service = service
      self.method = method
      full = "\(service)/\(method)"
      path = FieldText("/" + full)
    }
  }

  private var names: Names

  /// The service that the method belongs to.
  public var service: ServiceDescriptor {
    get { names.service }
    set { names = Names(newValue, method) }
  }

  /// The method's name, such as `Check`.
  public var method: String {
    get { names.method }
    set { names = Names(service, newValue) }
  }

  /// The kind of the method, if known.
  public var type: RPCType?

  /// The full name without a leading slash, such as `grpc.health.v1.Health/Check`.
  public var fullyQualifiedMethod: String { names.full }

  /// The full name with a leading slash, as HTTP has it.
  package var path: FieldText { names.path }

  /// Creates a descriptor.
  public init(service: ServiceDescriptor, method: String, type: RPCType? = nil) {
    names = Names(service, method)
    self.type = type
  }

  /// Creates a descriptor from the full name of a service.
  public init(fullyQualifiedService: String, method: String, type: RPCType? = nil) {
    self.init(
      service: ServiceDescriptor(fullyQualifiedService: fullyQualifiedService), method: method,
      type: type)
  }
}

extension MethodDescriptor {
  public static func == (left: MethodDescriptor, right: MethodDescriptor) -> Bool {
    left.type == right.type
      && (left.names === right.names
        || left.service == right.service && left.method == right.method)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(service)
    hasher.combine(method)
    hasher.combine(type)
  }
}

extension MethodDescriptor: CustomStringConvertible {
  public var description: String { fullyQualifiedMethod }
}
