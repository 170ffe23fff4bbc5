/// What to generate, and how.
public struct GeneratorOptions: Sendable {
  /// Who may see what is generated.
  public enum Visibility: String, Sendable, CaseIterable {
    /// The module that it is in.
    case `internal`
    /// The package that it is in.
    case package
    /// Everybody.
    case `public`

    /// The keyword in front of a declaration, with a space behind it.
    var keyword: String { self == .internal ? "" : rawValue + " " }
  }

  /// How a generated file is named after its `.proto` file.
  public enum FileNaming: String, Sendable, CaseIterable {
    /// `a/b/c.proto` becomes `a/b/c.pb.swift`.
    case fullPath = "full-path"
    /// `a/b/c.proto` becomes `a_b_c.pb.swift`.
    case pathToUnderscores = "path-to-underscores"
    /// `a/b/c.proto` becomes `c.pb.swift`.
    case dropPath = "drop-path"
  }

  /// Who may see what is generated; the module alone by default.
  public var visibility = Visibility.internal
  /// How generated files are named.
  public var fileNaming = FileNaming.fullPath
  /// Whether messages and enumerations are generated.
  public var emitsMessages = true
  /// Whether clients of services are generated.
  public var emitsClients = true
  /// Whether servers of services are generated.
  public var emitsServers = true
  /// The Swift modules that hold other files' types, by the files' names.
  public var moduleMappings: [String: String] = [:]

  /// Whether the files are part of MartletProtobuf itself, which need not import it.
  public var isRuntime = false

  /// Creates the defaults.
  public init() {}
}

/// A file that was generated.
public struct GeneratedFile: Sendable {
  /// The name, relative to the output folder.
  public let name: String
  /// The text.
  public let content: String
}
