/// Lets only calls pass that carry a valid bearer token (RFC 6750, section 2.1).
///
/// ```swift
/// let authentication = ServerBearerAuthentication { token, context in
///   try await sessions.user(of: token)  // nil: the token is not valid
/// }
/// // in a handler:
/// let user = context[ServerBearerAuthentication<User>.self]
/// ```
///
/// A call without a token, with another scheme or with a token that is not valid fails with
/// `unauthenticated`; its messages are not decoded.
public struct ServerBearerAuthentication<Identity: Sendable>: ServerInterceptor, ServerContextKey {
  /// What the handler finds in the context.
  public typealias Value = Identity

  private let validate: @Sendable (String, ServerContext) async throws -> Identity?

  /// Creates the interceptor.
  ///
  /// - Parameter validate: Says whose token it is; `nil` if it is nobody's. An ``RPCError`` that it
  ///   throws reaches the client, such as `permissionDenied` or `unavailable`.
  public init(
    validate:
      @escaping @Sendable (_ token: String, _ context: ServerContext) async throws ->
      Identity?
  ) {
    self.validate = validate
  }

  public func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>,
    context: ServerContext,
    next:
      @concurrent @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
      StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output> {
    guard let token = Self.token(in: request.metadata) else {
      return Self.refusal("the call needs one bearer token in its 'authorization' metadata")
    }
    guard let identity = try await validate(token, context) else {
      return Self.refusal("the bearer token is not valid")
    }
    context[Self.self] = identity
    return try await next(request, context)
  }

  private static func refusal<Output>(_ message: String) -> StreamingServerResponse<Output> {
    StreamingServerResponse(error: RPCError(code: .unauthenticated, message: message))
  }

  /// The token, if there is exactly one: which of several is meant, nobody knows.
  private static func token(in metadata: Metadata) -> String? {
    var values = metadata[stringValues: BearerScheme.key].makeIterator()
    guard let value = values.next(), values.next() == nil else { return nil }
    let scheme = BearerScheme.prefix
    guard value.utf8.count > scheme.utf8.count,
      String(value.prefix(scheme.count)).isEqualIgnoringASCIICase(to: scheme)
    else { return nil }
    let token = value.dropFirst(scheme.count).drop { $0 == " " }
    return token.isEmpty || token.contains(" ") ? nil : String(token)
  }
}

/// Sends a bearer token with every call (RFC 6750, section 2.1).
///
/// A call that has `authorization` metadata already keeps it. Tokens are secrets: use it with TLS,
/// or where nobody listens.
public struct ClientBearerAuthentication: ClientInterceptor {
  private let token: @Sendable (ClientContext) async throws -> String

  /// Creates an interceptor that sends one token.
  public init(token: String) {
    self.init { _ in token }
  }

  /// Creates an interceptor that asks for a token for each call.
  ///
  /// - Parameter token: Gets the token, which it may cache. If it throws, the call fails.
  public init(token: @escaping @Sendable (_ context: ClientContext) async throws -> String) {
    self.token = token
  }

  public func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingClientRequest<Input>,
    context: ClientContext,
    next:
      @concurrent (StreamingClientRequest<Input>, ClientContext) async throws ->
      StreamingClientResponse<Output>
  ) async throws -> StreamingClientResponse<Output> {
    var request = request
    if request.metadata[BearerScheme.key].first(where: { _ in true }) == nil {
      let token = try await token(context)
      request.metadata.addString(BearerScheme.prefix + token, forKey: BearerScheme.key)
    }
    return try await next(request, context)
  }
}

private enum BearerScheme {
  static let key = "authorization"
  static let prefix = "Bearer "
}
