internal import MartletProtobuf

/// A field as the emitters see it: its names, its types, and how it is kept.
struct Field {
  /// How a field is kept.
  enum Shape: Equatable {
    /// A value that is sent unless it is the default.
    case implicit
    /// A value that may be set or not.
    case explicit
    /// A list.
    case repeated(isPacked: Bool)
    /// A dictionary.
    case map(keyCoding: String, valueCoding: String, ofMessages: Bool, ofClosed: Bool)
    /// One case of a oneof.
    case oneof(Int)
  }

  let descriptor: Google_Protobuf_FieldDescriptorProto
  let names: SwiftNames.Property
  /// The Swift type of one value; of the dictionary, for a map.
  let type: String
  /// The `FieldCoding` of one value; empty for messages and maps.
  let coding: String
  let shape: Shape
  /// The value that an unset field has, as Swift.
  let defaultValue: String
  let isMessage: Bool
  /// Whether a message stands between two tags rather than behind its length.
  let isGroup: Bool
  let isRequired: Bool
  /// Whether a message may lack required fields.
  let isChecked: Bool
  let isLeaf: Bool
  /// Whether the message must be boxed, since it may hold itself.
  let isBoxed: Bool
  /// Whether it is a message whose fields are on the heap, shared by its copies.
  let isLarge: Bool
  let isClosedEnum: Bool
  let documentation: [String]

  var number: Int32 { descriptor.number }

  var wireType: UInt32 {
    if case .map = shape { return WireType.lengthDelimited }
    if isGroup { return WireType.startGroup }
    return switch descriptor.type {
    case .double, .fixed64, .sfixed64: WireType.fixed64
    case .float, .fixed32, .sfixed32: WireType.fixed32
    case .string, .bytes, .message: WireType.lengthDelimited
    case .group: WireType.startGroup
    default: WireType.varint
    }
  }

  /// The tag of one value.
  var tag: UInt32 { UInt32(number) << 3 | wireType }
  /// The tag of a packed list.
  var packedTag: UInt32 { UInt32(number) << 3 | WireType.lengthDelimited }
  var tagSize: Int { WireSize.varint(UInt64(number) << 3) }

  /// The property that holds the value.
  var storage: String {
    switch shape {
    case .explicit: "self.\(names.stored)"
    default: "self.\(names.name)"
    }
  }

  /// The type of an explicit field's storage.
  var storedType: String { isBoxed ? "MartletProtobuf.Boxed<\(type)>" : type }

  /// The type of the property, and of what it is kept in unless the field is explicit.
  var keptType: String { isRepeated ? "[\(type)]" : type }

  var isRepeated: Bool {
    if case .repeated = shape { true } else { false }
  }

  /// Whether it has one value, which takes no memory beside its own.
  var isPlain: Bool {
    switch shape {
    case .implicit, .explicit: !isText && !isMessage
    case .repeated, .map, .oneof: false
    }
  }

  var isEnum: Bool { descriptor.type == .enum }
  var isString: Bool { descriptor.type == .string }
  /// Whether a value is a string or bytes.
  var isText: Bool { isString || descriptor.type == .bytes }

  /// The bytes of every value on the wire; `nil` if it depends on the value.
  var fixedSize: Int? {
    switch descriptor.type {
    case .bool: 1
    case .fixed32, .sfixed32, .float: 4
    case .fixed64, .sfixed64, .double: 8
    default: nil
    }
  }

  /// What the methods of both formats for one value of the type are called by: `Int32`.
  var kind: String {
    switch descriptor.type {
    case .double: "Double"
    case .float: "Float"
    case .int32, .sint32, .sfixed32: "Int32"
    case .int64, .sint64, .sfixed64: "Int64"
    case .uint32, .fixed32: "UInt32"
    case .uint64, .fixed64: "UInt64"
    case .bool: "Bool"
    case .string: "String"
    case .bytes: "Bytes"
    case .enum: "Enumeration"
    case .message, .group: "Message"
    }
  }

  /// The same in the beginning of a name: `int32`.
  var lowerKind: String { kind.hasPrefix("UI") ? "ui" + kind.dropFirst(2) : Self.lowered(kind) }

  private static func lowered(_ name: String) -> String {
    name.prefix(1).lowercased() + name.dropFirst()
  }

  /// A condition that is true if an implicit value is to be sent.
  func isSet(_ value: String) -> String {
    switch descriptor.type {
    case .string, .bytes: "!\(value).isEmpty"
    case .bool: value
    case .enum: "\(value).rawValue != 0"
    case .double, .float: "\(value).bitPattern != 0"
    default: "\(value) != 0"
    }
  }
}
