import Synchronization

// How the call layer takes what has arrived.
extension CallStream {
  /// What a reader finds.
  @usableFromInline
  enum Found<Message> {
    case message(Message)
    case end(InboundEnd)
    case nothing
  }

  /// The next message; `nil` after the last.
  ///
  /// - Throws: ``RPCError`` if the call ended with anything but success, or the reading task is
  ///   cancelled: the same error, whichever of the two comes first.
  @inlinable
  final func nextMessage<Deserializer: MessageDeserializer>(
    _ deserializer: Deserializer
  ) async throws -> Deserializer.Message? {
    while true {
      switch takeBytes() {
      case .message(let message):
        // Elsewhere, the queue may be in use meanwhile.
        defer { if isLocal { discard(message) } else { message.deallocate() } }
        return try decode(message, with: deserializer)
      case .end(let end): return try end.asNil()
      case .nothing: try await waitForInbound()
      }
    }
  }

  /// What there is without waiting: first what was handed over to tasks elsewhere.
  @usableFromInline
  final func takeBytes() -> Found<MessageQueue.Message> {
    if hasHandedOver.load(ordering: .acquiring) {
      let found = takeHandedOver()
      if case .nothing = found {} else { return found }
    }
    guard isLocal else { return .nothing }
    if let message = popMessage() { return .message(message) }
    if let inboundEnd { return .end(inboundEnd) }
    return .nothing
  }

  /// Frees a message that has been read, or keeps its memory for the next; local.
  @usableFromInline
  final func discard(_ message: MessageQueue.Message) { inbound.dispose(of: message) }

  /// Returns once there may be something new; throws ``RPCError`` if the task is cancelled.
  ///
  /// - Parameter metadataSuffices: Whether the server's initial metadata is news enough.
  @usableFromInline
  final func waitForInbound(metadataSuffices: Bool = false) async throws {
    let wait = Wait(.reading, self)
    await Waiter.suspend(for: wait) { waiter in
      if isLocal {
        register(reader: waiter, isRemote: false, metadataSuffices, wait)
      } else {
        perform { self.register(reader: waiter, isRemote: true, metadataSuffices, wait) }
      }
    }
    if Task.isCancelled { throw RPCError.cancelledByTask }
  }

  private func register(
    reader waiter: Waiter, isRemote: Bool, _ metadataSuffices: Bool, _ wait: Wait
  ) {
    // Only one task at a time iterates a stream; were there two, the earlier must not be lost.
    resumeReader()
    reader = waiter
    readerIsRemote = isRemote
    let hasMetadata = metadataSuffices && responseMetadata != nil
    if inboundEnd != nil || inbound.count > 0 || hasMetadata || wait.isCancelled { resumeReader() }
  }

  /// The one message that a request or response of one must have; local, after the inbound end.
  ///
  /// - Throws: ``RPCError`` with `unimplemented` if there are none or several ("Status codes and
  ///   their use in gRPC", cardinality violations), why the call broke, or what the codec threw.
  @inlinable
  public final func takeOnlyMessage<Deserializer: MessageDeserializer>(
    _ deserializer: Deserializer
  ) throws -> Deserializer.Message {
    guard let message = popOnlyMessage() else { throw problemOfOnlyMessage }
    defer { discard(message) }
    return try decode(message, with: deserializer)
  }

  /// The message, which the caller must free; `nil` if it is not the only one.
  @usableFromInline
  final func popOnlyMessage() -> MessageQueue.Message? {
    if case .failed = inboundEnd { return nil }
    return inbound.count == 1 ? popMessage() : nil
  }

  @usableFromInline
  final var problemOfOnlyMessage: any Error {
    if case .failed(let error) = inboundEnd { return error }
    let sent = inbound.count == 0 ? "none was" : "several were"
    return RPCError(code: .unimplemented, message: "one message was expected, \(sent) sent")
  }
}

extension CallStream.Found: Sendable where Message: Sendable {}

extension CallStream.InboundEnd {
  /// A clean end as `nil`; any other as its error.
  @usableFromInline
  func asNil<Message>() throws -> Message? {
    switch self {
    case .halfClosed, .ok: return nil
    case .status(let status, let metadata):
      if let error = RPCError(status: status, metadata: metadata) { throw error }
      return nil
    case .failed(let error): throw error
    }
  }
}

extension MessageDeserializer {
  /// The message, or an error that says what is wrong with it.
  @inlinable
  func decode(_ bytes: UnsafeRawBufferPointer) throws -> Message {
    do {
      return try deserialize(bytes)
    } catch {
      throw RPCError.ofCodec(error, "deserialized")
    }
  }
}
