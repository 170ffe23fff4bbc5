/// Words that Swift, or our generated code, has taken already.
enum SwiftKeywords {
  private static let declarations: Set<String> = [
    "associatedtype", "class", "deinit", "enum", "extension", "fileprivate", "func", "import",
    "init", "inout", "internal", "let", "open", "operator", "private", "protocol", "public",
    "static", "struct", "subscript", "typealias", "var",
  ]
  private static let statements: Set<String> = [
    "break", "case", "continue", "default", "defer", "do", "else", "fallthrough", "for", "guard",
    "if", "in", "repeat", "return", "switch", "where", "while",
  ]
  private static let expressions: Set<String> = [
    "as", "Any", "catch", "false", "is", "nil", "rethrows", "super", "self", "Self", "throw",
    "throws", "true", "try",
  ]
  private static let commonTypes: Set<String> = [
    "Bool", "Data", "Double", "Float", "Int", "Int32", "Int64", "String", "UInt", "UInt32",
    "UInt64",
  ]
  private static let special: Set<String> = ["__COLUMN__", "__FILE__", "__FUNCTION__", "__LINE__"]
  private static let common: Set<String> = [
    "debugDescription", "description", "dynamicType", "hashValue",
  ]

  /// Words that may be names if they stand in backticks.
  static let quotable = declarations.union(statements).union(expressions)

  /// Words that cannot be the name of a type.
  static let reservedTypes = quotable.union(commonTypes).union(special).union(common).union([
    "SwiftProtobuf", "MartletProtobuf", "Extensions", "protoMessageName", "decodeMessage",
    "traverse", "isInitialized", "unknownFields", "Type", "Protocol", "Swift", "Equatable",
    "Hashable", "Sendable",
    // Not among protoc-gen-swift's: our bytes are `[UInt8]`, and what holds the fields of large
    // messages stands beside their nested ones.
    "UInt8", "_Fields", "_Loan", "_Storage",
  ])

  /// Words that cannot be the name of a property.
  static let reservedProperties = commonTypes.union(special).union(common).union([
    "isInitialized", "unknownFields", "init", "self", "Type", "Protocol", "_Fields", "_Loan",
    "_Storage",
  ])

  /// Words that cannot be the name of a service's type, beside what is nested in that.
  static let reservedServices = quotable.union([
    "Type", "Protocol", "Method", "Client", "ClientProtocol", "ServiceProtocol",
    "SimpleServiceProtocol", "StreamingServiceProtocol",
  ])

  /// Words that cannot be the name of a method's type.
  static let reservedMethods = quotable.union(["Type", "Protocol", "descriptors"])

  /// Words that may be an enumeration's case if they stand in backticks.
  static let quotableCases = quotable.union([
    "associativity", "dynamicType", "optional", "required",
  ])

  /// Words that cannot be an enumeration's case.
  static let reservedCases = common.union(["allCases", "init", "rawValue", "self"])
}
