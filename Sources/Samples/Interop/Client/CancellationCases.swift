internal import InteropMessages
internal import Martlet

// Calls that are over before they are done.
extension InteropCases {
  func timeoutOnSleepingServer() async throws {
    var options = CallOptions.defaults
    options.timeout = .milliseconds(1)
    // The request never ends, so the server goes on waiting for more of it.
    try await expect(.deadlineExceeded) {
      try await service.fullDuplexCall(options: options) { writer in
        try await writer.write(Self.request(size: 27182, responseSize: 31415))
        try await untilCancelled()
      } onResponse: { response in
        for try await _ in response.messages {}
      }
    }
  }

  /// Cancels a call of which the server has got no message.
  func cancelAfterBegin() async throws {
    let (begins, begin) = AsyncStream<Void>.makeStream()
    let call = Task {
      _ = try await service.streamingInputCall(options: options) { _ in
        begin.finish()
        try await untilCancelled()
      }
    }
    for await _ in begins {}
    try await expectCancelled(call)
  }

  /// Cancels a call that has been answered, and could go on.
  func cancelAfterFirstResponse() async throws {
    let (firsts, first) = AsyncStream<Void>.makeStream()
    let call = Task {
      // Without a first reply nobody would cancel; the call's own error tells why none came.
      defer { first.finish() }
      try await service.fullDuplexCall(options: options) { writer in
        try await writer.write(Self.request(size: 27182, responseSize: 31415))
        try await untilCancelled()
      } onResponse: { response in
        for try await reply in response.messages {
          try expect(reply.payload, hasSize: 31415)
          first.finish()
        }
      }
    }
    for await _ in firsts {}
    try await expectCancelled(call)
  }

  /// Cancels `call`; fails the case unless it ends for that reason.
  private func expectCancelled(_ call: Task<Void, any Error>) async throws {
    call.cancel()
    try await expect(.cancelled) {
      do {
        try await call.value
      } catch is CancellationError {
        // Whoever waits for a message may learn of the task's end before the call's.
        throw RPCError(code: .cancelled, message: "the task was cancelled")
      }
    }
  }

  /// Keeps a request open until its call is over.
  private func untilCancelled() async throws {
    let (never, _) = AsyncStream<Void>.makeStream()
    for await _ in never {}
    try Task.checkCancellation()
  }
}
