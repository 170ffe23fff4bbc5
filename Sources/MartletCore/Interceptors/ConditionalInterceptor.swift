/// An interceptor and the methods that it is for.
///
/// ```swift
/// let server = GRPCServer(
///   transport: transport, services: services,
///   interceptorPipeline: [
///     .apply(Logger(), to: .all),
///     .apply(authentication, to: .services([Shop_Orders.descriptor])),
///   ])
/// ```
public struct ConditionalInterceptor<Interceptor: Sendable>: Sendable {
  /// The methods that an interceptor is for.
  public struct Subject: Sendable {
    private let contains: @Sendable (MethodDescriptor) -> Bool

    private init(_ contains: @escaping @Sendable (MethodDescriptor) -> Bool) {
      self.contains = contains
    }

    /// Every method.
    public static var all: Self { Self { _ in true } }

    /// The methods of some services.
    public static func services(_ services: Set<ServiceDescriptor>) -> Self {
      only(services: services, methods: [])
    }

    /// Some methods.
    public static func methods(_ methods: Set<MethodDescriptor>) -> Self {
      only(services: [], methods: methods)
    }

    /// The methods of some services, and some other methods.
    public static func only(
      services: Set<ServiceDescriptor>, methods: Set<MethodDescriptor>
    ) -> Self {
      // The kind of a method is not always known, so that only names are compared.
      let names = Set(methods.map(\.fullyQualifiedMethod))
      return Self { services.contains($0.service) || names.contains($0.fullyQualifiedMethod) }
    }

    /// Every method but those of some services and some others.
    public static func allExcluding(
      services: Set<ServiceDescriptor>, methods: Set<MethodDescriptor>
    ) -> Self {
      let excluded = only(services: services, methods: methods)
      return Self { !excluded.contains($0) }
    }

    /// The methods that `predicate` picks.
    public static func allMatching(
      _ predicate: @escaping @Sendable (_ descriptor: MethodDescriptor) -> Bool
    ) -> Self {
      Self(predicate)
    }

    fileprivate func applies(to descriptor: MethodDescriptor) -> Bool { contains(descriptor) }
  }

  /// The interceptor.
  public let interceptor: Interceptor

  private let subject: Subject

  private init(_ interceptor: Interceptor, _ subject: Subject) {
    self.interceptor = interceptor
    self.subject = subject
  }

  /// Whether the interceptor is for this method.
  func applies(to descriptor: MethodDescriptor) -> Bool { subject.applies(to: descriptor) }
}

extension ConditionalInterceptor where Interceptor == any ServerInterceptor {
  /// An interceptor for some of a server's methods.
  public static func apply(_ interceptor: any ServerInterceptor, to subject: Subject) -> Self {
    Self(interceptor, subject)
  }
}

extension ConditionalInterceptor where Interceptor == any ClientInterceptor {
  /// An interceptor for some of the methods that a client calls.
  public static func apply(_ interceptor: any ClientInterceptor, to subject: Subject) -> Self {
    Self(interceptor, subject)
  }
}

extension [ConditionalInterceptor<any ServerInterceptor>] {
  /// The interceptors of one method, in order.
  func interceptors(for descriptor: MethodDescriptor) -> [any ServerInterceptor] {
    filter { $0.applies(to: descriptor) }.map(\.interceptor)
  }
}

extension [ConditionalInterceptor<any ClientInterceptor>] {
  /// The interceptors of one method, in order.
  func interceptors(for descriptor: MethodDescriptor) -> [any ClientInterceptor] {
    filter { $0.applies(to: descriptor) }.map(\.interceptor)
  }
}
