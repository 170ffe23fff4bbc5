internal import MartletProtobuf
internal import ProtoSyntax

/// The text that a descriptor has for a default.
enum DefaultText {
  /// Why a value cannot be a default.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  static func of(
    _ value: OptionNode.Value, _ type: Google_Protobuf_FieldDescriptorProto.TypeEnum
  ) -> Result<String, Failure> {
    switch type {
    case .int32, .sint32, .sfixed32: integer(value, Int32.self)
    case .int64, .sint64, .sfixed64: integer(value, Int64.self)
    case .uint32, .fixed32: integer(value, UInt32.self)
    case .uint64, .fixed64: integer(value, UInt64.self)
    case .float: number(value).map { NumberText.of(Float(nearest: $0)) }
    case .double: number(value).map { NumberText.of($0) }
    case .bool:
      switch value {
      case .identifier(let word) where word == "true" || word == "false": .success(word)
      default: .failure(Failure(description: "the default must be true or false"))
      }
    case .string:
      string(value).map { String(decoding: $0, as: UTF8.self) }
    case .bytes: string(value).map { escaped($0) }
    case .enum:
      switch value {
      case .identifier(let word): .success(word)
      default: .failure(Failure(description: "the default must be one of the enumeration's values"))
      }
    case .message, .group:
      .failure(Failure(description: "a message has no default; remove this"))
    }
  }

  private static func integer<Number: FixedWidthInteger>(
    _ value: OptionNode.Value, _ type: Number.Type
  ) -> Result<String, Failure> {
    let number: Number? =
      switch value {
      case .positive(let number): Number(exactly: number)
      // -0 is a number too, though not of types without a sign.
      case .negative(let number) where Number.isSigned: Number(exactly: number)
      default: nil
      }
    let text = number.map { "\($0)" }
    if case .negative(0) = value, Number.isSigned { return .success("0") }
    return text.map { .success($0) }
      ?? .failure(
        Failure(
          description: "the default must be a whole number from \(Number.min) to \(Number.max)"))
  }

  private static func number(_ value: OptionNode.Value) -> Result<Double, Failure> {
    switch value {
    case .positive(let number): .success(Double(number))
    case .negative(let number): .success(number == 0 ? -0.0 : Double(number))
    case .float(let number): .success(number)
    case .identifier("inf"): .success(.infinity)
    case .identifier("nan"): .success(.nan)
    default: .failure(Failure(description: "the default must be a number"))
    }
  }

  private static func string(_ value: OptionNode.Value) -> Result<[UInt8], Failure> {
    guard case .string(let bytes) = value else {
      return .failure(Failure(description: "the default must be a string"))
    }
    return .success(bytes)
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

extension Float {
  /// The number that is nearest, which of what is only just too large is the largest, not infinity.
  init(nearest value: Double) {
    let number = Float(value)
    let isJustTooLarge = number.isInfinite && abs(value) <= Self.lastRoundedDown
    self =
      isJustTooLarge
      ? (value < 0 ? -Self.greatestFiniteMagnitude : .greatestFiniteMagnitude) : number
  }

  /// Half a step beyond the largest number.
  private static let lastRoundedDown = 0x1.ffffffp127
}
