/// `message … { … }`, or the message that a group or a map's entry is.
public struct MessageNode: Sendable {
  /// What has declared the message.
  public enum Kind: Sendable {
    /// `message`.
    case message
    /// A group, which is a field too.
    case group
    /// A map, whose entries it is.
    case mapEntry
  }

  /// What has declared the message.
  public let kind: Kind
  /// The name.
  public let name: Name
  /// The fields, also those in oneofs, in order.
  public var fields: [FieldNode] = []
  /// The oneofs, in order.
  public var oneofs: [OneofNode] = []
  /// The messages inside, in order; also those that groups and the entries of maps are.
  public var messages: [MessageNode] = []
  /// The enumerations inside, in order.
  public var enums: [EnumNode] = []
  /// The extensions inside, in order.
  public var extensions: [FieldNode] = []
  /// The numbers that extensions may have.
  public var extensionRanges: [ExtensionRangeNode] = []
  /// The numbers and names that no field may have.
  public var reserved = ReservedNode()
  /// The message's options.
  public var options: [OptionNode] = []

  init(_ kind: Kind, _ name: Name) {
    self.kind = kind
    self.name = name
  }
}

/// `oneof … { … }`
public struct OneofNode: Sendable {
  /// The name.
  public let name: Name
  /// The number of its fields.
  public var fieldCount = 0
  /// The oneof's options.
  public var options: [OptionNode] = []
}
