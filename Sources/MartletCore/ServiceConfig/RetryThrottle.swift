import Synchronization

/// The tokens of one client (``ServiceConfig/RetryThrottling``), in thousandths.
final class RetryThrottle: Sendable {
  private let tokens: Atomic<Int>
  private let maximum: Int
  private let ratio: Int

  init(_ config: ServiceConfig.RetryThrottling) {
    maximum =
      config.maxTokens.multipliedReportingOverflow(by: 1000).overflow
      ? .max / 2 : config.maxTokens * 1000
    ratio = Int(max(1, min(config.tokenRatio, 1e9) * 1000))
    tokens = Atomic(maximum)
  }

  /// Whether calls may be made again.
  var isOpen: Bool { tokens.load(ordering: .relaxed) > maximum / 2 }

  /// A call has succeeded.
  func succeeded() { change(by: ratio) }

  /// A call has failed in a way that another attempt might mend.
  func failed() { change(by: -1000) }

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
