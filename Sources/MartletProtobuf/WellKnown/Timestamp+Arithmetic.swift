extension Google_Protobuf_Timestamp {
  /// Creates a timestamp.
  ///
  /// - Parameters:
  ///   - seconds: Seconds since 1970-01-01T00:00:00Z.
  ///   - nanos: Nanoseconds since that second.
  public init(seconds: Int64 = 0, nanos: Int32 = 0) {
    self.init()
    self.seconds = seconds
    self.nanos = nanos
  }

  private init(_ parts: TimeParts) {
    self.init(seconds: parts.seconds, nanos: Int32(parts.nanos))
  }

  /// Creates a timestamp from the seconds since 1970, its nanoseconds rounded.
  public init(
    roundingTimeIntervalSince1970 timeIntervalSince1970: Double,
    rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) {
    self.init(TimeParts(timeIntervalSince1970, rule))
  }

  /// Creates a timestamp from the seconds since 2001-01-01T00:00:00Z, where Foundation's dates
  /// begin, its nanoseconds rounded.
  public init(
    roundingTimeIntervalSinceReferenceDate timeIntervalSinceReferenceDate: Double,
    rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) {
    let parts = TimeParts(timeIntervalSinceReferenceDate, rule)
    self.init(
      TimeParts(TimeParts.sum(parts.seconds, Self.referenceSeconds), nanos: parts.nanos))
  }

  private static var referenceSeconds: Int64 { 978_307_200 }

  /// The seconds since 1970-01-01T00:00:00Z.
  public var timeIntervalSince1970: Double {
    Double(seconds) + Double(nanos) / Double(TimeParts.nanosPerSecond)
  }

  /// The seconds since 2001-01-01T00:00:00Z, where Foundation's dates begin.
  public var timeIntervalSinceReferenceDate: Double {
    Double(TimeParts.difference(seconds, Self.referenceSeconds))
      + Double(nanos) / Double(TimeParts.nanosPerSecond)
  }

  /// The time so much later.
  public static func + (left: Self, right: Google_Protobuf_Duration) -> Self {
    Self(
      TimeParts(
        TimeParts.sum(left.seconds, right.seconds), nanos: Int64(left.nanos) + Int64(right.nanos)))
  }

  /// The time so much later.
  public static func + (left: Google_Protobuf_Duration, right: Self) -> Self { right + left }

  /// The time so much earlier.
  public static func - (left: Self, right: Google_Protobuf_Duration) -> Self {
    Self(
      TimeParts(
        TimeParts.difference(left.seconds, right.seconds),
        nanos: Int64(left.nanos) - Int64(right.nanos)))
  }

  /// The time between two.
  public static func - (left: Self, right: Self) -> Google_Protobuf_Duration {
    Google_Protobuf_Duration(seconds: left.seconds, nanos: left.nanos)
      - Google_Protobuf_Duration(seconds: right.seconds, nanos: right.nanos)
  }
}
