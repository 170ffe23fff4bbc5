internal import InteropMessages
internal import Martlet

// Many calls, one after the other, of which each may take only so long.
extension InteropCases {
  /// All calls on one channel.
  func rpcSoak() async throws {
    try await soak { try await soakCall(service) }
  }

  /// Each call on a channel of its own.
  func channelSoak() async throws {
    try await soak {
      try await withGRPCClient(transport: server.transport) { client in
        try await soakCall(Grpc_Testing_TestService.Client(wrapping: client))
      }
    }
  }

  private func soakCall(
    _ service: Grpc_Testing_TestService.Client<HTTP2ClientTransport>
  ) async throws {
    let request = Grpc_Testing_SimpleRequest.with {
      $0.responseSize = soak.responseSize
      $0.payload = .zeros(soak.requestSize)
    }
    let reply = try await service.unaryCall(request, options: options)
    try expect(reply.payload, hasSize: soak.responseSize)
  }

  private func soak(_ iteration: () async throws -> Void) async throws {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(soak.overallTimeoutSeconds)
    let limit = Duration.milliseconds(soak.maximumLatencyMilliseconds)
    let pause = Duration.milliseconds(soak.minimumMillisecondsBetweenCalls)
    var latencies: [Duration] = []
    var failures: [String] = []
    while latencies.count < soak.iterations, clock.now < end {
      let start = clock.now
      var failure: String?
      do {
        try await iteration()
      } catch {
        failure = "\(error)"
      }
      let latency = clock.now - start
      latencies.append(latency)
      if failure == nil, latency > limit { failure = "it took \(latency), more than \(limit)" }
      if let failure { failures.append("iteration \(latencies.count) failed: \(failure)") }
      if pause > .zero, latencies.count < soak.iterations {
        try await clock.sleep(until: start + pause)
      }
    }
    latencies.sort()
    func latency(_ percent: Int) -> Duration {
      latencies.isEmpty ? .zero : latencies[(latencies.count - 1) * percent / 100]
    }
    let summary = """
      \(latencies.count) of \(soak.iterations) iterations, \(failures.count) failures, latency: \
      median \(latency(50)), 90th percentile \(latency(90)), worst \(latency(100))
      """
    guard latencies.count == soak.iterations, failures.count <= soak.maximumFailures else {
      throw CaseFailure(description: ([summary] + failures.prefix(10)).joined(separator: "\n"))
    }
    print(summary)
  }
}
