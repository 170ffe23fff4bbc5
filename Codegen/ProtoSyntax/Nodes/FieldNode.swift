/// A field, or an extension.
public struct FieldNode: Sendable {
  /// `optional`, `required` or `repeated`.
  public enum Label: String, Sendable { case optional, required, repeated }
  /// The type.
  public enum FieldType: Sendable {
    /// One that has no declaration.
    case scalar(ScalarType)
    /// A message or an enumeration.
    case named(Name)
    /// The message beside the field, which a group has declared.
    case group(Name)
    /// The message beside the field that a map's entries are.
    case map(Name)
  }

  /// The message that the field extends, if it is an extension.
  public internal(set) var extendee: Name?
  /// The label, if there is one.
  public internal(set) var label: Label?
  /// Where the label stands.
  public internal(set) var labelRange = 0..<0
  /// The type.
  public internal(set) var type: FieldType
  /// Where the type stands.
  public internal(set) var typeRange: Range<Int>
  /// The name.
  public internal(set) var name: Name
  /// The number.
  public internal(set) var number: Int64
  /// Where the number stands.
  public internal(set) var numberRange: Range<Int>
  /// The oneof that it is in, by its place among the message's.
  public internal(set) var oneof: Int?
  /// What `default` says, which looks like an option and is none.
  public internal(set) var defaultValue: OptionNode?
  /// What `json_name` says, which looks like an option and is none.
  public internal(set) var jsonName: OptionNode?
  /// The field's options.
  public internal(set) var options: [OptionNode] = []
}

/// The types that have no declaration, with their numbers in descriptors.
public enum ScalarType: Int32, Sendable, CaseIterable {
  case double = 1
  case float = 2
  case int64 = 3
  case uint64 = 4
  case int32 = 5
  case fixed64 = 6
  case fixed32 = 7
  case bool = 8
  case string = 9
  case bytes = 12
  case uint32 = 13
  case sfixed32 = 15
  case sfixed64 = 16
  case sint32 = 17
  case sint64 = 18

  /// The type with a name.
  public init?(_ name: String) {
    switch name {
    case "double": self = .double
    case "float": self = .float
    case "int64": self = .int64
    case "uint64": self = .uint64
    case "int32": self = .int32
    case "fixed64": self = .fixed64
    case "fixed32": self = .fixed32
    case "bool": self = .bool
    case "string": self = .string
    case "bytes": self = .bytes
    case "uint32": self = .uint32
    case "sfixed32": self = .sfixed32
    case "sfixed64": self = .sfixed64
    case "sint32": self = .sint32
    case "sint64": self = .sint64
    default: return nil
    }
  }
}
