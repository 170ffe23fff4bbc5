/// Sees every call of a server before its handler does, and every response before the client.
///
/// Interceptors run in the order in which they are given: the first sees the request first, and
/// the response last. Each may change the request, answer in the handler's place, look at messages
/// as they pass, or change the response. Calls of all kinds come as streams.
///
/// ```swift
/// struct Timing: ServerInterceptor {
///   func intercept<Input: Sendable, Output: Sendable>(
///     request: StreamingServerRequest<Input>,
///     context: ServerContext,
///     next: @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
///       StreamingServerResponse<Output>
///   ) async throws -> StreamingServerResponse<Output> {
///     let start = ContinuousClock().now
///     defer { print(context.descriptor, ContinuousClock().now - start) }
///     return try await next(request, context)
///   }
/// }
/// ```
///
/// In a module that is built with `NonisolatedNonsendingByDefault`, the type of `next` must begin
/// with `@concurrent`. The interceptor and what it calls still run on the loop of the call.
public protocol ServerInterceptor: Sendable {
  /// Handles a call, usually by handing it on.
  ///
  /// What `next` or a later interceptor throws is a response that rejects the call: look at
  /// ``StreamingServerResponse/accepted``. An error in the midst of the messages is thrown by the
  /// response's producer.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - context: What is known of the call.
  ///   - next: Hands the call on. It can be called at most once, since messages come only once.
  /// - Returns: The response.
  /// - Throws: Why the call fails; what is no ``RPCError`` reaches the client as a handler's would.
  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>,
    context: ServerContext,
    next:
      @concurrent @Sendable (
        _ request: StreamingServerRequest<Input>, _ context: ServerContext
      ) async throws -> StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output>
}

extension [any ServerInterceptor] {
  /// Has the interceptors from `index` on, then `handler`, answer a call.
  @usableFromInline
  func answer<Input: Sendable, Output: Sendable>(
    from index: Int = 0,
    _ request: StreamingServerRequest<Input>, _ context: ServerContext,
    _ handler:
      @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
      StreamingServerResponse<Output>
  ) async -> StreamingServerResponse<Output> {
    do {
      guard index < count else { return try await handler(request, context) }
      return try await self[index].intercept(request: request, context: context) {
        @concurrent request, context in
        await answer(from: index + 1, request, context, handler)
      }
    } catch {
      let part = index < count ? "an interceptor" : "the handler"
      return StreamingServerResponse(
        error: RPCError(thrown: error, during: "\(part) of \(context.descriptor)"))
    }
  }
}
