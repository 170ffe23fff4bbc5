/// A word, and where it stands.
public struct Name: Sendable {
  /// The word; several joined by dots where a name may be qualified.
  public let text: String
  /// Where it stands.
  public let range: Range<Int>
}

/// The comments that belong to a declaration.
public struct NodeComments: Sendable {
  /// The comment right before it.
  public var leading: String?
  /// The comment right behind it.
  public var trailing: String?
  /// Comments before that, which belong to nothing.
  public var detached: [String] = []

  /// Creates no comments.
  public init() {}
}

/// A parsed `.proto` file.
public struct FileNode: Sendable {
  /// The text that it was parsed from.
  public let source: SourceFile
  /// What `syntax` or `edition` says.
  public var syntax: Name?
  /// Whether it is `edition` that says it.
  public var isEdition = false
  /// The package.
  public var package: Name?
  /// What the file imports.
  public var imports: [ImportNode] = []
  /// The file's options.
  public var options: [OptionNode] = []
  /// The messages, in order.
  public var messages: [MessageNode] = []
  /// The enumerations, in order.
  public var enums: [EnumNode] = []
  /// The services, in order.
  public var services: [ServiceNode] = []
  /// The extensions, in order.
  public var extensions: [ExtendNode] = []
  /// The comments at the beginning.
  public var comments = NodeComments()
  /// The comments of `package`.
  public var packageComments = NodeComments()
}

/// `import "…";`
public struct ImportNode: Sendable {
  /// How the file is imported.
  public enum Kind: Sendable { case plain, `public`, weak }
  /// How the file is imported.
  public let kind: Kind
  /// The file's name.
  public let path: String
  /// Where the name stands.
  public let range: Range<Int>
}

/// `message … { … }`, or the message that a group is.
public struct MessageNode: Sendable {
  /// The name.
  public let name: Name
  /// The fields, also those in oneofs, in order.
  public var fields: [FieldNode] = []
  /// The oneofs, in order.
  public var oneofs: [OneofNode] = []
  /// The messages inside, in order.
  public var messages: [MessageNode] = []
  /// The enumerations inside, in order.
  public var enums: [EnumNode] = []
  /// The extensions inside, in order.
  public var extensions: [ExtendNode] = []
  /// The numbers that extensions may have.
  public var extensionRanges: [ExtensionRangeNode] = []
  /// The numbers that no field may have.
  public var reservedRanges: [RangeNode] = []
  /// The names that no field may have.
  public var reservedNames: [Name] = []
  /// The message's options.
  public var options: [OptionNode] = []
  /// Where it stands.
  public var range: Range<Int>
  /// Its comments.
  public var comments: NodeComments
}

/// A field.
public struct FieldNode: Sendable {
  /// `optional`, `required` or `repeated`.
  public enum Label: String, Sendable { case optional, required, repeated }
  /// The type.
  public enum FieldType: Sendable {
    /// A scalar type, a message or an enumeration.
    case named(Name)
    /// A map.
    case map(key: Name, value: Name)
    /// A group, whose message is beside the field.
    case group(Name)
  }

  /// The label, if there is one.
  public let label: Label?
  /// Where the label stands.
  public let labelRange: Range<Int>
  /// The type.
  public let type: FieldType
  /// The name.
  public let name: Name
  /// The number.
  public let number: Int64
  /// Where the number stands.
  public let numberRange: Range<Int>
  /// The oneof that it is in, by its place among the message's.
  public var oneof: Int?
  /// The field's options.
  public var options: [OptionNode]
  /// Where it stands.
  public var range: Range<Int>
  /// Its comments.
  public var comments: NodeComments
}

/// `oneof … { … }`
public struct OneofNode: Sendable {
  /// The name.
  public let name: Name
  /// The oneof's options.
  public var options: [OptionNode] = []
  /// Where it stands.
  public var range: Range<Int>
  /// Its comments.
  public var comments: NodeComments
}

/// `enum … { … }`
public struct EnumNode: Sendable {
  /// One value.
  public struct Value: Sendable {
    /// The name.
    public let name: Name
    /// The number.
    public let number: Int64
    /// Where the number stands.
    public let numberRange: Range<Int>
    /// The value's options.
    public let options: [OptionNode]
    /// Where it stands.
    public let range: Range<Int>
    /// Its comments.
    public let comments: NodeComments
  }

  /// The name.
  public let name: Name
  /// The values, in order.
  public var values: [Value] = []
  /// The numbers that no value may have.
  public var reservedRanges: [RangeNode] = []
  /// The names that no value may have.
  public var reservedNames: [Name] = []
  /// The enumeration's options.
  public var options: [OptionNode] = []
  /// Where it stands.
  public var range: Range<Int>
  /// Its comments.
  public var comments: NodeComments
}

/// Numbers from one to another, both included.
public struct RangeNode: Sendable {
  /// The first.
  public let start: Int64
  /// The last; `nil` for `max`.
  public let end: Int64?
  /// Where it stands.
  public let range: Range<Int>
}

/// Numbers that extensions may have, with what is said about them.
public struct ExtensionRangeNode: Sendable {
  /// The numbers.
  public let range: RangeNode
  /// The range's options.
  public let options: [OptionNode]
}

/// `extend … { … }`
public struct ExtendNode: Sendable {
  /// The message that is extended.
  public let extendee: Name
  /// The fields.
  public var fields: [FieldNode] = []
  /// The messages of fields that are groups.
  public var messages: [MessageNode] = []
}

/// `service … { … }`
public struct ServiceNode: Sendable {
  /// One method.
  public struct Method: Sendable {
    /// The name.
    public let name: Name
    /// The type of requests.
    public let input: Name
    /// The type of responses.
    public let output: Name
    /// Whether the client sends a stream.
    public let streamsInput: Bool
    /// Whether the server sends a stream.
    public let streamsOutput: Bool
    /// The method's options.
    public var options: [OptionNode]
    /// Where it stands.
    public var range: Range<Int>
    /// Its comments.
    public var comments: NodeComments
  }

  /// The name.
  public let name: Name
  /// The methods, in order.
  public var methods: [Method] = []
  /// The service's options.
  public var options: [OptionNode] = []
  /// Where it stands.
  public var range: Range<Int>
  /// Its comments.
  public var comments: NodeComments
}
