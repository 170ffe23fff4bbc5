internal import MartletCore

/// The value of `grpc-timeout`: at most eight digits and a unit (gRPC over HTTP/2, "Timeout").
enum GRPCTimeout {
  private static let maximumDigits = 8

  /// Nanoseconds per unit, smallest first.
  private static let units: [(letter: UInt8, nanoseconds: Int64)] = [
    (UInt8(ascii: "n"), 1),
    (UInt8(ascii: "u"), 1_000),
    (UInt8(ascii: "m"), 1_000_000),
    (UInt8(ascii: "S"), 1_000_000_000),
    (UInt8(ascii: "M"), 60_000_000_000),
    (UInt8(ascii: "H"), 3_600_000_000_000),
  ]

  /// The nanoseconds that the bytes say; `nil` if they say none.
  static func parse(_ bytes: UnsafeRawBufferPointer) -> Int64? {
    guard let letter = bytes.last, bytes.count >= 2, bytes.count <= maximumDigits + 1,
      let unit = units.first(where: { $0.letter == letter })
    else { return nil }
    var amount: Int64 = 0
    for digit in bytes.dropLast() {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
      amount = amount * 10 + Int64(digit - UInt8(ascii: "0"))
    }
    let (nanoseconds, overflow) = amount.multipliedReportingOverflow(by: unit.nanoseconds)
    return overflow ? .max : nanoseconds
  }

  /// Appends the finest form of the timeout that has no more than eight digits, rounded up so that
  /// the peer does not give up before this side.
  static func write(_ timeout: Duration, to buffer: inout MessageBuffer) {
    let nanoseconds = max(timeout.wholeNanoseconds, 0)
    for unit in units {
      let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: unit.nanoseconds)
      let amount = whole + (rest > 0 ? 1 : 0)
      if amount < 100_000_000 {
        write(amount, to: &buffer)
        buffer.append(byte: unit.letter)
        return
      }
    }
    buffer.append("99999999H")
  }

  private static func write(_ amount: Int64, to buffer: inout MessageBuffer) {
    var divisor: Int64 = 1
    while divisor <= amount / 10 { divisor *= 10 }
    var rest = amount
    while divisor > 0 {
      buffer.append(byte: UInt8(ascii: "0") + UInt8(rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }
}
