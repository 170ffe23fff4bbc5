/// A word, and where it stands.
public struct Name: Sendable {
  /// The word; several joined by dots where a name may be qualified.
  public let text: String
  /// Where it stands.
  public let range: Range<Int>

  /// Creates a name.
  public init(text: String, range: Range<Int>) {
    self.text = text
    self.range = range
  }
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

/// A statement that is no declaration of its own: where it stands, and its comments.
public struct StatementNode: Sendable {
  /// Where it stands.
  public var range: Range<Int>
  /// Its comments.
  public var comments = NodeComments()
}

/// A parsed `.proto` file.
public struct FileNode: Sendable {
  /// The text that it was parsed from.
  public let source: SourceFile
  /// What `syntax` or `edition` says.
  public var syntax: Name?
  /// Whether it is `edition` that says it.
  public var isEdition = false
  /// The statement that says it.
  public var syntaxStatement: StatementNode?
  /// The package.
  public var package: Name?
  /// The statement that names it.
  public var packageStatement: StatementNode?
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
  /// From the first word to the last.
  public var range = 0..<0
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
  /// Where `public` or `weak` stands.
  public let kindRange: Range<Int>?
  /// The whole statement.
  public let statement: StatementNode
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
  /// The statements that say so.
  public var extensionStatements: [StatementNode] = []
  /// The numbers that no field may have.
  public var reservedRanges: [RangeNode] = []
  /// The names that no field may have.
  public var reservedNames: [Name] = []
  /// The statements that say so.
  public var reservedStatements: [ReservedStatementNode] = []
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
  /// Where the type stands.
  public let typeRange: Range<Int>
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
  /// Where the options stand, with their brackets.
  public let optionsRange: Range<Int>?
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
    /// Where the options stand, with their brackets.
    public let optionsRange: Range<Int>?
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
  /// The statements that say so.
  public var reservedStatements: [ReservedStatementNode] = []
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
  /// Where the first stands.
  public let startRange: Range<Int>
  /// Where the last stands.
  public let endRange: Range<Int>
  /// Where it stands.
  public let range: Range<Int>
}

/// `reserved …;`
public struct ReservedStatementNode: Sendable {
  /// Whether it reserves names rather than numbers.
  public let reservesNames: Bool
  /// The whole statement.
  public let statement: StatementNode
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
  /// The whole statement.
  public var statement: StatementNode
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
    /// Where the word `stream` stands before the type of requests, if the client sends a stream.
    public let inputStream: Range<Int>?
    /// Where the word `stream` stands before the type of responses, if the server sends a stream.
    public let outputStream: Range<Int>?
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
