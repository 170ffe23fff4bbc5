internal import MartletCore
internal import MartletEventLoop

/// Why there is no connection: each address that was tried, and what came of it.
struct ConnectFailure: Error {
  private var reasons: [String] = []
  private var count = 0

  /// Addresses whose reasons an error gives; the others are counted.
  private static let maximumReasons = 32

  /// Adds an address that was tried.
  mutating func add(_ address: SocketAddress, _ reason: String) {
    count += 1
    if reasons.count < Self.maximumReasons { reasons.append("\(address): \(reason)") }
  }

  /// Adds what was tried otherwise.
  mutating func add(_ other: ConnectFailure) {
    count += other.count
    reasons += other.reasons.prefix(Self.maximumReasons - reasons.count)
  }

  /// What calls fail with.
  func error(target: ConnectionTarget) -> RPCError {
    let more = count > reasons.count ? "; and \(count - reasons.count) more" : ""
    let noun = count == 1 ? "address" : "addresses"
    return RPCError(
      code: .unavailable,
      message: """
        no connection to \(target) (tried \(count) \(noun)): \
        \(reasons.joined(separator: "; "))\(more)
        """)
  }
}

extension RPCError {
  /// The error of calls for which there is no connection, with the time until the next attempt;
  /// `nil` if one is being made.
  func withNextAttempt(in until: LoopInstant?, now: LoopInstant) -> RPCError {
    var error = self
    guard let until else {
      error.message += "; another attempt is being made"
      return error
    }
    let tenths = max(0, (until.nanoseconds - now.nanoseconds + 50_000_000) / 100_000_000)
    error.message += "; next attempt in \(tenths / 10).\(tenths % 10) s"
    return error
  }
}
