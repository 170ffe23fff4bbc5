extension GRPCClient {
  /// The messages of a request that are kept for another attempt. A request that has sent more is
  /// not made again.
  static var maximumReplayedMessages: Int { 16 }

  /// Makes a call, and makes it again for as long as the policy wants and nothing of a response has
  /// come.
  func retry<Request: Sendable, Response: Sendable>(
    _ policy: RetryPolicy, _ metadata: Metadata, _ context: ClientContext,
    _ replay: RequestReplay<Request>, _ attempts: Attempts,
    _ attempt:
      (StreamingClientRequest<Request>, ClientContext) async throws -> (
        StreamingClientResponse<Response>, CallStream
      )
  ) async throws -> StreamingClientResponse<Response> {
    var schedule = RetrySchedule(policy, throttle: retryThrottle)
    let began = ContinuousClock.now
    var context = context
    let timeout = context.options.timeout
    while let number = replay.begin() {
      let request = StreamingClientRequest<Request>(
        metadata: metadata.counting(schedule.failures)
      ) { try await replay.send(attempt: number, to: $0) }
      let (response, stream) = try await attempt(request, context)
      guard case .failure(let error) = response.accepted else {
        replay.commit()
        if let retryThrottle {
          attempts.whenOver {
            stream.perform { retryThrottle.heed(stream.inboundEnd, policy) }
          }
        }
        return response
      }
      guard let pause = schedule.pause(after: error), replay.isWhole else { return response }
      if let timeout {
        // Every attempt is made in what is left of the time.
        let left = timeout - (ContinuousClock.now - began) - pause
        guard left > .zero else { return response }
        context.options.timeout = left
      }
      guard (try? await Task.sleep(for: pause)) != nil else {
        return StreamingClientResponse(error: .cancelledByTask)
      }
    }
    throw RPCError(code: .internalError, message: "the request cannot be sent once more")
  }
}

extension Metadata {
  /// With the number of attempts that have failed, if there were any (gRFC A6).
  fileprivate func counting(_ failures: Int) -> Metadata {
    guard failures > 0 else { return self }
    var metadata = self
    metadata.replaceOrAddString("\(failures)", forKey: RetrySchedule.previousAttempts)
    return metadata
  }
}

extension RetryThrottle {
  /// Heeds how a call ended that could not be made again any more.
  func heed(_ end: CallStream.InboundEnd?, _ policy: RetryPolicy) {
    switch end {
    case .status(let status, _):
      if status.code == .ok {
        succeeded()
      } else if policy.isRetryable(status.code) {
        failed()
      }
    case .failed(let error):
      if policy.isRetryable(Status.Code(error.code)) { failed() }
    case .halfClosed, nil: break
    }
  }
}
