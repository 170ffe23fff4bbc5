/// A single value of a field.
public enum DynamicValue: Hashable, Sendable {
  case double(Double)
  case float(Float)
  case int32(Int32)
  case int64(Int64)
  case uint32(UInt32)
  case uint64(UInt64)
  case bool(Bool)
  case string(String)
  case bytes([UInt8])
  /// The number of an enumeration's value, which need not have a name.
  case `enum`(Int32)
  case message(DynamicMessage)
}

/// All that a field holds.
public enum DynamicContent: Hashable, Sendable {
  /// The value of a field that has one.
  case single(DynamicValue)
  /// The values of a repeated field.
  case list([DynamicValue])
  /// The entries of a map.
  case map([DynamicValue: DynamicValue])
}

extension DynamicField.Kind {
  /// Whether a value is of this kind.
  func accepts(_ value: DynamicValue) -> Bool {
    switch (self, value) {
    case (.double, .double), (.float, .float), (.bool, .bool), (.string, .string),
      (.bytes, .bytes), (.int32, .int32), (.sint32, .int32), (.sfixed32, .int32),
      (.int64, .int64), (.sint64, .int64), (.sfixed64, .int64), (.uint32, .uint32),
      (.fixed32, .uint32), (.uint64, .uint64), (.fixed64, .uint64), (.enum, .enum):
      true
    case (.message(let type), .message(let message)): message.type == type
    default: false
    }
  }
}
