extension GRPCClient {
  /// Makes a call, and makes it again for as long as the policy wants and nothing of a response has
  /// come.
  func retry<Request: Sendable, Response: Sendable>(
    _ policy: RetryPolicy, _ call: RepeatableCall<Request>, _ attempts: Attempts,
    _ attempt:
      (StreamingClientRequest<Request>, ClientContext) async throws -> (
        StreamingClientResponse<Response>, CallStream
      )
  ) async throws -> StreamingClientResponse<Response> {
    var schedule = RetrySchedule(policy, throttle: retryThrottle)
    var context = call.context
    var failure: StreamingClientResponse<Response>?
    while let number = call.replay.begin() {
      let request = call.request(attempt: number, previous: schedule.failures)
      let (response, stream) = try await attempt(request, context)
      guard case .failure(let error) = response.accepted else {
        _ = call.replay.commit(to: number)
        attempts.tell(retryThrottle, of: stream, policy.codes)
        return response
      }
      call.replay.end(number)
      // Every attempt is made in what is left of the time.
      guard let pause = schedule.pause(after: error), call.replay.isWhole,
        let next = call.context(after: pause)
      else { return response }
      guard (try? await Task.sleep(for: pause)) != nil else {
        return StreamingClientResponse(error: .cancelledByTask)
      }
      context = next
      failure = response
    }
    return failure
      ?? StreamingClientResponse(
        error: RPCError(code: .internalError, message: "the request cannot be sent"))
  }
}
