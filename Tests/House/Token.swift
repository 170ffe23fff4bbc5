/// A word or a sign of Swift code; comments and the text of strings are none.
struct Token: Equatable {
  let text: String
  /// From 1.
  let line: Int
  /// Whether nothing stands between it and the one before.
  let isAdjacent: Bool

  /// Whether it could be the end of an expression.
  var endsExpression: Bool {
    text == ")" || text == "]" || text.utf8.first.map(TokenScanner.isWord) == true
  }
}
