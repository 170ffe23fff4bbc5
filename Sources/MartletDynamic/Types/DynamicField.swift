/// A field of a message type known at run time.
public final class DynamicField: Sendable {
  /// What the values of a field are.
  public enum Kind: Sendable, Hashable {
    case double, float
    case int32, int64, uint32, uint64, sint32, sint64
    case fixed32, fixed64, sfixed32, sfixed64
    case bool, string, bytes
    case `enum`(DynamicEnum)
    case message(DynamicMessageType)

    /// Whether several values may share one field on the wire.
    var isPackable: Bool {
      switch self {
      case .string, .bytes, .message: false
      default: true
      }
    }
  }

  /// The name as it is declared.
  public let name: String
  /// The name in JSON.
  public let jsonName: String
  /// The number.
  public let number: UInt32
  /// What the values are.
  public let kind: Kind
  /// Whether there may be several values; true of maps too.
  public let isRepeated: Bool
  /// Whether a value that is the default of its kind is told from none.
  public let hasPresence: Bool
  /// The oneof that the field belongs to, as an index into the type's; `nil` for none, and for the
  /// oneofs that only mark a field of proto3 as optional.
  public let oneof: Int?

  let isRequired: Bool
  let isPacked: Bool

  init(
    name: String, jsonName: String, number: UInt32, kind: Kind, isRepeated: Bool,
    hasPresence: Bool, oneof: Int?, isRequired: Bool, isPacked: Bool
  ) {
    self.name = name
    self.jsonName = jsonName
    self.number = number
    self.kind = kind
    self.isRepeated = isRepeated
    self.hasPresence = hasPresence
    self.oneof = oneof
    self.isRequired = isRequired
    self.isPacked = isPacked
  }

  /// The type of a map's entries, whose fields are the key, 1, and the value, 2; `nil` if the field
  /// is no map.
  var entry: DynamicMessageType? {
    guard isRepeated, case .message(let type) = kind, type.isMapEntry else { return nil }
    return type
  }

  /// Whether the field is a map.
  public var isMap: Bool { entry != nil }

  /// The value of a field that is not set.
  var defaultValue: DynamicValue {
    switch kind {
    case .double: .double(0)
    case .float: .float(0)
    case .int32, .sint32, .sfixed32: .int32(0)
    case .int64, .sint64, .sfixed64: .int64(0)
    case .uint32, .fixed32: .uint32(0)
    case .uint64, .fixed64: .uint64(0)
    case .bool: .bool(false)
    case .string: .string("")
    case .bytes: .bytes([])
    case .enum(let type): .enum(type.values.first?.number ?? 0)
    case .message(let type): .message(DynamicMessage(type))
    }
  }
}

/// An enumeration known at run time.
public final class DynamicEnum: Sendable, Hashable {
  /// The full name.
  public let fullName: String
  /// The values, in the order in which they are declared.
  public let values: [(name: String, number: Int32)]
  private let names: [Int32: String]
  private let numbers: [String: Int32]

  init(_ fullName: String, _ values: [(name: String, number: Int32)]) {
    self.fullName = fullName
    self.values = values
    // Of values with the same number, the first is the name to show.
    names = Dictionary(values.map { ($0.number, $0.name) }) { first, _ in first }
    numbers = Dictionary(values.map { ($0.name, $0.number) }) { first, _ in first }
  }

  /// The name of a number; `nil` if it has none.
  public func name(of number: Int32) -> String? { names[number] }

  /// The number of a name; `nil` if there is no such value.
  public func number(of name: String) -> Int32? { numbers[name] }

  public static func == (left: DynamicEnum, right: DynamicEnum) -> Bool {
    left.fullName == right.fullName
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(fullName) }
}
