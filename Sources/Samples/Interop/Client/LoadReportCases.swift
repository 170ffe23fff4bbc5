internal import InteropMessages
internal import Martlet

// What servers say of their load (ORCA).
extension InteropCases {
  /// The server reports with the call what the request tells it to.
  func orcaPerRPC() async throws {
    let request = Grpc_Testing_SimpleRequest.with {
      $0.orcaPerQueryReport = .with {
        $0.cpuUtilization = 0.8210
        $0.memoryUtilization = 0.5847
        $0.requestCost = ["cost": 3456.32]
        $0.utilization = ["util": 0.30499]
      }
    }
    try await service.unaryCall(request, options: options) { response in
      _ = try response.message
      try expect(
        "the load report", try ServerMetrics(trailingMetadata: response.trailingMetadata),
        is: ServerMetrics(
          cpuUtilization: 0.8210, memoryUtilization: 0.5847, utilization: ["util": 0.30499],
          requestCost: ["cost": 3456.32]))
    }
  }

  /// The server reports apart from calls what a request has told it to.
  func orcaOOB() async throws {
    let reports = [
      ServerMetrics(
        cpuUtilization: 0.8210, memoryUtilization: 0.5847, utilization: ["util": 0.30499]),
      ServerMetrics(
        cpuUtilization: 0.29309, memoryUtilization: 0.2, utilization: ["util": 0.2039]),
    ]
    // A report is waited for before the next one is set.
    let (turns, turn) = AsyncStream<Void>.makeStream()
    try await service.fullDuplexCall(options: options) { writer in
      var turns = turns.makeAsyncIterator()
      for report in reports {
        try await writer.write(
          .with {
            $0.responseParameters = [.with { $0.size = 1 }]
            $0.orcaOobReport = .with {
              $0.cpuUtilization = report.cpuUtilization ?? 0
              $0.memoryUtilization = report.memoryUtilization ?? 0
              $0.utilization = report.utilization
            }
          })
        await turns.next()
      }
    } onResponse: { response in
      var missing = reports[...]
      for try await _ in response.messages {
        guard let report = missing.popFirst() else { break }
        try await expectReport(report)
        turn.yield()
      }
      try expect("the reports that were not answered", missing.count, is: 0)
    }
  }

  /// Waits until the server reports `expected`.
  private func expectReport(_ expected: ServerMetrics) async throws {
    try await ServerMetricsClient(wrapping: client).watch(
      every: .seconds(1), options: options
    ) { reports in
      for try await report in reports where report == expected { return }
      throw CaseFailure(description: "the server stopped reporting")
    }
  }
}
