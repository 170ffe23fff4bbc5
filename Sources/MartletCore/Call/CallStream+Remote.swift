internal import Synchronization

// Reading and writing from other executors than the stream's. A hop for every message would cost
// more than the message: what is there goes over together, under locks that are held for moments.
extension CallStream {
  /// What is on its way between a stream and tasks elsewhere.
  final class RemoteEnd {
    /// Messages that were handed over to the reader.
    var messages = MessageQueue(maximumBytes: 0)
    /// What comes after them.
    var end: InboundEnd?
    /// Frames from writers that the stream has not taken yet.
    var posted = MessageBuffer()
    /// The number of these frames.
    var postedCount = 0
  }

  private func withRemoteEnd<Value: Sendable>(_ body: (RemoteEnd) -> sending Value) -> sending Value
  {
    remoteEnd.withLock { remoteEnd in
      if let remoteEnd { return body(remoteEnd) }
      let fresh = RemoteEnd()
      remoteEnd = fresh
      return body(fresh)
    }
  }

  // MARK: Reading

  /// Hands over what has arrived once all that comes with it has; local.
  final func handOverSoon() {
    guard !handsOverSoon else { return }
    handsOverSoon = true
    perform {
      self.handsOverSoon = false
      self.resumeReader()
    }
  }

  /// Moves what has arrived to where the reader finds it; local.
  final func handOver() {
    guard inbound.count > 0 || inboundEnd != nil else { return }
    let end = inboundEnd
    isUsedRemotely = true
    withRemoteEnd { remote in
      remote.messages.takeAll(of: &inbound)
      remote.end = end
    }
    hasHandedOver.store(true, ordering: .releasing)
    creditAll()
  }

  /// The next of what was handed over; any thread.
  final func takeHandedOver() -> Found<MessageQueue.Message> {
    withRemoteEnd { remote in
      if let message = remote.messages.pop() { return .message(message) }
      if let end = remote.end { return .end(end) }
      hasHandedOver.store(false, ordering: .relaxed)
      return .nothing
    }
  }

  // MARK: Writing

  /// Leaves `count` frames to the stream; suspends while too much is unsent. Any thread.
  @usableFromInline
  final func post(_ frames: consuming MessageBuffer, count: Int) async throws {
    if refusesPosts.load(ordering: .relaxed) { throw await withStream { $0.writeAfterEnd } }
    let isMuch = withRemoteEnd { remote in
      remote.posted.append(takingAll: &frames)
      remote.postedCount += count
      return remote.posted.count > limits.highWaterBytes
    }
    if !hasPosts.exchange(true, ordering: .acquiringAndReleasing) { perform { self.takePosted() } }
    if isMuch { try await waitForRoom() }
  }

  /// Takes what was posted, or leaves it until there is room; local.
  final func takePosted() {
    isUsedRemotely = true
    postsWait = outbound.count > limits.highWaterBytes && !isOver
    if postsWait { return }
    takeAllPosted()
    outboundChanged()
  }

  /// Takes what was posted however much is unsent; what comes too late is dropped. Local.
  final func takeAllPosted() {
    // First the flag: whoever posts after the lock must tell of it anew.
    guard hasPosts.load(ordering: .relaxed),
      hasPosts.exchange(false, ordering: .acquiringAndReleasing)
    else { return }
    let isOver = isOver
    withRemoteEnd { remote in
      if isOver {
        remote.posted.removeAll(keepingAtMost: 0)
      } else {
        outbound.append(takingAll: &remote.posted)
        messagesSent &+= remote.postedCount
      }
      remote.postedCount = 0
    }
  }

  /// Ends this side after all that has been written; local. A second end changes nothing.
  final func endOutbound(_ end: OutboundEnd) {
    guard outboundEnd == nil else { return }
    if hasPosts.load(ordering: .relaxed) { takeAllPosted() }
    refusesPosts.store(true, ordering: .relaxed)
    outboundEnd = end
    outboundChanged()
  }

  /// Whether a writer need not see to the initial metadata any more; any thread.
  @usableFromInline
  final var isMetadataSettled: Bool { metadataIsSettled.load(ordering: .relaxed) }

  @usableFromInline
  final func noteMetadataIsSettled() {
    isUsedRemotely = true
    metadataIsSettled.store(true, ordering: .relaxed)
  }

  /// Forgets what another call has left; local.
  final func resetRemote() {
    refusesPosts.store(false, ordering: .relaxed)
    if isUsedRemotely { forgetRemoteEnd() }
  }

  @inline(never)
  private func forgetRemoteEnd() {
    isUsedRemotely = false
    postsWait = false
    remoteEnd.withLock { $0 = nil }
    hasHandedOver.store(false, ordering: .relaxed)
    hasPosts.store(false, ordering: .relaxed)
    metadataIsSettled.store(false, ordering: .relaxed)
  }
}
