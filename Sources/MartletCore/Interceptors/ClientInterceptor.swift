/// Sees every call of a client before it is sent, and every response before the caller.
///
/// Interceptors run in the order in which they are given: the first sees the request first, and
/// the response last. Each may change the request or the options, answer in the server's place,
/// look at messages as they pass, or change the response. Calls of all kinds come as streams.
///
/// ```swift
/// struct Tenant: ClientInterceptor {
///   func intercept<Input: Sendable, Output: Sendable>(
///     request: StreamingClientRequest<Input>,
///     context: ClientContext,
///     next: (StreamingClientRequest<Input>, ClientContext) async throws ->
///       StreamingClientResponse<Output>
///   ) async throws -> StreamingClientResponse<Output> {
///     var request = request
///     request.metadata.addString("acme", forKey: "tenant")
///     return try await next(request, context)
///   }
/// }
/// ```
///
/// In a module that is built with `NonisolatedNonsendingByDefault`, the type of `next` must begin
/// with `@concurrent`. A call that is made on a loop stays there nevertheless.
public protocol ClientInterceptor: Sendable {
  /// Makes a call, usually by handing it on.
  ///
  /// A call that fails before anything is received is a response that is rejected: look at
  /// ``StreamingClientResponse/accepted``. Later errors come while the response is read.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - context: What is known of the call.
  ///   - next: Hands the call on. If it is called again, for another attempt, the request's
  ///     producer runs again too.
  /// - Returns: The response.
  /// - Throws: Why the call fails; the caller finds a response with an ``RPCError``.
  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingClientRequest<Input>,
    context: ClientContext,
    next:
      @concurrent (
        _ request: StreamingClientRequest<Input>, _ context: ClientContext
      ) async throws -> StreamingClientResponse<Output>
  ) async throws -> StreamingClientResponse<Output>
}

extension [any ClientInterceptor] {
  /// Has the interceptors from `index` on, then `call`, make a call.
  func make<Input: Sendable, Output: Sendable>(
    from index: Int = 0,
    _ request: StreamingClientRequest<Input>, _ context: ClientContext,
    _ call:
      (StreamingClientRequest<Input>, ClientContext) async throws ->
      StreamingClientResponse<Output>
  ) async -> StreamingClientResponse<Output> {
    do {
      guard index < count else { return try await call(request, context) }
      return try await self[index].intercept(request: request, context: context) {
        @concurrent request, context in
        await make(from: index + 1, request, context, call)
      }
    } catch {
      return StreamingClientResponse(
        error: RPCError(thrown: error, during: "\(context.descriptor)"))
    }
  }
}
