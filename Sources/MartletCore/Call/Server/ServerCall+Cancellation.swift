import Synchronization

extension ServerCall {
  /// Whether the call is cancelled, and who wants to hear of it.
  struct CancellationState {
    var isCancelled = false
    var nextHandler = 0
    var handlers: [(id: Int, body: @Sendable () -> Void)] = []
  }

  /// Whether the call has been cancelled, by its caller, its deadline, a lost connection or a
  /// server that shuts down.
  public var isCancelled: Bool { cancellation.withLock { $0.isCancelled } }

  /// Cancels the call and tells everybody who asked; only the first time counts.
  public func cancel() {
    cancellationIsTouched.store(true, ordering: .relaxed)
    let handlers = cancellation.withLock { state in
      if state.isCancelled { return [] as [(id: Int, body: @Sendable () -> Void)] }
      state.isCancelled = true
      let handlers = state.handlers
      state.handlers = []
      return handlers
    }
    for handler in handlers { handler.body() }
  }

  /// Calls `body` once the call is cancelled, at once if it is; the number takes it back.
  func onCancel(_ body: @escaping @Sendable () -> Void) -> Int? {
    cancellationIsTouched.store(true, ordering: .relaxed)
    let id: Int? = cancellation.withLock { state in
      if state.isCancelled { return nil }
      state.nextHandler += 1
      state.handlers.append((state.nextHandler, body))
      return state.nextHandler
    }
    if id == nil { body() }
    return id
  }

  /// Takes back what ``onCancel(_:)`` registered.
  func removeHandler(_ id: Int?) {
    guard let id else { return }
    cancellation.withLock { state in state.handlers.removeAll { $0.id == id } }
  }
}
