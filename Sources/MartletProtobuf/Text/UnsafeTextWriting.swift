// Sound throughout: bytes are read within what is lent, for as long as it is lent.
extension FormatWriter {
  /// Writes a string in quotes; Unicode stands for itself.
  mutating func textString(_ value: String) {
    value.withLentUTF8 { quoted($0, isText: true) }
  }

  /// Writes bytes in quotes, with an escape for each that is not printable ASCII.
  mutating func textBytes(_ value: [UInt8]) {
    value.withUnsafeBytes { quoted($0, isText: false) }
  }

  private mutating func quoted(_ bytes: UnsafeRawBufferPointer, isText: Bool) {
    output.append(": \"")
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""): output.append("\\\"")
      case UInt8(ascii: "\\"): output.append("\\\\")
      case 0x0a: output.append("\\n")
      case 0x0d: output.append("\\r")
      case 0x09: output.append("\\t")
      case 0x20...0x7e: output.append(byte)
      case 0x80... where isText: output.append(byte)
      default:
        output.append(UInt8(ascii: "\\"))
        output.append(byte >> 6 + UInt8(ascii: "0"))
        output.append(byte >> 3 & 7 + UInt8(ascii: "0"))
        output.append(byte & 7 + UInt8(ascii: "0"))
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  /// Writes fields that the type does not know by their numbers.
  mutating func unknownText(_ data: [UInt8]) {
    data.withUnsafeBytes { bytes in
      var reader = WireReader(bytes, options: BinaryDecodingOptions())
      unknownText(&reader, unknownDepth: 0)
    }
  }

  /// How deep what looks like messages within unknown bytes is written as messages.
  private static let unknownDepthLimit = 10

  /// The bytes were a part of a message that was decoded, or what the program has put there: what
  /// is no field ends the rest.
  private mutating func unknownText(_ reader: inout WireReader, unknownDepth: Int) {
    while let tag = try? reader.nextTag(), tag != 0 {
      beginLine()
      output.append(UInt64(tag >> 3))
      switch tag & 7 {
      case WireType.varint:
        output.append(": ")
        output.append((try? reader.varint()) ?? 0)
      case WireType.fixed32:
        output.append(": ")
        output.append(text: Self.hexadecimal(UInt64((try? reader.fixed32()) ?? 0), digits: 8))
      case WireType.fixed64:
        output.append(": ")
        output.append(text: Self.hexadecimal((try? reader.fixed64()) ?? 0, digits: 16))
      case WireType.lengthDelimited:
        guard let bytes = try? reader.delimited() else { return }
        unknownBytes(bytes, unknownDepth)
      default:
        output.append(" {")
        depth += 1
        let outer = reader.groupEnd
        reader.groupEnd = tag & ~7 | WireType.endGroup
        unknownText(&reader, unknownDepth: unknownDepth + 1)
        reader.groupEnd = outer
        depth -= 1
        beginLine()
        output.append(UInt8(ascii: "}"))
      }
    }
  }

  /// Writes bytes as a message if they are one, otherwise as a string.
  private mutating func unknownBytes(_ bytes: UnsafeRawBufferPointer, _ unknownDepth: Int) {
    if !bytes.isEmpty, unknownDepth < Self.unknownDepthLimit, Self.isMessage(bytes) {
      output.append(" {")
      depth += 1
      var reader = WireReader(bytes, options: BinaryDecodingOptions())
      unknownText(&reader, unknownDepth: unknownDepth + 1)
      depth -= 1
      beginLine()
      output.append(UInt8(ascii: "}"))
    } else {
      quoted(bytes, isText: false)
    }
  }

  private static func isMessage(_ bytes: UnsafeRawBufferPointer) -> Bool {
    (try? Google_Protobuf_Empty(decoding: bytes)) != nil
  }

  private static func hexadecimal(_ value: UInt64, digits: Int) -> String {
    let text = String(value, radix: 16)
    return "0x" + String(repeating: "0", count: digits - text.utf8.count) + text
  }
}
