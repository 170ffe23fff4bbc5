/// Seconds and nanoseconds on their way into a `Timestamp` or a `Duration`. What other programs
/// send may be far out of range, so sums stop at the ends of their type instead of the program.
struct TimeParts {
  static let nanosPerSecond: Int64 = 1_000_000_000
  static let attosPerNano: Int64 = 1_000_000_000

  private(set) var seconds: Int64
  /// From 0 up to a second.
  private(set) var nanos: Int64

  init(_ seconds: Int64, nanos: Int64) {
    var carry = nanos / Self.nanosPerSecond
    var rest = nanos % Self.nanosPerSecond
    if rest < 0 {
      rest += Self.nanosPerSecond
      carry -= 1
    }
    self.seconds = Self.sum(seconds, carry)
    self.nanos = rest
  }

  /// A number of seconds, its nanoseconds rounded.
  init(_ interval: Double, _ rule: FloatingPointRoundingRule) {
    let whole = interval.rounded(.towardZero)
    let nanos = ((interval - whole) * Double(Self.nanosPerSecond)).rounded(rule)
    self.init(Self.clamped(whole), nanos: Self.clamped(nanos))
  }

  /// As a duration has it: seconds and nanoseconds of the same sign.
  var signed: (seconds: Int64, nanos: Int32) {
    seconds < 0 && nanos > 0
      ? (seconds + 1, Int32(nanos - Self.nanosPerSecond)) : (seconds, Int32(nanos))
  }

  static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflows) = left.addingReportingOverflow(right)
    return overflows ? (left < 0 ? .min : .max) : sum
  }

  static func difference(_ left: Int64, _ right: Int64) -> Int64 {
    let (difference, overflows) = left.subtractingReportingOverflow(right)
    return overflows ? (left < 0 ? .min : .max) : difference
  }

  private static func clamped(_ value: Double) -> Int64 {
    if let exact = Int64(exactly: value) { return exact }
    return value.isNaN ? 0 : value < 0 ? .min : .max
  }
}
