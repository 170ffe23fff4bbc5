internal import MartletProtobuf
internal import ProtoSyntax

/// The types that have no declaration.
enum ScalarNames {
  static let types: [String: Google_Protobuf_FieldDescriptorProto.TypeEnum] = [
    "double": .double, "float": .float, "int64": .int64, "uint64": .uint64, "int32": .int32,
    "fixed64": .fixed64, "fixed32": .fixed32, "bool": .bool, "string": .string, "bytes": .bytes,
    "uint32": .uint32, "sfixed32": .sfixed32, "sfixed64": .sfixed64, "sint32": .sint32,
    "sint64": .sint64,
  ]
}

/// The numbers that fields may have.
enum FieldNumbers {
  static let last: Int64 = 0x1fff_ffff
  /// Kept for implementations of protobuf itself.
  static let internalUse: ClosedRange<Int64> = 19000...19999
}

/// The name of a field in JSON, unless an option says otherwise.
enum JSONName {
  static func of(_ name: String) -> String {
    var result = ""
    var isStart = false
    for character in name {
      if character == "_" {
        isStart = true
      } else {
        result += isStart ? character.uppercased() : String(character)
        isStart = false
      }
    }
    return result
  }
}

/// The name of the message that a map's entries are: `stock_by_sku` → `StockBySkuEntry`.
enum MapEntryName {
  static func of(_ name: String) -> String {
    let json = JSONName.of(name)
    return json.prefix(1).uppercased() + json.dropFirst() + "Entry"
  }
}

/// The text that a descriptor has for a default.
enum DefaultText {
  static func of(
    _ value: OptionNode.Value, _ type: Google_Protobuf_FieldDescriptorProto.TypeEnum
  ) -> String {
    switch value {
    case .identifier(let word): word
    case .positive(let number): "\(number)"
    case .negative(let number): "\(number)"
    case .float(let number) where number.isInfinite: number < 0 ? "-inf" : "inf"
    case .float(let number) where number.isNaN: "nan"
    case .float(let number): number == number.rounded() ? "\(Int64(number))" : "\(number)"
    case .string(let bytes):
      type == .bytes ? escaped(bytes) : String(decoding: bytes, as: UTF8.self)
    case .aggregate(let text): text
    }
  }

  /// The bytes with C's escapes.
  private static func escaped(_ bytes: [UInt8]) -> String {
    var text = ""
    for byte in bytes {
      switch byte {
      case 10: text += "\\n"
      case 13: text += "\\r"
      case 9: text += "\\t"
      case UInt8(ascii: "\""): text += "\\\""
      case UInt8(ascii: "'"): text += "\\'"
      case UInt8(ascii: "\\"): text += "\\\\"
      case 0x20...0x7e: text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 8)
        text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return text
  }
}
