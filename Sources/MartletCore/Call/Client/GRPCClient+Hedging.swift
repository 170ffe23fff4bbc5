extension GRPCClient {
  /// Makes a call, and makes it again beside that for as long as the policy wants and none of the
  /// attempts is answered.
  ///
  /// - Parameters:
  ///   - policy: When attempts are made.
  ///   - call: What they share.
  ///   - attempts: All streams of the intercepted call.
  ///   - peers: What is told where the attempt went that counts.
  ///   - begin: Begins an attempt.
  ///   - response: Waits until the response of an attempt has begun.
  func hedge<Request: Sendable, Response: Sendable>(
    _ policy: HedgingPolicy, _ call: RepeatableCall<Request>, _ attempts: Attempts,
    _ peers: CallPeers,
    begin: (StreamingClientRequest<Request>, ClientContext, CallPeers) throws(RPCError) ->
      CallStream,
    response: @escaping @Sendable (CallStream) async -> StreamingClientResponse<Response>
  ) async -> StreamingClientResponse<Response> {
    var hedges = Hedges<Request, Response>(policy, call, retryThrottle, peers)
    return await withTaskGroup(of: Hedges<Request, Response>.Event.self) { group in
      // The attempts that do not count have ended when this returns.
      defer {
        hedges.cancel()
        group.cancelAll()
      }
      let replay = call.replay
      group.addTask {
        await replay.waitForCommitment()
        return .committed
      }
      while !Task.isCancelled {
        hedges.beginAttempts(by: begin) { number, stream in
          group.addTask { .answered(number, await response(stream)) }
        }
        if let failure = hedges.failure { return failure }
        if let pause = hedges.takePause() {
          group.addTask {
            try? await Task.sleep(for: pause)
            return .due
          }
        }
        guard let event = await group.next() else { break }
        guard let response = hedges.heed(event) else { continue }
        if let stream = hedges.answered { attempts.tell(retryThrottle, of: stream, policy.codes) }
        return response
      }
      return StreamingClientResponse(error: .cancelledByTask)
    }
  }
}
