// The four kinds of call. Generated clients call these.
extension GRPCClient {
  /// Sends one message and returns the one that answers it: the shortest way.
  ///
  /// - Throws: ``RPCError`` if the call fails.
  @inlinable
  @inline(__always)
  public func unary<Request: Sendable, Response: Sendable>(
    _ message: Request,
    metadata: Metadata,
    descriptor: MethodDescriptor,
    serializer: some MessageSerializer<Request>,
    deserializer: some MessageDeserializer<Response>,
    options: CallOptions
  ) async throws -> Response {
    if takesDetour(options) {
      return try await interceptedUnary(
        message, metadata, descriptor, serializer, deserializer, options)
    }
    return try await stream(for: descriptor, metadata: metadata, options: options)
      .unary(message, serializer, deserializer)
  }

  /// Sends one message; `handleResponse` gets the one that answers it, with its metadata.
  ///
  /// - Throws: What `handleResponse` throws. A failed call is a response with an error in it.
  public func unary<Request: Sendable, Response: Sendable, ReturnValue: Sendable>(
    request: ClientRequest<Request>,
    descriptor: MethodDescriptor,
    serializer: some MessageSerializer<Request>,
    deserializer: some MessageDeserializer<Response>,
    options: CallOptions,
    onResponse handleResponse:
      @Sendable @escaping (
        _ response: ClientResponse<Response>
      ) async throws -> ReturnValue
  ) async throws -> ReturnValue {
    if takesDetour(options) {
      return try await intercepted(
        StreamingClientRequest(single: request), descriptor, serializer, deserializer, options
      ) {
        try await handleResponse(ClientResponse(stream: $0))
      }
    }
    let response: ClientResponse<Response>
    do {
      let stream = try stream(for: descriptor, metadata: request.metadata, options: options)
      try stream.append(request.message, with: serializer)
      await stream.runUnary()
      response = stream.takeResponse(deserializer)
    } catch {
      response = ClientResponse(error: RPCError(thrown: error, during: "\(descriptor)"))
    }
    return try await handleResponse(response)
  }

  /// Sends a stream of messages; `handleResponse` gets the one that answers it.
  ///
  /// - Throws: What `handleResponse` throws. A failed call is a response with an error in it.
  public func clientStreaming<Request: Sendable, Response: Sendable, ReturnValue: Sendable>(
    request: StreamingClientRequest<Request>,
    descriptor: MethodDescriptor,
    serializer: some MessageSerializer<Request>,
    deserializer: some MessageDeserializer<Response>,
    options: CallOptions,
    onResponse handleResponse:
      @Sendable @escaping (
        _ response: ClientResponse<Response>
      ) async throws -> ReturnValue
  ) async throws -> ReturnValue {
    if takesDetour(options) {
      return try await intercepted(
        request, descriptor, serializer, deserializer, options
      ) {
        try await handleResponse(ClientResponse(stream: $0))
      }
    }
    let response: ClientResponse<Response>
    do {
      let stream = try stream(for: descriptor, metadata: request.metadata, options: options)
      stream.gathersUntilEnd = true
      let writer = CallWriter(call: stream, serializer: serializer)
      response = await withTaskGroup { group in
        group.addTask { await stream.produce(request.producer, to: writer) }
        await stream.runToEnd()
        group.cancelAll()
        return stream.takeResponse(deserializer)
      }
    } catch {
      response = ClientResponse(error: error)
    }
    return try await handleResponse(response)
  }

  /// Sends one message; `handleResponse` gets the stream that answers it.
  ///
  /// When `handleResponse` returns, the call is cancelled if it has not ended.
  ///
  /// - Throws: What `handleResponse` throws. A failed call is a response with an error in it.
  public func serverStreaming<Request: Sendable, Response: Sendable, ReturnValue: Sendable>(
    request: ClientRequest<Request>,
    descriptor: MethodDescriptor,
    serializer: some MessageSerializer<Request>,
    deserializer: some MessageDeserializer<Response>,
    options: CallOptions,
    onResponse handleResponse:
      @Sendable @escaping (
        _ response: StreamingClientResponse<Response>
      ) async throws -> ReturnValue
  ) async throws -> ReturnValue {
    if takesDetour(options) {
      return try await intercepted(
        StreamingClientRequest(single: request), descriptor, serializer, deserializer, options,
        handleResponse)
    }
    let opened: CallStream
    do {
      opened = try stream(for: descriptor, metadata: request.metadata, options: options)
      try opened.append(request.message, with: serializer)
    } catch {
      return try await handleResponse(
        StreamingClientResponse(error: RPCError(thrown: error, during: "\(descriptor)")))
    }
    opened.outboundEnd = .halfClose
    return try await opened.run(deserializer, handleResponse)
  }

  /// Sends a stream of messages; `handleResponse` gets the stream that answers it meanwhile.
  ///
  /// When `handleResponse` returns, the call is cancelled if it has not ended.
  ///
  /// - Throws: What `handleResponse` throws. A failed call is a response with an error in it.
  public func bidirectionalStreaming<Request: Sendable, Response: Sendable, ReturnValue: Sendable>(
    request: StreamingClientRequest<Request>,
    descriptor: MethodDescriptor,
    serializer: some MessageSerializer<Request>,
    deserializer: some MessageDeserializer<Response>,
    options: CallOptions,
    onResponse handleResponse:
      @Sendable @escaping (
        _ response: StreamingClientResponse<Response>
      ) async throws -> ReturnValue
  ) async throws -> ReturnValue {
    if takesDetour(options) {
      return try await intercepted(
        request, descriptor, serializer, deserializer, options, handleResponse)
    }
    let opened: CallStream
    do {
      opened = try stream(for: descriptor, metadata: request.metadata, options: options)
    } catch {
      return try await handleResponse(StreamingClientResponse(error: error))
    }
    let writer = CallWriter(call: opened, serializer: serializer)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await opened.produce(request.producer, to: writer) }
      defer { group.cancelAll() }
      return try await opened.run(deserializer, handleResponse)
    }
  }
}

extension CallStream {
  /// Begins the call, hands its response over, and ends it when `handleResponse` is done.
  fileprivate final func run<Output: MessageDeserializer, ReturnValue: Sendable>(
    _ output: Output,
    _ handleResponse:
      @Sendable (
        StreamingClientResponse<Output.Message>
      ) async throws -> ReturnValue
  ) async throws -> ReturnValue where Output.Message: Sendable {
    try await withTaskCancellationHandler {
      start()
      let response = await streamingResponse(output)
      defer { abandon() }
      return try await handleResponse(response)
    } onCancel: {
      requestCancellation()
    }
  }

  /// Ends the call if it goes on: nobody listens any more. Any thread.
  final func abandon() {
    perform {
      self.cancel(
        RPCError(code: .cancelled, message: "the caller was done before the call had ended"))
    }
  }

  /// Has `producer` write the request's messages, then ends the request. What it throws ends the
  /// call, unless the call has ended already.
  final func produce<Input: MessageSerializer>(
    _ producer: @Sendable (RPCWriter<Input.Message>) async throws -> Void,
    to writer: CallWriter<Input>
  ) async where Input.Message: Sendable {
    do {
      try await producer(RPCWriter(wrapping: writer))
      await withStream { stream in
        if stream.inboundEnd == nil { stream.endOutbound(.halfClose) }
      }
    } catch {
      let reason = RPCError(thrown: error, during: "producing the request")
      await withStream { $0.fail(with: reason) }
    }
  }
}
