extension Google_Protobuf_Duration {
  /// Creates a duration.
  public init(seconds: Int64 = 0, nanos: Int32 = 0) {
    self.init()
    self.seconds = seconds
    self.nanos = nanos
  }

  private init(_ parts: TimeParts) {
    let (seconds, nanos) = parts.signed
    self.init(seconds: seconds, nanos: nanos)
  }

  /// Creates a duration of a number of seconds, its nanoseconds rounded.
  public init(
    rounding timeInterval: Double, rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) {
    self.init(TimeParts(timeInterval, rule))
  }

  /// Creates a duration from Swift's, its nanoseconds rounded.
  public init(
    rounding duration: Swift.Duration,
    rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) {
    let (seconds, attoseconds) = duration.components
    let nanos = (Double(attoseconds % TimeParts.attosPerNano) / Double(TimeParts.attosPerNano))
      .rounded(rule)
    self.init(
      TimeParts(seconds, nanos: attoseconds / TimeParts.attosPerNano + Int64(nanos)))
  }

  /// The number of seconds.
  public var timeInterval: Double {
    Double(seconds) + Double(nanos) / Double(TimeParts.nanosPerSecond)
  }

  /// The duration the other way.
  public static prefix func - (operand: Self) -> Self { Self() - operand }

  /// The sum of two durations; one that no duration can be is the longest there is.
  public static func + (left: Self, right: Self) -> Self {
    Self(
      TimeParts(
        TimeParts.sum(left.seconds, right.seconds), nanos: Int64(left.nanos) + Int64(right.nanos)))
  }

  /// The difference of two durations; one that no duration can be is the longest there is.
  public static func - (left: Self, right: Self) -> Self {
    Self(
      TimeParts(
        TimeParts.difference(left.seconds, right.seconds),
        nanos: Int64(left.nanos) - Int64(right.nanos)))
  }
}

extension Google_Protobuf_Duration: ExpressibleByFloatLiteral {
  /// Creates a duration of a number of seconds.
  public init(floatLiteral value: Double) { self.init(rounding: value) }
}

extension Swift.Duration {
  /// Creates a duration from protobuf's.
  public init(_ duration: Google_Protobuf_Duration) {
    let (seconds, nanos) = TimeParts(duration.seconds, nanos: Int64(duration.nanos)).signed
    self.init(
      secondsComponent: seconds, attosecondsComponent: Int64(nanos) * TimeParts.attosPerNano)
  }
}
