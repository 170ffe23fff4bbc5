public import MartletCore
import MartletProtobuf
import MartletStub

/// The standard service that tells clients of a server's load, `xds.service.orca.v3.OpenRcaService`
/// (ORCA, gRFC A51, "Out of Band Metrics Reporting").
///
/// ```swift
/// let recorder = ServerMetricsRecorder()
/// let server = GRPCServer(
///   transport: transport, services: [ServerMetricsService(recorder), Greeter()])
/// recorder.update { $0.cpuUtilization = 0.4 }
/// ```
///
/// A client gets a report at once, then one after each interval, changed or not, until it cancels
/// its call; the call ends with `unavailable` when the server begins to shut down, since it would
/// keep the server from draining.
public struct ServerMetricsService: Sendable {
  /// The time between reports of a service that is not given another, as gRFC A51 has it.
  public static let defaultMinimumReportInterval = Duration.seconds(30)

  private let recorder: ServerMetricsRecorder
  private let minimumReportInterval: Duration
  private let end = ShutdownSignal()

  /// Creates a service.
  ///
  /// - Parameters:
  ///   - recorder: What is reported, except for costs of requests, which belong to calls.
  ///   - minimumReportInterval: The least time between two reports to a client, which a client
  ///     that asks for less, or for none, gets.
  public init(
    _ recorder: ServerMetricsRecorder,
    minimumReportInterval: Duration = defaultMinimumReportInterval
  ) {
    self.recorder = recorder
    self.minimumReportInterval = max(minimumReportInterval, .milliseconds(1))
  }
}

extension ServerMetricsService: ServerShutdownObserver {
  public func serverBeginsShutdown() { end.send() }
}

extension ServerMetricsService: RegistrableRPCService {
  public func registerMethods(with router: inout RPCRouter) {
    ServerMetricsMethods(
      recorder: recorder, minimumReportInterval: minimumReportInterval, end: end
    ).registerMethods(with: &router)
  }
}

/// The method of the protocol.
private struct ServerMetricsMethods: Xds_Service_Orca_V3_OpenRcaService.SimpleServiceProtocol {
  let recorder: ServerMetricsRecorder
  let minimumReportInterval: Duration
  let end: ShutdownSignal

  func streamCoreMetrics(
    request: Xds_Service_Orca_V3_OrcaLoadReportRequest,
    response: RPCWriter<Xds_Data_Orca_V3_OrcaLoadReport>, context: ServerContext
  ) async throws {
    let interval = max(Duration(request.reportInterval), minimumReportInterval)
    // A reader that is too slow misses what has been overtaken.
    let (ticks, tick) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let registration = end.add(tick)
    defer { end.remove(registration) }
    tick.yield()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        while true {
          try await Task.sleep(for: interval)
          tick.yield()
        }
      }
      defer { group.cancelAll() }
      for await _ in ticks {
        var metrics = recorder.metrics
        metrics.requestCost = [:]
        try await response.write(metrics.report)
      }
    }
    try Task.checkCancellation()
    throw RPCError(code: .unavailable, message: "the server is shutting down")
  }
}
