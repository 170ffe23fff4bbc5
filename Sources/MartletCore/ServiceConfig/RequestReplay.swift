import Synchronization

/// Keeps the messages of a request for as long as another attempt may need them.
///
/// The caller's producer runs once. It is held up until the present attempt has sent what there is,
/// as it would be by the call itself.
///
/// ```
///   producer ──write──▶ messages ──0, 1, 2 …──▶ attempt 1 ✗
///                               ──0, 1, 2 …──▶ attempt 2
/// ```
final class RequestReplay<Message: Sendable>: Sendable {
  private typealias Wake = CheckedContinuation<Void, Never>

  private struct State {
    /// The messages, but for those that nobody needs any more.
    var messages: [Message] = []
    /// The number of messages that nobody needs any more.
    var dropped = 0
    var end: Result<Void, any Error>?
    /// The number of the present attempt.
    var attempt = 0
    /// The messages that the present attempt has sent.
    var sent = 0
    /// Whether the present attempt takes no more messages: its call is over.
    var isStuck = false
    /// Whether there will be no other attempt.
    var isCommitted = false
    var waiting: [Wake] = []

    var count: Int { dropped + messages.count }

    mutating func takeWaiting() -> [Wake] {
      defer { waiting = [] }
      return waiting
    }

    /// The present attempt takes no more messages; nor does any other, if there is to be none.
    mutating func becomeStuck() {
      isStuck = true
      if isCommitted { attempt = -1 }
    }

    /// Lets go of what has been sent, if that is for good.
    mutating func drop() {
      guard isCommitted, sent > dropped else { return }
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

  /// Takes a message, and returns once the present attempt has sent it.
  fileprivate func write(_ message: Message) async throws {
    let index = change { state in
      state.messages.append(message)
      if state.count > maximumMessages { state.isCommitted = true }
      state.drop()
      return state.count - 1
    }
    try await wait { $0.sent > index || $0.attempt < 0 }
    if state.withLock({ $0.attempt < 0 && $0.sent <= index }) {
      throw RPCError(code: .cancelled, message: "the call has ended: nothing can be written")
    }
  }

  // MARK: The attempts' side

  /// Begins an attempt, and ends the one before; `nil` if what it would need is not there any more.
  func begin() -> Int? {
    change { state in
      guard state.dropped == 0 else { return nil }
      state.attempt += 1
      state.sent = 0
      state.isStuck = false
      return state.attempt
    }
  }

  /// Sends the request in an attempt.
  ///
  /// - Throws: What the caller's producer has thrown, or what `writer` throws.
  func send(attempt: Int, to writer: RPCWriter<Message>) async throws {
    for index in 0... {
      try await wait { $0.attempt != attempt || $0.count > index || $0.end != nil }
      let next: Message? = try state.withLock { state in
        guard state.attempt == attempt else { throw CancellationError() }
        if state.count > index { return state.messages[index - state.dropped] }
        try state.end?.get()
        return nil
      }
      guard let next else { return }
      do {
        try await writer.write(next)
      } catch {
        change { if $0.attempt == attempt { $0.becomeStuck() } }
        throw error
      }
      change { state in
        guard state.attempt == attempt else { return }
        state.sent = index + 1
        state.drop()
      }
    }
  }

  /// Whether another attempt would find the whole request.
  var isWhole: Bool { state.withLock { !$0.isCommitted } }

  /// There will be no other attempt: what has been sent can go.
  func commit() {
    change { state in
      state.isCommitted = true
      if state.isStuck { state.becomeStuck() }
      state.drop()
    }
  }

  /// The call is over: whoever still writes is told so.
  func close() { change { $0.attempt = -1 } }

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
