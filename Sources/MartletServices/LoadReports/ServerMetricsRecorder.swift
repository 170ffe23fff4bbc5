import Synchronization

/// Holds metrics that are reported later: those of a call, or those of a server.
///
/// ```swift
/// recorder.update { $0.cpuUtilization = 0.4 }
/// ```
///
/// It may be used from any task. What was set stays until it is set again, or to `nil`.
public final class ServerMetricsRecorder: Sendable {
  private let state: Mutex<ServerMetrics>

  /// Creates a recorder.
  public init(_ metrics: ServerMetrics = ServerMetrics()) { state = Mutex(metrics) }

  /// What is set now.
  public var metrics: ServerMetrics { state.withLock { $0 } }

  /// Changes what is set, all at once for whoever reads it.
  public func update(_ body: (inout ServerMetrics) -> Void) { state.withLock { body(&$0) } }
}
