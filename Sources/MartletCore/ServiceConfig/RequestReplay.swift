import Synchronization

/// Keeps the messages of a request for as long as another attempt may need them.
///
/// The caller's producer runs once. It is held up until an attempt has sent what there is, as it
/// would be by the call itself; the other attempts, if several are made at once, catch up.
///
/// ```
///   producer ──write──▶ messages ──0, 1, 2 …──▶ attempt 1 ✗
///                               ──0, 1, 2 …──▶ attempt 2
/// ```
///
/// The request is *committed* to an attempt once there will be no other, because that one was
/// answered or because there are too many messages to keep (gRFC A6, "When Retries are Valid").
final class RequestReplay<Message: Sendable>: Sendable {
  private typealias Wake = CheckedContinuation<Void, Never>

  /// How far an attempt has come.
  private struct Progress {
    /// The messages that it has sent.
    var sent = 0
    /// Whether it takes no more messages: its call is over.
    var isStuck = false
    /// Whether it goes on, as far as is known here.
    var isUnderWay = true
  }

  private struct State {
    /// The messages, but for those that nobody needs any more.
    var messages: [Message] = []
    /// The number of messages that nobody needs any more.
    var dropped = 0
    var end: Result<Void, any Error>?
    /// The attempts, in the order in which they began; their number is their index.
    var attempts: [Progress] = []
    /// The most messages that any of them has sent.
    var reached = 0
    /// Whether no attempt begins beside those that are under way.
    var isCommitted = false
    /// Whether nothing is sent any more.
    var isClosed = false
    var waiting: [Wake] = []

    var count: Int { dropped + messages.count }

    var isUnderWay: Bool { attempts.contains(where: \.isUnderWay) }

    /// Whether an attempt may send messages.
    func sends(_ attempt: Int) -> Bool { attempts[attempt].isUnderWay && !isClosed }

    /// Whether the caller's producer has failed.
    var hasFailed: Bool { if case .failure = end { true } else { false } }

    mutating func takeWaiting() -> [Wake] {
      defer { waiting = [] }
      return waiting
    }

    /// Has one attempt go on and no other, the one that has come furthest unless told which.
    mutating func commit(to attempt: Int? = nil) {
      isCommitted = true
      let kept = attempt ?? furthest
      for other in attempts.indices where other != kept { attempts[other].isUnderWay = false }
      settle()
    }

    private var furthest: Int? {
      attempts.indices.filter { attempts[$0].isUnderWay }.max { one, other in
        let (one, other) = (attempts[one], attempts[other])
        return one.isStuck == other.isStuck ? one.sent < other.sent : one.isStuck
      }
    }

    /// Lets go of what has been sent for good, or of all that can be sent no more.
    mutating func settle() {
      guard isCommitted else { return }
      if isUnderWay, !attempts.contains(where: { $0.isUnderWay && !$0.isStuck }) { isClosed = true }
      // Only one goes on: what it has sent, nobody needs.
      let sent = attempts.lazy.filter(\.isUnderWay).map(\.sent).max() ?? 0
      guard sent > dropped else { return }
      messages.removeFirst(min(sent - dropped, messages.count))
      dropped = sent
    }

  }

  private let state = Mutex(State())
  private let maximumMessages: Int

  /// Creates an empty request.
  ///
  /// - Parameter maximumMessages: What is kept: a request of more messages stays with the attempt
  ///   that it is on.
  init(maximumMessages: Int) { self.maximumMessages = maximumMessages }

  // MARK: The caller's side

  /// Runs the caller's producer.
  func run(_ producer: @Sendable (RPCWriter<Message>) async throws -> Void) async {
    do {
      try await producer(RPCWriter(wrapping: ReplayWriter(replay: self)))
      change { $0.end = .success(()) }
    } catch {
      change { $0.end = .failure(error) }
    }
  }

  /// Takes a message, and returns once an attempt has sent it.
  fileprivate func write(_ message: Message) async throws {
    let index = change { state in
      state.messages.append(message)
      if state.count > maximumMessages, !state.isCommitted { state.commit() }
      state.settle()
      return state.count - 1
    }
    try await wait { $0.reached > index || $0.isClosed }
    if state.withLock({ $0.reached <= index }) {
      throw RPCError(code: .cancelled, message: "the call has ended: nothing can be written")
    }
  }

  // MARK: The attempts' side

  /// Begins an attempt; `nil` if it would not find the whole request, or there may be none beside
  /// the one that the request is committed to.
  func begin() -> Int? {
    change { state in
      let isRefused = state.isClosed || state.dropped > 0 || state.isCommitted && state.isUnderWay
      // The first attempt fails with what the producer has thrown.
      if isRefused || state.hasFailed && !state.attempts.isEmpty { return nil }
      state.attempts.append(Progress())
      return state.attempts.count - 1
    }
  }

  /// Sends the request in an attempt.
  ///
  /// - Throws: What the caller's producer has thrown, or what `writer` throws.
  func send(attempt: Int, to writer: RPCWriter<Message>) async throws {
    for index in 0... {
      try await wait {
        !$0.sends(attempt) || $0.count > index || $0.end != nil
      }
      let next: Message? = try state.withLock { state in
        guard state.sends(attempt) else { throw CancellationError() }
        if state.count > index { return state.messages[index - state.dropped] }
        try state.end?.get()
        return nil
      }
      guard let next else { return }
      do {
        try await writer.write(next)
      } catch {
        change { state in
          state.attempts[attempt].isStuck = true
          state.settle()
        }
        throw error
      }
      change { state in
        state.attempts[attempt].sent = index + 1
        state.reached = max(state.reached, index + 1)
        state.settle()
      }
    }
  }

  /// Whether another attempt would find the whole request.
  var isWhole: Bool { state.withLock { !$0.isCommitted && !$0.hasFailed } }

  /// Whether an attempt goes on: it has not ended, and the request is committed to no other.
  func isUnderWay(_ attempt: Int) -> Bool {
    state.withLock { $0.attempts[attempt].isUnderWay }
  }

  /// An attempt has failed.
  ///
  /// - Returns: Whether it was under way until now.
  @discardableResult
  func end(_ attempt: Int) -> Bool {
    change { state in
      guard state.attempts[attempt].isUnderWay else { return false }
      state.attempts[attempt].isUnderWay = false
      if state.isCommitted { state.isClosed = true }
      return true
    }
  }

  /// An attempt was answered: there will be no other, and what it has sent can go.
  ///
  /// - Returns: Whether it was under way until now.
  func commit(to attempt: Int) -> Bool {
    change { state in
      guard state.attempts[attempt].isUnderWay else { return false }
      state.commit(to: attempt)
      return true
    }
  }

  /// Returns once the request is committed, or the task is cancelled.
  func waitForCommitment() async { try? await wait { $0.isCommitted || $0.isClosed } }

  /// The call is over: whoever still writes is told so.
  func close() { change { $0.isClosed = true } }

  // MARK: Waiting

  private func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
    let (value, waiting) = state.withLock { state in
      let value = body(&state)
      return (value, state.takeWaiting())
    }
    for wake in waiting { wake.resume() }
    return value
  }

  private func wait(until isSo: @Sendable (borrowing State) -> Bool) async throws {
    while true {
      let isDone = state.withLock { isSo($0) }
      if isDone { return }
      try Task.checkCancellation()
      await withTaskCancellationHandler {
        await withCheckedContinuation { wake in
          let isDone = state.withLock { state in
            if isSo(state) || Task.isCancelled { return true }
            state.waiting.append(wake)
            return false
          }
          if isDone { wake.resume() }
        }
      } onCancel: {
        change { _ in }
      }
    }
  }
}

/// Writes into a replay.
private struct ReplayWriter<Message: Sendable>: RPCWriterProtocol {
  let replay: RequestReplay<Message>

  func write(_ element: Message) async throws { try await replay.write(element) }

  func write(contentsOf elements: some Sequence<Message>) async throws {
    for element in elements { try await replay.write(element) }
  }
}
