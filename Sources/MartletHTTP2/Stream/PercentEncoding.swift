internal import MartletCore

/// How `grpc-message` carries Unicode: printable ASCII but `%` as it is, any other byte of the
/// UTF-8 as `%` and two hexadecimal digits (gRPC over HTTP/2, "Status-Message").
///
/// So is a space at either end, which HTTP/2 would not have there (RFC 9113 §8.2.1).
enum PercentEncoding {
  private static let digits = Array("0123456789ABCDEF".utf8)

  static func write(_ text: String, to buffer: inout MessageBuffer) {
    let last = text.utf8.count - 1
    for (index, byte) in text.utf8.enumerated() {
      let isAtAnEnd = index == 0 || index == last
      let first: UInt8 = isAtAnEnd ? 0x21 : 0x20
      if byte >= first, byte <= 0x7e, byte != UInt8(ascii: "%") {
        buffer.append(byte: byte)
      } else {
        buffer.append(byte: UInt8(ascii: "%"))
        buffer.append(byte: digits[Int(byte >> 4)])
        buffer.append(byte: digits[Int(byte & 0xf)])
      }
    }
  }

  /// The text that the bytes stand for. What is not a valid escape stays as it is, and what is not
  /// UTF-8 is repaired: a peer's bad message must not cost the status.
  static func decode(_ bytes: UnsafeRawBufferPointer) -> String {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = value(bytes[index + 1]), let low = value(bytes[index + 2])
      {
        plain.append(high << 4 | low)
        index += 3
      } else {
        plain.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
