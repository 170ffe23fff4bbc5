/// Base64 as ProtoJSON has it: written with the standard alphabet and padding; read with that or
/// the URL-safe one, with padding or without (RFC 4648).
package enum Base64 {
  // Sound throughout: offsets stay within the buffers, whose sizes the callers reckon with the
  // formulas beside them.
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The value of each byte as a digit; 255 for those that are none.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    values[Int(UInt8(ascii: "-"))] = 62
    values[Int(UInt8(ascii: "_"))] = 63
    return values
  }()

  /// The text that stands for bytes.
  package static func encode(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
      bytes.withUnsafeBytes { encode($0, into: UnsafeMutableRawBufferPointer(text)) }
    }
  }

  /// Writes four digits for every three bytes, and says how many.
  static func encode(
    _ bytes: UnsafeRawBufferPointer, into text: UnsafeMutableRawBufferPointer
  ) -> Int {
    digits.withUnsafeBufferPointer { digits in
      var (input, output) = (0, 0)
      while input + 3 <= bytes.count {
        let group =
          Int(bytes[input]) << 16 | Int(bytes[input + 1]) << 8 | Int(bytes[input + 2])
        text[output] = digits[group >> 18]
        text[output + 1] = digits[group >> 12 & 63]
        text[output + 2] = digits[group >> 6 & 63]
        text[output + 3] = digits[group & 63]
        input += 3
        output += 4
      }
      let rest = bytes.count - input
      if rest == 0 { return output }
      let group = Int(bytes[input]) << 16 | (rest == 2 ? Int(bytes[input + 1]) << 8 : 0)
      text[output] = digits[group >> 18]
      text[output + 1] = digits[group >> 12 & 63]
      text[output + 2] = rest == 2 ? digits[group >> 6 & 63] : UInt8(ascii: "=")
      text[output + 3] = UInt8(ascii: "=")
      return output + 4
    }
  }

  /// The bytes that the text stands for; `nil` if it is no Base64.
  package static func decode(_ text: String) -> [UInt8]? {
    var text = text
    return text.withUTF8 { decode(UnsafeRawBufferPointer($0)) }
  }

  static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    var count = text.count
    while count > 0, text[count - 1] == UInt8(ascii: "="), text.count - count < 2 { count -= 1 }
    guard count % 4 != 1 else { return nil }
    var isValid = true
    let bytes = [UInt8](unsafeUninitializedCapacity: count * 3 / 4) { bytes, written in
      values.withUnsafeBufferPointer { values in
        isValid = decode(text, count, values, into: bytes)
      }
      written = isValid ? count * 3 / 4 : 0
    }
    return isValid ? bytes : nil
  }

  private static func decode(
    _ text: UnsafeRawBufferPointer, _ count: Int, _ values: UnsafeBufferPointer<UInt8>,
    into bytes: UnsafeMutableBufferPointer<UInt8>
  ) -> Bool {
    var (input, output) = (0, 0)
    // Digits have six bits, so that the highest two of all values together tell of one that has
    // none.
    var all: UInt8 = 0
    while input + 4 <= count {
      let (a, b) = (values[Int(text[input])], values[Int(text[input + 1])])
      let (c, d) = (values[Int(text[input + 2])], values[Int(text[input + 3])])
      all |= a | b | c | d
      bytes[output] = a << 2 | b >> 4 & 3
      bytes[output + 1] = b << 4 | c >> 2 & 15
      bytes[output + 2] = c << 6 | d & 63
      input += 4
      output += 3
    }
    if count - input >= 2 {
      let (a, b) = (values[Int(text[input])], values[Int(text[input + 1])])
      all |= a | b
      bytes[output] = a << 2 | b >> 4 & 3
      if count - input == 3 {
        let c = values[Int(text[input + 2])]
        all |= c
        bytes[output + 1] = b << 4 | c >> 2 & 15
      }
    }
    return all < 64
  }
}
