internal import Synchronization

// What a transport tells a stream, and how the stream paces the peer. All of it local.
extension CallStream {
  /// The server's initial metadata has arrived; clients only.
  public final func receive(metadata: Metadata) {
    responseMetadata = metadata
    if !gathersUntilEnd { wakeReader() }
  }

  /// Bytes of messages have arrived.
  ///
  /// - Throws: ``RPCError`` if they break a limit or the framing; the transport should end the
  ///   call with it.
  public final func receive(bytes: UnsafeRawBufferPointer) throws(RPCError) {
    // The one message of most calls. Its few bytes are given back with what follows, if anything
    // does.
    if gathersUntilEnd, inboundEnd == nil, inbound.takeWhole(bytes) {
      uncreditedBytes &+= bytes.count
      messagesReceived &+= 1
      return
    }
    try receiveOthers(bytes)
  }

  private func receiveOthers(_ bytes: UnsafeRawBufferPointer) throws(RPCError) {
    guard inboundEnd == nil else {
      // Nobody will read them; the peer must not starve for them.
      return inboundConsumed(bytes.count)
    }
    uncreditedBytes += bytes.count
    let before = inbound.count
    try inbound.append(bytes)
    // A reader that waits, or a message that is still being gathered with nothing unread before
    // it, must not be held up by a closed window: the limit on a message's size is what bounds it.
    // A reader that has yet to fetch what is there has enough.
    if gathersUntilEnd || inbound.count == 0 || (reader != nil && !handsOverSoon) {
      creditAll()
      inboundMissing(inbound.missingBytes)
    }
    if inbound.count > before {
      messagesReceived &+= inbound.count - before
      if !gathersUntilEnd { wakeReader() }
    }
  }

  /// Nothing more will arrive, and this is why.
  public final func receiveEnd(_ end: consuming InboundEnd) {
    guard inboundEnd == nil else { return }
    let isHalfClose = if case .halfClosed = end { true } else { false }
    if inbound.isInsideMessage && end.isSuccess { end = .failed(.truncatedMessage) }
    // Exchanged: an assignment would copy it.
    var end = Optional(end)
    swap(&inboundEnd, &end)
    wakeReader()
    if isHalfClose { return }
    refusesPosts.store(true, ordering: .relaxed)
    wakeWriters()
  }

  /// Moves the first `count` unsent bytes to the end of `buffer`; writers may go on if enough has
  /// gone.
  public final func moveOutbound(_ count: Int, to buffer: inout MessageBuffer) {
    buffer.append(movingFirst: count, of: &outbound)
    outboundDrained()
  }

  /// The number of unsent bytes.
  public final var outboundCount: Int { outbound.count }

  /// Whether nothing more will be written.
  public final var isOutboundOver: Bool { outboundEnd != nil }

  /// Whether nothing more will arrive.
  public final var isInboundOver: Bool { inboundEnd != nil }

  /// Whether the call is answered by a status alone: nothing has been written and nothing will.
  public final var isTrailersOnly: Bool {
    outboundEnd != nil && outbound.isEmpty && initialMetadata.isEmpty
  }

  /// Bytes have been taken off ``outbound``: writers may go on if enough has gone.
  public final func outboundDrained() {
    guard outbound.count <= limits.lowWaterBytes else { return }
    if postsWait { takePosted() }
    if !writers.isEmpty { wakeWriters() }
  }

  /// Whether the call is over as far as writing is concerned.
  @usableFromInline
  final var isOver: Bool {
    switch inboundEnd {
    case nil, .halfClosed: outboundEnd != nil
    case .ok, .status, .failed: true
    }
  }

  final func wakeReader() {
    guard reader != nil else { return }
    if readerIsRemote { handOverSoon() } else { resumeReader() }
  }

  final func resumeReader() {
    guard let reader else { return }
    self.reader = nil
    if readerIsRemote { handOver() }
    reader.resume()
  }

  final func wakeWriters() {
    guard !writers.isEmpty else { return }
    let waiting = writers
    writers.removeAll()
    for writer in waiting { writer.resume() }
  }

  /// The oldest unread message, which the caller must free.
  @usableFromInline
  final func popMessage() -> MessageQueue.Message? {
    guard let message = inbound.pop() else { return nil }
    // After the end, nobody waits for room.
    if uncreditedBytes > 0, inboundEnd == nil {
      if inbound.count == 0 {
        creditAll()
      } else {
        let bytes = min(uncreditedBytes, message.bytes.count + MessageFrame.prefixBytes)
        uncreditedBytes -= bytes
        inboundConsumed(bytes)
      }
    }
    return message
  }

  final func creditAll() {
    guard uncreditedBytes > 0 else { return }
    let bytes = uncreditedBytes
    uncreditedBytes = 0
    inboundConsumed(bytes)
  }
}

extension CallStream.InboundEnd {
  /// The metadata that came with the server's status.
  var trailingMetadata: Metadata {
    if case .status(_, let trailing) = self { trailing } else { [:] }
  }

  /// Whether the peer says that it has sent all that it wanted to.
  var isSuccess: Bool {
    switch self {
    case .halfClosed, .ok: true
    case .status(let status, _): status.code == .ok
    case .failed: false
    }
  }
}

extension RPCError {
  /// The stream ended inside a message.
  fileprivate static let truncatedMessage = RPCError(
    code: .internalError, message: "the stream of messages ended inside a message")
}
