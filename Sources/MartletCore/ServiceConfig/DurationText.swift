/// A duration as protobuf's JSON has it: `1.5s`.
struct DurationText: Codable {
  let duration: Duration

  init(_ duration: Duration) { self.duration = duration }

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let duration = Self.parse(text) else {
      throw RuntimeError(
        code: .invalidArgument, message: "'\(text)' is no duration, such as 1.5s")
    }
    self.duration = duration
  }

  func encode(to encoder: any Encoder) throws {
    let (seconds, attoseconds) = duration.components
    let fraction = String(attoseconds / 1_000_000_000)
    let zeros = String(repeating: "0", count: max(0, Self.digits - fraction.count))
    var container = encoder.singleValueContainer()
    try container.encode(attoseconds == 0 ? "\(seconds)s" : "\(seconds).\(zeros)\(fraction)s")
  }

  /// Digits of a fraction that count.
  private static let digits = 9

  /// Reads a duration that is not negative.
  private static func parse(_ text: String) -> Duration? {
    guard text.last == "s" else { return nil }
    let parts = text.dropLast().split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    // gRFC A6 writes half a second as .5s, and so do people.
    guard let whole = parts.first, let seconds = whole.isEmpty ? 0 : UInt32(whole),
      !whole.isEmpty || parts.count == 2
    else { return nil }
    guard parts.count == 2, let fraction = parts.last else { return .seconds(seconds) }
    guard 1...digits ~= fraction.count, let number = UInt32(fraction) else { return nil }
    let scale = (fraction.count..<digits).reduce(Int64(1)) { scale, _ in scale * 10 }
    return .seconds(seconds) + .nanoseconds(Int64(number) * scale)
  }
}
