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

  /// The name in a scope: with the scope and a dot in front, unless that is empty.
  package func full(in scope: String) -> String { scope.isEmpty ? text : "\(scope).\(text)" }
}
