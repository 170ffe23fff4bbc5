import BenchMessages
import Martlet
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ServerMetricsTests {
  private static let whole = ServerMetrics(
    cpuUtilization: 1.5, memoryUtilization: 0.5, applicationUtilization: 2, queriesPerSecond: 100,
    errorsPerSecond: 0.25, utilization: ["disk": 1], requestCost: ["rows": 31],
    namedMetrics: ["below": -1])

  /// A service whose unary calls record `metrics`, then end with `error` if there is one.
  private static func service(
    recording metrics: ServerMetrics, error: RPCError? = nil
  ) -> TestService {
    var service = TestService()
    service.onUnary = { _, context in
      context.metrics?.update { $0 = metrics }
      if let error { throw error }
      return ServerResponse(message: .init())
    }
    return service
  }

  /// What a unary call of such a service reports.
  private static func report(
    _ carrier: Carrier, _ service: TestService, _ interceptor: ServerMetricsInterceptor?
  ) async throws -> ServerMetrics? {
    try await carrier.run(
      service, serverInterceptors: interceptor.map { [.apply($0, to: .all)] } ?? []
    ) { echo in
      try await echo.unary(.init()) {
        try ServerMetrics(trailingMetadata: $0.trailingMetadata)
      }
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A call ends with what its handler recorded`(carrier: Carrier) async throws {
    let report = try await Self.report(
      carrier, Self.service(recording: Self.whole), ServerMetricsInterceptor())
    #expect(report == Self.whole)
  }

  @Test(arguments: Carrier.allCases)
  func `A call that fails reports too`(carrier: Carrier) async throws {
    let service = Self.service(
      recording: Self.whole, error: RPCError(code: .notFound, message: "no"))
    let report = try await Self.report(carrier, service, ServerMetricsInterceptor())
    #expect(report == Self.whole)
  }

  @Test func `Without the interceptor, or without metrics, nothing is said`() async throws {
    let unasked = try await Self.report(.tcp, Self.service(recording: Self.whole), nil)
    #expect(unasked == nil)
    let empty = try await Self.report(
      .tcp, Self.service(recording: ServerMetrics()), ServerMetricsInterceptor())
    #expect(empty == nil)
  }

  @Test func `A call's own metrics go before the server's`() async throws {
    let server = ServerMetricsRecorder(
      ServerMetrics(cpuUtilization: 0.1, errorsPerSecond: 7, utilization: ["a": 0.1, "b": 0.2]))
    let report = try await Self.report(
      .tcp,
      Self.service(recording: ServerMetrics(cpuUtilization: 0.9, utilization: ["a": 0.8])),
      ServerMetricsInterceptor(server: server))
    #expect(
      report
        == ServerMetrics(
          cpuUtilization: 0.9, errorsPerSecond: 7, utilization: ["a": 0.8, "b": 0.2]))
  }

  @Test func `Values out of range are left out`() async throws {
    let report = try await Self.report(
      .inProcess,
      Self.service(
        recording: ServerMetrics(
          cpuUtilization: -0.1, memoryUtilization: 1.1, applicationUtilization: .infinity,
          queriesPerSecond: .nan, utilization: ["low": -1, "high": 2, "fit": 0.5],
          requestCost: ["huge": .infinity])),
      ServerMetricsInterceptor())
    #expect(report == ServerMetrics(utilization: ["fit": 0.5]))
  }

  @Test func `A report that is none is an error`() {
    let error = #expect(throws: RPCError.self) {
      _ = try ServerMetrics(
        trailingMetadata: [ServerMetrics.metadataKey: .binary([0xff])])
    }
    #expect(error?.code == .internalError)
  }

  @Test(arguments: Carrier.allCases)
  func `A client hears of a server's load at once, and again`(carrier: Carrier) async throws {
    let recorder = ServerMetricsRecorder(ServerMetrics(cpuUtilization: 0.5))
    let service = ServerMetricsService(recorder, minimumReportInterval: .milliseconds(1))
    try await carrier.serve([service]) { client in
      try await ServerMetricsClient(wrapping: client).watch(every: .zero) { reports in
        var reports = reports.makeAsyncIterator()
        let first = try await reports.next()
        #expect(first == ServerMetrics(cpuUtilization: 0.5))
        // Costs belong to calls.
        recorder.update { $0 = ServerMetrics(memoryUtilization: 0.25, requestCost: ["a": 1]) }
        var next = try await reports.next()
        while next == first { next = try await reports.next() }
        #expect(next == ServerMetrics(memoryUtilization: 0.25))
      }
    }
  }

  @Test func `Reports end when the server begins to shut down`() async throws {
    let transport = InProcessTransport()
    let service = ServerMetricsService(ServerMetricsRecorder())
    try await withGRPCServer(transport: transport.server, services: [service]) { server in
      try await withGRPCClient(transport: transport.client) { client in
        let error = await #expect(throws: RPCError.self) {
          try await ServerMetricsClient(wrapping: client).watch(every: .seconds(30)) { reports in
            for try await _ in reports { server.beginGracefulShutdown() }
          }
        }
        #expect(error?.code == .unavailable)
      }
    }
  }
}
