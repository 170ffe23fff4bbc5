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

    /// Reads the name however it is spelled: `public`, `Public`.
    public init?(spelling: String) {
      guard let found = Self.allCases.first(where: { Spelling.agree($0.rawValue, spelling) })
      else { return nil }
      self = found
    }

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

    /// Reads the name however it is spelled: `drop-path`, `DropPath`, `DROP_PATH`.
    public init?(spelling: String) {
      guard let found = Self.allCases.first(where: { Spelling.agree($0.rawValue, spelling) })
      else { return nil }
      self = found
    }
  }

  /// Who may see what is generated; the module alone by default.
  public var visibility = Visibility.internal
  /// How generated files are named.
  public var fileNaming = FileNaming.fullPath
  /// What files are called by instead of their `.proto` file's name, by that name.
  public var outputBases: [String: String] = [:]
  /// Whether messages and enumerations are generated.
  public var emitsMessages = true
  /// Whether clients of services are generated.
  public var emitsClients = true
  /// Whether servers of services are generated.
  public var emitsServers = true
  /// Whether every `.proto` file gets both its Swift files, even if there is nothing to put into
  /// one: build systems want to know before what there will be.
  public var emitsEmptyFiles = false
  /// What the type is called that holds descriptors for the reflection service, and the file that
  /// it is in; `nil` if there is to be none.
  public var descriptorsType: String?
  /// The file that descriptors are written to, whatever their type is called and even if there are
  /// none, for build systems that want to know before; by default it is called after the type.
  public var descriptorsFile: String?
  /// The Swift modules that hold other files' types, by the files' names.
  public var moduleMappings: [String: String] = [:]

  /// Whether the files are part of MartletProtobuf itself, which need not import it.
  public var isRuntime = false

  /// Creates the defaults.
  public init() {}

  /// Says that a module holds a file's types.
  ///
  /// - Parameter mapping: The two of them, as in `base/money.proto=Base`.
  /// - Throws: ``GeneratorError`` if it is not written like this.
  public mutating func mapModule(_ mapping: String) throws {
    let parts = mapping.split(separator: "=").map(String.init)
    guard parts.count == 2 else {
      throw GeneratorError(
        message: "a module's mapping is written as file.proto=Module, not '\(mapping)'")
    }
    moduleMappings[parts[0]] = parts[1]
  }

  /// Says which modules hold which files' types by a text as ``ModuleMappings`` reads it.
  ///
  /// - Throws: ``GeneratorError`` if it cannot be read.
  public mutating func mapModules(of text: String) throws {
    moduleMappings.merge(try ModuleMappings.read(text)) { _, new in new }
  }
}

/// A file that was generated.
public struct GeneratedFile: Sendable {
  /// The name, relative to the output folder.
  public let name: String
  /// The text.
  public let content: String
}

/// One name, as generators for Swift have spelled it.
enum Spelling {
  static func agree(_ one: String, _ other: String) -> Bool { bare(one) == bare(other) }

  private static func bare(_ name: String) -> String {
    name.lowercased().filter { $0 != "-" && $0 != "_" }
  }
}
