import Synchronization

/// The tokens of one client (``ServiceConfig/RetryThrottling``), in thousandths.
package final class RetryThrottle: Sendable {
  private let tokens: Atomic<Int>
  private let maximum: Int
  private let ratio: Int

  /// Creates a full bucket.
  package init(_ config: ServiceConfig.RetryThrottling) {
    maximum =
      config.maxTokens.multipliedReportingOverflow(by: 1000).overflow
      ? .max / 2 : config.maxTokens * 1000
    ratio = Int(max(1, min(config.tokenRatio, 1e9) * 1000))
    tokens = Atomic(maximum)
  }

  /// Whether calls may be made again.
  package var isOpen: Bool { tokens.load(ordering: .relaxed) > maximum / 2 }

  /// Heeds that an attempt has failed: it counts if another might have mended it, or the server
  /// wants none.
  func heed(_ error: RPCError, _ pushback: RetryPushback, _ mendable: StatusCodeSet) {
    if pushback == .never || mendable.contains(error) { failed() }
  }

  /// Heeds how a call ended that could not be made again any more.
  func heed(_ end: CallStream.InboundEnd?, _ mendable: StatusCodeSet) {
    switch end {
    case .ok: change(by: ratio)
    case .status(let status, _):
      if status.code == .ok {
        change(by: ratio)
      } else if mendable.contains(status.code) {
        failed()
      }
    case .failed(let error): if mendable.contains(error) { failed() }
    case .halfClosed, nil: break
    }
  }

  private func failed() { change(by: -1000) }

  private func change(by amount: Int) {
    var old = tokens.load(ordering: .relaxed)
    while true {
      let new = max(0, min(maximum, old + amount))
      let (exchanged, original) = tokens.weakCompareExchange(
        expected: old, desired: new, ordering: .relaxed)
      if exchanged { return }
      old = original
    }
  }
}
