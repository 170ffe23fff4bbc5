/// The metadata that names a request on its way through several services.
public enum RequestID {
  /// The key unless another is given.
  public static let defaultKey = "x-request-id"

  /// The longest identifier that is taken from a client, in bytes; a longer one is replaced.
  public static let maximumBytes = 128

  /// A new identifier: 128 random bits in hexadecimal.
  public static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return [generator.next(), generator.next()].map { bits in
      let digits = String(bits, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }

  /// Whether an identifier of a client's can go on to logs and other services.
  fileprivate static func isFit(_ identifier: String) -> Bool {
    !identifier.isEmpty && identifier.utf8.count <= maximumBytes
      && identifier.utf8.allSatisfy { (0x21...0x7e).contains($0) }
  }
}

/// Gives every request an identifier: the one that it came with, or a new one.
///
/// The handler finds it as `context[ServerRequestID.self]`, the client in the response's initial
/// metadata, and calls that the handler makes carry it on with ``ClientRequestID``.
public struct ServerRequestID: ServerInterceptor, ServerContextKey {
  /// What the handler finds in the context.
  public typealias Value = String

  private let key: String
  private let generate: @Sendable () -> String

  /// Creates the interceptor.
  ///
  /// - Parameters:
  ///   - key: The key of the metadata, in lower case.
  ///   - generate: Makes an identifier for a request that has none, or an unfit one: too long, or
  ///     of other than printable ASCII.
  public init(
    key: String = RequestID.defaultKey,
    generate: @escaping @Sendable () -> String = { RequestID.random() }
  ) {
    self.key = key
    self.generate = generate
  }

  public func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>,
    context: ServerContext,
    next:
      @concurrent @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
      StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output> {
    let given = request.metadata[stringValues: key].first { _ in true }
    let identifier = given.flatMap { RequestID.isFit($0) ? $0 : nil } ?? generate()
    context[Self.self] = identifier
    var request = request
    request.metadata.replaceOrAddString(identifier, forKey: key)
    try context.addInitialMetadata([key: .string(identifier)])
    return try await next(request, context)
  }
}

/// Sends an identifier with every call: that of the request that is being handled, or a new one.
///
/// A call that has one already keeps it.
public struct ClientRequestID: ClientInterceptor {
  private let key: String
  private let generate: @Sendable () -> String

  /// Creates the interceptor.
  ///
  /// - Parameters:
  ///   - key: The key of the metadata, in lower case.
  ///   - generate: Makes an identifier for a call that does not belong to a request.
  public init(
    key: String = RequestID.defaultKey,
    generate: @escaping @Sendable () -> String = { RequestID.random() }
  ) {
    self.key = key
    self.generate = generate
  }

  public func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingClientRequest<Input>,
    context: ClientContext,
    next:
      @concurrent (StreamingClientRequest<Input>, ClientContext) async throws ->
      StreamingClientResponse<Output>
  ) async throws -> StreamingClientResponse<Output> {
    var request = request
    if request.metadata[key].first(where: { _ in true }) == nil {
      let handled = ServerCall.current.flatMap { ServerContext($0)[ServerRequestID.self] }
      request.metadata.addString(handled ?? generate(), forKey: key)
    }
    return try await next(request, context)
  }
}
