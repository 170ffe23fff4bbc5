internal import MartletCore
internal import MartletEventLoop

/// Tells whether a client sends more pings than it may (gRFC A8, "Server Enforcement").
struct PingPolicy {
  /// Pings that come too early before the connection ends.
  private static let maximumStrikes = 2
  /// The interval without calls of clients that should not send pings then at all: 2 hours.
  private static let restingInterval: Int64 = 7_200_000_000_000

  private let interval: Int64
  private let isAllowedWithoutCalls: Bool
  private var lastPing: LoopInstant?
  private var strikes = 0

  init(_ behavior: HTTP2ServerTransport.Config.ClientKeepaliveBehavior) {
    interval = behavior.minPingIntervalWithoutCalls.wholeNanoseconds
    isAllowedWithoutCalls = behavior.allowWithoutCalls
  }

  /// Whether a ping is one too many.
  ///
  /// - Parameters:
  ///   - now: When it came.
  ///   - hasCalls: Whether the client has calls open.
  ///   - hasAnswered: Whether something was sent to the client since the last ping: clients that
  ///     measure their bandwidth send pings then.
  mutating func isTooMany(at now: LoopInstant, hasCalls: Bool, hasAnswered: Bool) -> Bool {
    defer { lastPing = now }
    if hasAnswered {
      strikes = 0
      return false
    }
    guard let lastPing else { return false }
    let allowed = hasCalls || isAllowedWithoutCalls ? interval : Self.restingInterval
    if now.nanoseconds - lastPing.nanoseconds >= allowed { return false }
    strikes += 1
    return strikes > Self.maximumStrikes
  }
}
