internal import InteropMessages
internal import Martlet
import Synchronization

/// What the server reports of its load: what clients tell it to, one call at a time, so that each
/// finds what it told.
final class ReportedLoad: Sendable {
  let recorder = ServerMetricsRecorder()

  private struct State {
    var isTaken = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// What a call uses to report, which must end it.
  func turn() -> Turn { Turn(load: self) }

  fileprivate func take() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        if state.isTaken { state.waiting.append(continuation) }
        defer { state.isTaken = true }
        return !state.isTaken
      }
      if isFree { continuation.resume() }
    }
  }

  fileprivate func giveBack() {
    recorder.update { $0 = ServerMetrics() }
    let next = state.withLock { state in
      state.isTaken = !state.waiting.isEmpty
      return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
    }
    next?.resume()
  }

  /// One call's turn, which begins with its first report.
  final class Turn: Sendable {
    private let load: ReportedLoad
    private let hasBegun = Mutex(false)

    init(load: ReportedLoad) { self.load = load }

    /// Has the server report this; waits for calls that have reported before to end.
    func report(_ metrics: ServerMetrics) async throws {
      if !hasBegun.withLock({ $0 }) {
        await load.take()
        hasBegun.withLock { $0 = true }
        try Task.checkCancellation()
      }
      load.recorder.update { $0 = metrics }
    }

    /// Lets the next call report.
    func end() {
      if hasBegun.withLock({ $0 }) { load.giveBack() }
    }
  }
}

extension ServerMetrics {
  /// What a client wants to be reported.
  init(_ report: Grpc_Testing_TestOrcaReport) {
    self.init(
      cpuUtilization: report.cpuUtilization, memoryUtilization: report.memoryUtilization,
      utilization: report.utilization, requestCost: report.requestCost)
  }
}
