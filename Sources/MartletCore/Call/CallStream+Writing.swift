// How the call layer writes.
extension CallStream {
  /// Frames `message` and leaves it to the transport; suspends while too much is unsent.
  ///
  /// - Throws: ``RPCError`` if the call is over, the message is too large, the codec failed, or the
  ///   task is cancelled while it waits.
  @inlinable
  final func write<Serializer: MessageSerializer>(
    _ message: Serializer.Message, with serializer: Serializer
  ) async throws {
    if isLocal {
      try append(message, with: serializer)
      outboundChanged()
      if outbound.count > limits.highWaterBytes { try await waitForRoom() }
    } else {
      var frame = MessageBuffer()
      try frame.appendFrame(
        message, with: serializer, maximumBytes: limits.maximumSentBytes,
        compressor: outboundCompressor)
      try await post(frame, count: 1)
    }
  }

  /// Frames every message before it hands them over: they share frames and system calls.
  @inlinable
  final func write<Serializer: MessageSerializer>(
    contentsOf messages: some Sequence<Serializer.Message>, with serializer: Serializer
  ) async throws {
    if isLocal {
      defer { outboundChanged() }
      for message in messages {
        try append(message, with: serializer)
        if outbound.count > limits.highWaterBytes {
          outboundChanged()
          try await waitForRoom()
        }
      }
    } else {
      try await post(framesOf: messages, serializer)
    }
  }

  @inlinable
  final func post<Serializer: MessageSerializer>(
    framesOf messages: some Sequence<Serializer.Message>, _ serializer: Serializer
  ) async throws {
    var frames = MessageBuffer()
    var count = 0
    var failure: (any Error)?
    for message in messages {
      do {
        try frames.appendFrame(
          message, with: serializer, maximumBytes: limits.maximumSentBytes,
          compressor: outboundCompressor)
        count += 1
      } catch {
        failure = error
        break
      }
      if frames.count > limits.highWaterBytes {
        try await post(frames, count: count)
        frames = MessageBuffer()
        count = 0
      }
    }
    try await post(frames, count: count)
    if let failure { throw failure }
  }

  /// Frames `message`; local, or before ``start()``.
  @inlinable
  final func append<Serializer: MessageSerializer>(
    _ message: Serializer.Message, with serializer: Serializer
  ) throws {
    if isOver { throw writeAfterEnd }
    try outbound.appendFrame(
      message, with: serializer, maximumBytes: limits.maximumSentBytes,
      compressor: outboundCompressor)
    messagesSent &+= 1
  }

  /// What a writer finds that comes too late.
  @usableFromInline
  final var writeAfterEnd: any Error {
    switch inboundEnd {
    case .failed(let error): error
    case .status(let status, let metadata):
      RPCError(status: status, metadata: metadata) ?? .writeAfterSuccess
    case .ok: RPCError.writeAfterSuccess
    case .halfClosed, nil:
      RPCError(code: .internalError, message: "the call has been finished: nothing can be written")
    }
  }

  /// Returns once enough has been sent, or the call is over.
  @usableFromInline
  final func waitForRoom() async throws {
    let wait = Wait(.writing, self)
    await Waiter.suspend(for: wait) { waiter in
      if isLocal {
        register(writer: waiter, for: wait)
      } else {
        perform { self.register(writer: waiter, for: wait) }
      }
    }
    if Task.isCancelled { throw RPCError.cancelledByTask }
  }

  private func register(writer waiter: Waiter, for wait: Wait) {
    if isOver || outbound.count <= limits.lowWaterBytes || wait.isCancelled {
      waiter.resume()
    } else {
      writers.append(waiter)
    }
  }
}

/// Writes messages of one type to a call.
@usableFromInline
struct CallWriter<Serializer: MessageSerializer>: RPCWriterProtocol
where Serializer.Message: Sendable {
  @usableFromInline let call: CallStream
  @usableFromInline let serializer: Serializer

  @inlinable
  init(call: CallStream, serializer: Serializer) {
    self.call = call
    self.serializer = serializer
  }

  @inlinable
  func write(_ element: Serializer.Message) async throws {
    try await call.write(element, with: serializer)
  }

  @inlinable
  func write(contentsOf elements: some Sequence<Serializer.Message>) async throws {
    try await call.write(contentsOf: elements, with: serializer)
  }
}

extension RPCError {
  fileprivate static let writeAfterSuccess = RPCError(
    code: .cancelled, message: "the server ended the call with success already")
}
