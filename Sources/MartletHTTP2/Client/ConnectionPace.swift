internal import MartletCore

/// The pauses between attempts to connect: each longer than the last, and none quite the same as
/// another client's (gRPC "Connection Backoff").
struct ConnectionPace {
  private let backoff: HTTP2ClientTransport.Config.Backoff
  private var base: Double?

  init(_ backoff: HTTP2ClientTransport.Config.Backoff) { self.backoff = backoff }

  /// An attempt has succeeded.
  mutating func reset() { base = nil }

  /// The pause after an attempt that failed.
  mutating func nextPauseNanoseconds() -> Int64 {
    let longest = Double(backoff.max.wholeNanoseconds)
    let pause = min(
      base.map { $0 * backoff.multiplier } ?? Double(backoff.initial.wholeNanoseconds), longest)
    base = pause
    let spread = pause * backoff.jitter
    let jittered = spread > 0 ? pause + Double.random(in: -spread...spread) : pause
    return Int64(max(0, jittered))
  }
}
