/// Gives a timeout to calls that have none.
///
/// A call that is made while another is being handled is also over when that one's deadline passes.
public struct ClientDefaultTimeout: ClientInterceptor {
  private let timeout: Duration

  /// Creates the interceptor.
  ///
  /// - Parameter timeout: The time after which a call fails with `deadlineExceeded`.
  public init(_ timeout: Duration) {
    self.timeout = timeout
  }

  public func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingClientRequest<Input>,
    context: ClientContext,
    next:
      @concurrent (StreamingClientRequest<Input>, ClientContext) async throws ->
      StreamingClientResponse<Output>
  ) async throws -> StreamingClientResponse<Output> {
    var context = context
    if context.options.timeout == nil { context.options.timeout = timeout }
    return try await next(request, context)
  }
}
