public import MartletCore
import MartletProtobuf
import MartletStub

/// Asks a server of its load, apart from other calls: the other side of ``ServerMetricsService``.
///
/// ```swift
/// try await ServerMetricsClient(wrapping: client).watch(every: .seconds(30)) { reports in
///   for try await metrics in reports { print(metrics.cpuUtilization ?? 0) }
/// }
/// ```
public struct ServerMetricsClient<Transport: ClientTransport>: Sendable {
  private let client: GRPCClient<Transport>

  /// Creates a client that makes its calls by another.
  public init(wrapping client: GRPCClient<Transport>) { self.client = client }

  /// Has the server report while `handleReports` runs.
  ///
  /// - Parameters:
  ///   - interval: The time between reports; a server may take longer.
  ///   - options: Options of the call.
  ///   - handleReports: Gets the reports. When it returns, no more are wanted.
  /// - Returns: What `handleReports` returns.
  /// - Throws: What `handleReports` throws. The reports throw an ``RPCError`` when the call fails:
  ///   `unimplemented` if the server does not report.
  public func watch<ReturnValue: Sendable>(
    every interval: Duration, options: CallOptions = .defaults,
    handleReports:
      @escaping @Sendable (
        _ reports: ServerMetricsReports
      ) async throws -> ReturnValue
  ) async throws -> ReturnValue {
    let request = Xds_Service_Orca_V3_OrcaLoadReportRequest.with {
      $0.reportInterval = .init(rounding: interval)
    }
    return try await Xds_Service_Orca_V3_OpenRcaService.Client(wrapping: client)
      .streamCoreMetrics(request, options: options) { response in
        try await handleReports(ServerMetricsReports(messages: response.messages))
      }
  }
}

/// What a server says of its load, again and again.
public struct ServerMetricsReports: AsyncSequence, Sendable {
  public typealias Element = ServerMetrics
  public typealias Failure = any Error

  let messages: RPCAsyncSequence<Xds_Data_Orca_V3_OrcaLoadReport, any Error>

  /// Goes through the reports.
  public struct AsyncIterator: AsyncIteratorProtocol {
    var messages: RPCAsyncSequence<Xds_Data_Orca_V3_OrcaLoadReport, any Error>.AsyncIterator

    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws -> ServerMetrics? {
      try await messages.next(isolation: actor).map { ServerMetrics($0) }
    }
  }

  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(messages: messages.makeAsyncIterator())
  }
}
