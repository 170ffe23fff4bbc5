/// RFC 4648 §4 Base64, as `-bin` metadata travels in: written without padding, read with or
/// without it (gRPC over HTTP/2, "Custom-Metadata").
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func digit(_ value: UInt32) -> UInt8 {
    alphabet[Int(value & 0x3f)]
  }

  /// The six bits that a digit stands for; `nil` for any other byte.
  private static func value(_ digit: UInt8) -> UInt32? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit) - 97 + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit) - 48 + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }

  static func encode(_ bytes: [UInt8]) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity((bytes.count * 4 + 2) / 3)
    var index = 0
    while index < bytes.count {
      let taken = min(3, bytes.count - index)
      var group: UInt32 = 0
      for offset in 0..<3 {
        group = group << 8 | (offset < taken ? UInt32(bytes[index + offset]) : 0)
      }
      for place in 0...taken {
        digits.append(digit(group >> (18 - 6 * UInt32(place))))
      }
      index += taken
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The bytes that `digits` stand for; `nil` if they are not Base64.
  package static func decode(_ digits: some Collection<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 4 * 3 + 2)
    var group: UInt32 = 0
    var held = 0
    var padding = 0
    for digit in digits {
      if digit == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      guard padding == 0, let bits = value(digit) else { return nil }
      group = group << 6 | bits
      held += 1
      if held == 4 {
        bytes.append(UInt8(truncatingIfNeeded: group >> 16))
        bytes.append(UInt8(truncatingIfNeeded: group >> 8))
        bytes.append(UInt8(truncatingIfNeeded: group))
        (group, held) = (0, 0)
      }
    }
    switch held {
    case 0 where padding == 0: break
    case 2 where padding == 0 || padding == 2:
      bytes.append(UInt8(truncatingIfNeeded: group >> 4))
    case 3 where padding <= 1:
      bytes.append(UInt8(truncatingIfNeeded: group >> 10))
      bytes.append(UInt8(truncatingIfNeeded: group >> 2))
    default: return nil
    }
    return bytes
  }
}
