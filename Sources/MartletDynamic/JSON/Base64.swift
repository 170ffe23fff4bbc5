/// Base64 as ProtoJSON has it: written with the standard alphabet and padding; read with that or
/// the URL-safe one, with padding or without (RFC 4648).
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      let group = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
      for place in 0..<4 {
        let isThere = place <= part.count
        text.append(isThere ? digits[group >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that the text stands for; `nil` if it is no Base64.
  static func decode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var (group, bits) = (0, 0)
    var rest = Array(text.utf8)[...]
    while rest.last == UInt8(ascii: "="), text.utf8.count - rest.count < 2 { rest.removeLast() }
    guard rest.count % 4 != 1 else { return nil }
    for byte in rest {
      guard let digit = value(byte) else { return nil }
      group = (group << 6 | digit) & 0xffff
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> bits))
      }
    }
    return bytes
  }

  private static func value(_ digit: UInt8) -> Int? {
    switch digit {
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: digits.firstIndex(of: digit)
    }
  }
}
