/// Timestamps and durations as JSON has them: RFC 3339 in UTC, and seconds with an `s`.
package enum TimeText {
  private static let secondsPerDay: Int64 = 86_400
  /// From 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
  private static let timestamps: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
  /// Ten thousand years.
  private static let durations: ClosedRange<Int64> = -315_576_000_000...315_576_000_000

  // MARK: Timestamps

  package static func timestamp(_ seconds: Int64, _ nanos: Int32) throws -> String {
    guard timestamps.contains(seconds), (0...999_999_999).contains(nanos) else {
      throw WellKnownError(
        "the timestamp of \(seconds) s and \(nanos) ns is not in the years 1 to 9999")
    }
    let (day, second) = seconds.dividedDown(by: secondsPerDay)
    let date = CivilDate(daysSince1970: day)
    return "\(date.year.padded(4))-\(date.month.padded(2))-\(date.day.padded(2))"
      + "T\((second / 3600).padded(2)):\((second / 60 % 60).padded(2)):\((second % 60).padded(2))"
      + fraction(nanos) + "Z"
  }

  /// The seconds and nanoseconds of a timestamp; `nil` if the text is none.
  package static func timestamp(
    _ text: String
  ) -> (seconds: Int64, nanos: Int32)? {
    var rest = Array(text.utf8)[...]
    guard let year = rest.number(4), rest.take("-"), let month = rest.number(2), rest.take("-"),
      let day = rest.number(2), rest.take("T"), let hour = rest.number(2), rest.take(":"),
      let minute = rest.number(2), rest.take(":"), let second = rest.number(2),
      let nanos = rest.fraction(),
      let days = CivilDate(year: year, month: month, day: day).daysSince1970,
      hour < 24, minute < 60, second < 60, let offset = rest.offset(), rest.isEmpty
    else { return nil }
    let seconds = days * secondsPerDay + hour * 3600 + minute * 60 + second - offset
    return timestamps.contains(seconds) ? (seconds, nanos) : nil
  }

  // MARK: Durations

  package static func duration(_ seconds: Int64, _ nanos: Int32) throws -> String {
    guard durations.contains(seconds), (-999_999_999...999_999_999).contains(nanos),
      seconds == 0 || nanos == 0 || (seconds < 0) == (nanos < 0)
    else {
      throw WellKnownError("\(seconds) s and \(nanos) ns are no duration")
    }
    let sign = seconds < 0 || nanos < 0 ? "-" : ""
    return "\(sign)\(seconds.magnitude)\(fraction(Int32(nanos.magnitude)))s"
  }

  /// The seconds and nanoseconds of a duration; `nil` if the text is none.
  package static func duration(
    _ text: String
  ) -> (seconds: Int64, nanos: Int32)? {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.take("-")
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(digits.count)
    guard let seconds = Int64(String(decoding: digits, as: UTF8.self)),
      durations.contains(seconds), let nanos = rest.fraction(), rest.take("s"), rest.isEmpty
    else { return nil }
    return isNegative ? (-seconds, -nanos) : (seconds, nanos)
  }

  /// Nothing, or a point and three, six or nine digits.
  private static func fraction(_ nanos: Int32) -> String {
    if nanos == 0 { return "" }
    if nanos % 1_000_000 == 0 { return "." + Int64(nanos / 1_000_000).padded(3) }
    if nanos % 1_000 == 0 { return "." + Int64(nanos / 1_000).padded(6) }
    return "." + Int64(nanos).padded(9)
  }
}

/// A day of the Gregorian calendar, reckoned in years that begin in March, so that a leap day is
/// the last of its year, and in cycles of 400 years, which are all alike.
struct CivilDate {
  var year: Int64
  var month: Int64
  var day: Int64

  private static let daysPerCycle: Int64 = 146_097
  /// From 0000-03-01 to 1970-01-01.
  private static let daysTo1970: Int64 = 719_468

  init(year: Int64, month: Int64, day: Int64) {
    self.year = year
    self.month = month
    self.day = day
  }

  init(daysSince1970 days: Int64) {
    let (cycle, dayOfCycle) = (days + Self.daysTo1970).dividedDown(by: Self.daysPerCycle)
    let yearOfCycle =
      (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0)
  }

  /// The days since 1970-01-01; `nil` if there is no such day.
  var daysSince1970: Int64? {
    guard (1...12).contains(month), day >= 1 else { return nil }
    let yearFromMarch = month <= 2 ? year - 1 : year
    let (cycle, yearOfCycle) = yearFromMarch.dividedDown(by: 400)
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
    let days = cycle * Self.daysPerCycle + dayOfCycle - Self.daysTo1970
    // A day that the month does not have comes back as one of the next.
    let same = CivilDate(daysSince1970: days)
    return same.month == month && same.day == day ? days : nil
  }
}

extension Int64 {
  /// The quotient rounded down, and what is left, which is not negative.
  fileprivate func dividedDown(by divisor: Int64) -> (quotient: Int64, rest: Int64) {
    let rest = ((self % divisor) + divisor) % divisor
    return ((self - rest) / divisor, rest)
  }

  fileprivate func padded(_ width: Int) -> String {
    let digits = "\(self)"
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}

extension ArraySlice<UInt8> {
  fileprivate mutating func take(_ character: Character) -> Bool {
    guard first == character.asciiValue else { return false }
    removeFirst()
    return true
  }

  /// A number of exactly so many digits.
  fileprivate mutating func number(_ digits: Int) -> Int64? {
    let part = prefix(digits)
    guard part.count == digits, part.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    self = dropFirst(digits)
    return part.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  }

  /// Nanoseconds: none, or a point and one to nine digits.
  fileprivate mutating func fraction() -> Int32? {
    guard take(".") else { return 0 }
    let digits = prefix { (0x30...0x39).contains($0) }
    guard (1...9).contains(digits.count) else { return nil }
    self = dropFirst(digits.count)
    let value = digits.reduce(0) { $0 * 10 + Int32($1 - 0x30) }
    return (digits.count..<9).reduce(value) { value, _ in value * 10 }
  }

  /// The seconds by which a time zone is ahead of UTC.
  fileprivate mutating func offset() -> Int64? {
    if take("Z") { return 0 }
    let sign: Int64 = take("+") ? 1 : -1
    guard sign == 1 || take("-"), let hours = number(2), take(":"), let minutes = number(2),
      hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
