/// What somebody may have meant who wrote what cannot be read.
extension Parser {
  /// Whether the lexer has said already what is wrong with a word.
  func isReported(_ token: Token) -> Bool {
    diagnostics.all.contains { diagnostic in
      diagnostic.file === file && diagnostic.severity == .error && !token.range.isEmpty
        && token.range.overlaps(diagnostic.range)
    }
  }

  /// Why no statement of a file begins with the current word.
  var hintForStatement: String {
    if token.isSymbol("#") { return "; comments begin with '//'" }
    guard let identifier else { return "" }
    if ScalarType(identifier) != nil || Self.labels.contains(identifier) || identifier == "oneof" {
      return "; fields stand in a message"
    }
    if identifier == "rpc" { return "; methods stand in a service" }
    return hint(identifier, among: Self.statements)
  }

  /// Why no statement of a service begins with the current word.
  var hintForMethod: String {
    guard let identifier else { return "" }
    if identifier == "stream" { return "; 'stream' stands in parentheses, before the type" }
    return hint(identifier, among: ["rpc", "option"])
  }

  /// Why a type is not followed by the name of a field.
  func hintForFieldName(behind type: Token) -> String {
    if token.isSymbol("<") { return "; many values are written 'repeated' and their type" }
    if token.isSymbol("[") { return "; many values are written 'repeated \(text(type))'" }
    if token.isSymbol("=") { return "; a field has a type and a name" }
    return ""
  }

  /// Why a name is not followed by the number of a field.
  func hintForFieldNumber(behind type: Token) -> String {
    if token.isSymbol("-") || token.isSymbol(".") { return Self.nameRule }
    if token.isSymbol("{"), text(type) == "service" { return "; services stand beside messages" }
    if identifier != nil { return hint(text(type), among: Self.labels) }
    return ""
  }

  /// What a name cannot have in it.
  static let nameRule = "; names have letters, digits and underscores"

  private func hint(_ word: String, among words: [String]) -> String {
    Spelling.nearest(to: word, among: words).map { "; did you mean '\($0)'?" } ?? ""
  }

  private static let labels = ["optional", "repeated", "required"]
  private static let statements = [
    "message", "enum", "service", "extend", "import", "package", "option", "syntax", "edition",
  ]
}
