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
    let options = methodConfigs?[descriptor]?.applied(to: options) ?? options
    let peers = CallPeers()
    let context = ClientContext(descriptor: descriptor, options: options, peers: peers)
    let attempts = Attempts()
    return try await withTaskCancellationHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        defer {
          attempts.abandon()
          group.cancelAll()
        }
        /// Begins an attempt.
        func begin(
          _ request: StreamingClientRequest<Request>, _ context: ClientContext, _ peers: CallPeers
        ) throws(RPCError) -> CallStream {
          let stream = try stream(
            for: context.descriptor, metadata: request.metadata, options: context.options)
          stream.peers = peers
          let writer = CallWriter(call: stream, serializer: serializer)
          group.addTask { await stream.produce(request.producer, to: writer) }
          stream.start()
          attempts.add(stream)
          return stream
        }
        /// One attempt: its response, once that has begun, and its stream.
        func attempt(
          _ request: StreamingClientRequest<Request>, _ context: ClientContext
        ) async throws(RPCError) -> (StreamingClientResponse<Response>, CallStream) {
          let stream = try begin(request, context, peers)
          return (await stream.streamingResponse(deserializer), stream)
        }
        let interceptors = interceptorPipeline.interceptors(for: descriptor)
        let response = await interceptors.make(request, context) { request, context in
          guard let policy = context.options.executionPolicy else {
            return try await attempt(request, context).0
          }
          let call = RepeatableCall<Request>(request.metadata, context)
          let replay = call.replay
          group.addTask { await replay.run(request.producer) }
          attempts.whenOver { replay.close() }
          switch policy.kind {
          case .retry(let policy):
            return try await retry(policy, call, attempts) { try await attempt($0, $1) }
          case .hedge(let policy):
            return await hedge(policy, call, attempts, peers, begin: begin) {
              await $0.streamingResponse(deserializer)
            }
          }
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
