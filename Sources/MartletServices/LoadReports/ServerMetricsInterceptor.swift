public import MartletCore

/// Has calls end with the metrics that their handlers record (ORCA, gRFC A51, "Per-Query Metrics
/// Reporting").
///
/// ```swift
/// let server = GRPCServer(
///   transport: transport, services: [Greeter()], interceptors: [ServerMetricsInterceptor()])
/// // in a handler:
/// context.metrics?.update { $0.requestCost["rows"] = 31 }
/// ```
///
/// They are sent whether the call succeeds or fails, and to every client. A call whose handler
/// records nothing carries nothing.
public struct ServerMetricsInterceptor: ServerInterceptor {
  private let server: ServerMetricsRecorder?

  /// Creates the interceptor.
  ///
  /// - Parameter server: The metrics of the server as a whole, which each call reports too unless
  ///   its handler records others.
  public init(server: ServerMetricsRecorder? = nil) { self.server = server }

  public func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>,
    context: ServerContext,
    next:
      @concurrent @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
      StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output> {
    let recorder = ServerMetricsRecorder()
    context[CallMetricsKey.self] = recorder
    let response = try await next(request, context)
    switch response.accepted {
    case .success(let contents):
      return StreamingServerResponse(metadata: contents.metadata) { writer in
        let trailing: Metadata
        do {
          trailing = try await contents.producer(writer)
        } catch {
          try report(recorder, in: context)
          throw error
        }
        try report(recorder, in: context)
        return trailing
      }
    case .failure:
      try report(recorder, in: context)
      return response
    }
  }

  private func report(_ recorder: ServerMetricsRecorder, in context: ServerContext) throws {
    var metrics = recorder.metrics
    if let server { metrics = metrics.merging(server.metrics) }
    let metadata = try metrics.metadata
    if !metadata.isEmpty { context.addTrailingMetadata(metadata) }
  }
}

extension ServerContext {
  /// Records metrics of the call, to be sent at its end; `nil` unless the server has a
  /// ``ServerMetricsInterceptor``.
  public var metrics: ServerMetricsRecorder? { self[CallMetricsKey.self] }
}

private enum CallMetricsKey: ServerContextKey {
  typealias Value = ServerMetricsRecorder
}
