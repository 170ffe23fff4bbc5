/// What a full name stands for.
struct Symbol {
  enum Kind: String {
    case package, message, `enum`, service
    case field, `extension`
    case value = "enum value"
    case method, oneof
    /// The message that a map's entries are; nobody can name it.
    case mapEntry = "map's entry"
  }

  let kind: Kind
  /// The file that declares it, by its number.
  let file: Int

  /// The kind, with its article.
  var description: String {
    "aeiou".contains(kind.rawValue.prefix(1)) ? "an \(kind.rawValue)" : "a \(kind.rawValue)"
  }

  /// Whether other names may stand in it.
  var isScope: Bool { kind == .package || kind == .message || kind == .enum || kind == .service }

  var isType: Bool { kind.isType }
}
