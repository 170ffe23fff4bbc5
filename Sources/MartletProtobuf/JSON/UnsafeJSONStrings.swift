// Sound throughout: bytes are read within what is lent, for as long as it is lent.
extension FormatWriter {
  /// Writes a string in quotes, with escapes for what RFC 8259 wants escaped.
  mutating func jsonString(_ value: String) {
    output.append(UInt8(ascii: "\""))
    value.withLentUTF8 { jsonContent($0) }
    output.append(UInt8(ascii: "\""))
  }

  /// Copies runs of bytes that stand for themselves, which most strings are one of.
  private mutating func jsonContent(_ bytes: UnsafeRawBufferPointer) {
    var start = 0
    while start < bytes.count {
      let end = JSONStrings.plainEnd(bytes, from: start)
      output.append(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      if end == bytes.count { return }
      escape(bytes[end])
      start = end + 1
    }
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): output.append("\\\"")
    case UInt8(ascii: "\\"): output.append("\\\\")
    case 0x0a: output.append("\\n")
    case 0x0d: output.append("\\r")
    case 0x09: output.append("\\t")
    case 0x08: output.append("\\b")
    case 0x0c: output.append("\\f")
    default:
      output.append(byte < 0x10 ? "\\u000" : "\\u001")
      let digit = byte & 15
      output.append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
    }
  }

  /// Writes bytes as Base64 in quotes.
  mutating func base64(_ bytes: [UInt8]) {
    output.append(UInt8(ascii: "\""))
    bytes.withUnsafeBytes { bytes in
      output.append(atMost: (bytes.count + 2) / 3 * 4) { Base64.encode(bytes, into: $0) }
    }
    output.append(UInt8(ascii: "\""))
  }
}

enum JSONStrings {
  /// Where the first byte stands, from an offset on, that is a quote, a backslash or a control
  /// character; the end if there is none.
  static func plainEnd(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var offset = start
    // Eight at a time: a byte is zero where subtracting one borrows into its highest bit.
    while offset + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
      let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      let special =
        ((quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes
          | (word &- ones &* 0x20) & ~word) & highs
      if special != 0 { break }
      offset += 8
    }
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      offset += 1
    }
    return offset
  }
}
