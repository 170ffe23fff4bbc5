internal import MartletProtobuf

/// The value of an unset field, as Swift.
struct DefaultValue {
  let text: String

  init(
    _ field: Google_Protobuf_FieldDescriptorProto, _ type: String, enumType: TypeIndex.EnumType?
  ) {
    if field.label == .repeated {
      text = type.hasPrefix("[") && type.contains(": ") ? "\(type)()" : "[]"
    } else if field.hasDefaultValue {
      text = Self.explicit(field, type, enumType)
    } else {
      text = Self.zero(field, type, enumType)
    }
  }

  private static func zero(
    _ field: Google_Protobuf_FieldDescriptorProto, _ type: String, _ enumType: TypeIndex.EnumType?
  ) -> String {
    switch field.type {
    case .string: "\"\""
    case .bytes: "[]"
    case .bool: "false"
    case .message, .group: "\(type)()"
    case .enum: enumType?.cases.first.map { "." + SwiftNames.unquoted($0) } ?? "\(type)()"
    default: "0"
    }
  }

  private static func explicit(
    _ field: Google_Protobuf_FieldDescriptorProto, _ type: String, _ enumType: TypeIndex.EnumType?
  ) -> String {
    let value = field.defaultValue
    switch field.type {
    case .string: return literal(value)
    case .bytes: return "[" + unescaped(value).map { "\($0)" }.joined(separator: ", ") + "]"
    case .double, .float:
      switch value {
      case "inf": return ".infinity"
      case "-inf": return "-.infinity"
      case "nan": return ".nan"
      // The literal of an integer has no sign to lose.
      case "-0": return "-0.0"
      default: return value
      }
    case .enum:
      guard let enumType,
        let place = enumType.descriptor.value.firstIndex(where: { $0.name == value })
      else { return "\(type)()" }
      return "." + SwiftNames.unquoted(enumType.cases[place])
    default: return value
    }
  }

  /// The string as a literal of Swift.
  static func literal(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case " "..."~": text.unicodeScalars.append(scalar)
      default: text += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return text + "\""
  }

  /// The bytes that a default of type `bytes`, which is written with C's escapes, stands for.
  private static func unescaped(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch escape {
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "r"): bytes.append(13)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "0")...UInt8(ascii: "7"):
        var value = UInt32(escape - 48)
        var digits = 1
        while digits < 3, let digit = rest.first, (48...55).contains(digit) {
          value = value * 8 + UInt32(digit - 48)
          rest = rest.dropFirst()
          digits += 1
        }
        bytes.append(UInt8(truncatingIfNeeded: value))
      default: bytes.append(escape)
      }
    }
    return bytes
  }
}
