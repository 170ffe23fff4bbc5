import Synchronization

extension GRPCClient {
  /// Makes a call of any kind through the client's interceptors.
  @usableFromInline
  func intercepted<Request: Sendable, Response: Sendable, ReturnValue: Sendable>(
    _ request: StreamingClientRequest<Request>, _ descriptor: MethodDescriptor,
    _ serializer: some MessageSerializer<Request>,
    _ deserializer: some MessageDeserializer<Response>,
    _ options: CallOptions,
    _ handleResponse: (StreamingClientResponse<Response>) async throws -> ReturnValue
  ) async throws -> ReturnValue {
    let peers = CallPeers()
    let context = ClientContext(descriptor: descriptor, options: options, peers: peers)
    let attempts = Attempts()
    return try await withTaskCancellationHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        defer {
          attempts.abandon()
          group.cancelAll()
        }
        let interceptors = interceptorPipeline.interceptors(for: descriptor)
        let response = await interceptors.make(request, context) { request, context in
          let stream = try stream(
            for: context.descriptor, metadata: request.metadata, options: context.options)
          stream.peers = peers
          let writer = CallWriter(call: stream, serializer: serializer)
          group.addTask { await stream.produce(request.producer, to: writer) }
          stream.start()
          attempts.add(stream)
          return await stream.streamingResponse(deserializer)
        }
        return try await handleResponse(response)
      }
    } onCancel: {
      attempts.cancel()
    }
  }

  /// Makes a call of one message each way through the client's interceptors.
  @usableFromInline
  func interceptedUnary<Request: Sendable, Response: Sendable>(
    _ message: Request, _ metadata: Metadata, _ descriptor: MethodDescriptor,
    _ serializer: some MessageSerializer<Request>,
    _ deserializer: some MessageDeserializer<Response>,
    _ options: CallOptions
  ) async throws -> Response {
    let request = StreamingClientRequest(
      single: ClientRequest(message: message, metadata: metadata))
    return try await intercepted(request, descriptor, serializer, deserializer, options) {
      try await ClientResponse(stream: $0).message
    }
  }
}

/// The streams of one intercepted call: usually one, more if an interceptor tries again.
private final class Attempts: Sendable {
  private struct State {
    var streams: [CallStream] = []
    var isCancelled = false
  }

  private let state = Mutex(State())

  /// Takes a stream that has begun; cancels it if that was asked for already.
  func add(_ stream: CallStream) {
    let isCancelled = state.withLock { state in
      state.streams.append(stream)
      return state.isCancelled
    }
    if isCancelled { stream.requestCancellation() }
  }

  /// The caller's task was cancelled.
  func cancel() {
    let streams = state.withLock { state in
      state.isCancelled = true
      return state.streams
    }
    for stream in streams { stream.requestCancellation() }
  }

  /// Nobody listens any more.
  func abandon() {
    for stream in state.withLock({ $0.streams }) { stream.abandon() }
  }
}
