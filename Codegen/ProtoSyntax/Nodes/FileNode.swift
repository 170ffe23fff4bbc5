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
  /// The messages, in order; also those that groups of extensions are.
  public var messages: [MessageNode] = []
  /// The enumerations, in order.
  public var enums: [EnumNode] = []
  /// The services, in order.
  public var services: [ServiceNode] = []
  /// The extensions, in order.
  public var extensions: [FieldNode] = []
  /// Where everything stands, in the order in which protoc tells it.
  public var locations: [Location] = []

  init(source: SourceFile) { self.source = source }
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
