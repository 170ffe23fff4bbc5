// The four shapes of a method, each with as few steps as it needs.
extension ServerMethod {
  /// One request, one response: the shape whose speed matters most.
  ///
  /// The handler finds its message gathered, and its response is encoded into the memory it is
  /// sent from: nothing is allocated on the way but the messages.
  @inlinable
  static func unary<Input: MessageDeserializer, Output: MessageSerializer>(
    _ descriptor: MethodDescriptor, _ input: Input, _ output: Output,
    _ handler:
      @escaping @Sendable (ServerRequest<Input.Message>, ServerContext) async throws ->
      ServerResponse<Output.Message>
  ) -> ServerMethod where Input.Message: Sendable, Output.Message: Sendable {
    ServerMethod(
      descriptor, isRequestStreaming: false, formatName: input.formatName
    ) { stream, call in
      do {
        let message = try stream.takeOnlyMessage(input)
        let request = ServerRequest(metadata: call.metadata, message: message)
        let response = try await handler(request, ServerContext(call))
        try await stream.respond(with: response.accepted.get(), output, to: call)
      } catch {
        await stream.fail(thrown: error, of: call)
      }
    } intercepted: { interceptors in
      interceptors.body(input, output) { request, context in
        StreamingServerResponse(
          single: try await handler(ServerRequest(stream: request), context))
      }
    }
  }

  /// The same for a handler that has no use for metadata: `direct` does what `handler` does without
  /// a frame in between.
  @inlinable
  static func simpleUnary<Input: MessageDeserializer, Output: MessageSerializer>(
    _ descriptor: MethodDescriptor, _ input: Input, _ output: Output,
    _ handler:
      @escaping @Sendable (Input.Message, ServerContext) async throws -> Output.Message,
    _ direct: @escaping Body
  ) -> ServerMethod where Input.Message: Sendable, Output.Message: Sendable {
    ServerMethod(
      descriptor, isRequestStreaming: false, formatName: input.formatName, body: direct
    ) { interceptors in
      interceptors.body(input, output) { request, context in
        let request = try await ServerRequest(stream: request)
        let reply = try await handler(request.message, context)
        return StreamingServerResponse(single: ServerResponse(message: reply))
      }
    }
  }

  /// One request, a stream of responses.
  @inlinable
  static func serverStreaming<Input: MessageDeserializer, Output: MessageSerializer>(
    _ descriptor: MethodDescriptor, _ input: Input, _ output: Output,
    _ handler:
      @escaping @Sendable (ServerRequest<Input.Message>, ServerContext) async throws ->
      StreamingServerResponse<Output.Message>
  ) -> ServerMethod where Input.Message: Sendable, Output.Message: Sendable {
    ServerMethod(
      descriptor, isRequestStreaming: false, formatName: input.formatName
    ) { stream, call in
      do {
        let message = try stream.takeOnlyMessage(input)
        let request = ServerRequest(metadata: call.metadata, message: message)
        let response = try await handler(request, ServerContext(call))
        try await stream.respond(with: response, output, to: call)
      } catch {
        await stream.fail(thrown: error, of: call)
      }
    } intercepted: { interceptors in
      interceptors.body(input, output) { request, context in
        try await handler(ServerRequest(stream: request), context)
      }
    }
  }

  /// A stream of requests, one response.
  @inlinable
  static func clientStreaming<Input: MessageDeserializer, Output: MessageSerializer>(
    _ descriptor: MethodDescriptor, _ input: Input, _ output: Output,
    _ handler:
      @escaping @Sendable (StreamingServerRequest<Input.Message>, ServerContext) async throws ->
      ServerResponse<Output.Message>
  ) -> ServerMethod where Input.Message: Sendable, Output.Message: Sendable {
    ServerMethod(
      descriptor, isRequestStreaming: true, formatName: input.formatName
    ) { stream, call in
      do {
        let request = StreamingServerRequest(stream, input, for: call)
        let response = try await handler(request, ServerContext(call))
        try await stream.respond(with: response.accepted.get(), output, to: call)
      } catch {
        await stream.fail(thrown: error, of: call)
      }
    } intercepted: { interceptors in
      interceptors.body(input, output) { request, context in
        StreamingServerResponse(single: try await handler(request, context))
      }
    }
  }

  /// A stream each way.
  @inlinable
  static func bidirectional<Input: MessageDeserializer, Output: MessageSerializer>(
    _ descriptor: MethodDescriptor, _ input: Input, _ output: Output,
    _ handler:
      @escaping @Sendable (StreamingServerRequest<Input.Message>, ServerContext) async throws ->
      StreamingServerResponse<Output.Message>
  ) -> ServerMethod where Input.Message: Sendable, Output.Message: Sendable {
    ServerMethod(
      descriptor, isRequestStreaming: true, formatName: input.formatName
    ) { stream, call in
      do {
        let request = StreamingServerRequest(stream, input, for: call)
        let response = try await handler(request, ServerContext(call))
        try await stream.respond(with: response, output, to: call)
      } catch {
        await stream.fail(thrown: error, of: call)
      }
    } intercepted: { interceptors in
      interceptors.body(input, output, handler)
    }
  }
}

extension [any ServerInterceptor] {
  /// What runs a call of any shape when it goes through interceptors.
  ///
  /// The message of a request that has one is decoded only when somebody asks for it, so that
  /// interceptors learn of a message that is missing or broken too.
  @usableFromInline
  func body<Input: MessageDeserializer, Output: MessageSerializer>(
    _ input: Input, _ output: Output,
    _ handler:
      @escaping @Sendable (StreamingServerRequest<Input.Message>, ServerContext) async throws ->
      StreamingServerResponse<Output.Message>
  ) -> ServerMethod.Body where Input.Message: Sendable, Output.Message: Sendable {
    { stream, call in
      let request = StreamingServerRequest(stream, input, for: call)
      let response = await answer(request, ServerContext(call), handler)
      do {
        try await stream.respond(with: response, output, to: call)
      } catch {
        await stream.fail(thrown: error, of: call)
      }
    }
  }
}

extension StreamingServerRequest {
  @inlinable
  init<Input: MessageDeserializer>(
    _ stream: CallStream, _ input: Input, for call: ServerCall
  ) where Input.Message == Message {
    self.init(
      metadata: call.metadata,
      messages: RPCAsyncSequence(source: DecodedMessages(call: stream, deserializer: input)))
  }
}

extension CallStream {
  /// Sends a message, without metadata, and the status.
  @inlinable
  public final func respond<Output: MessageSerializer>(
    with message: Output.Message, _ output: Output, to call: ServerCall
  ) async throws where Output.Message: Sendable {
    guard isLocal else {
      let contents = ServerResponse.Contents(message: message)
      return try await respond(with: contents, output, to: call)
    }
    sendInitialMetadata(Metadata(), of: call)
    try append(message, with: output)
    succeed(Metadata(), of: call)
  }

  /// Sends a response of one message and the status.
  @inlinable
  final func respond<Output: MessageSerializer>(
    with contents: ServerResponse<Output.Message>.Contents, _ output: Output, to call: ServerCall
  ) async throws where Output.Message: Sendable {
    guard isLocal else {
      // The handler came back on another executor: an actor's, or one it switched to.
      let outcome: Result<Void, any Error> = await withStream { stream in
        Result { try stream.complete(with: contents, output, to: call) }
      }
      return try outcome.get()
    }
    try complete(with: contents, output, to: call)
  }

  @inlinable
  final func complete<Output: MessageSerializer>(
    with contents: ServerResponse<Output.Message>.Contents, _ output: Output, to call: ServerCall
  ) throws {
    sendInitialMetadata(contents.metadata, of: call)
    try append(contents.message, with: output)
    succeed(contents.trailingMetadata, of: call)
  }

  /// Sends the metadata, has the producer write the messages, then sends the status.
  @inlinable
  final func respond<Output: MessageSerializer>(
    with response: StreamingServerResponse<Output.Message>, _ output: Output, to call: ServerCall
  ) async throws where Output.Message: Sendable {
    let contents = try response.accepted.get()
    let writer = ServerWriter(
      stream: self, metadata: contents.metadata, call: call, serializer: output)
    let trailing: Metadata
    do {
      trailing = try await contents.producer(RPCWriter(wrapping: writer))
    } catch {
      // The metadata was there before the error.
      await withStream { $0.sendInitialMetadata(contents.metadata, of: call) }
      throw error
    }
    await withStream { stream in
      stream.sendInitialMetadata(contents.metadata, of: call)
      stream.succeed(trailing, of: call)
    }
  }
}

/// Writes a stream of responses, the initial metadata before the first.
@usableFromInline
struct ServerWriter<Output: MessageSerializer>: RPCWriterProtocol
where Output.Message: Sendable {
  @usableFromInline let stream: CallStream
  @usableFromInline let metadata: Metadata
  @usableFromInline let call: ServerCall
  // Last, so that the others need not be looked for behind it, whatever its type is.
  @usableFromInline let serializer: Output

  @inlinable
  init(stream: CallStream, metadata: Metadata, call: ServerCall, serializer: Output) {
    self.stream = stream
    self.metadata = metadata
    self.call = call
    self.serializer = serializer
  }

  @inlinable
  func write(_ element: Output.Message) async throws {
    if !stream.isMetadataSettled { await settleMetadata() }
    try await stream.write(element, with: serializer)
  }

  @inlinable
  func write(contentsOf elements: some Sequence<Output.Message>) async throws {
    if !stream.isMetadataSettled { await settleMetadata() }
    try await stream.write(contentsOf: elements, with: serializer)
  }

  @inlinable
  func settleMetadata() async {
    if stream.isLocal {
      settleMetadata(stream)
    } else {
      await stream.withStream { settleMetadata($0) }
    }
  }

  @inlinable
  func settleMetadata(_ stream: CallStream) {
    stream.noteMetadataIsSettled()
    guard !stream.wantsInitialMetadataSent else { return }
    call.markInitialMetadataSent()
    stream.sendInitialMetadata(metadata, of: call)
  }
}
