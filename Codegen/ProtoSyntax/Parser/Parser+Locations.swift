extension Parser {
  /// Notes that a part begins with the current word.
  ///
  /// - Parameters:
  ///   - path: The part's path in the file's descriptor.
  ///   - token: The word, if it is another.
  /// - Returns: The location's place among all, for ``end(_:)``.
  mutating func begin(_ path: [Int32], at token: Token? = nil) -> Int {
    let token = token ?? self.token
    locations.append(Location(path: path, startLine: token.line, startColumn: token.column))
    return locations.count - 1
  }

  /// Notes that a part ends with the word before.
  mutating func end(_ place: Int) {
    guard index > 0 else { return }
    end(place, with: tokens[index - 1])
  }

  /// Notes that a part ends with a word.
  mutating func end(_ place: Int, with token: Token) {
    locations[place].endLine = token.line
    locations[place].endColumn = token.endColumn
  }

  /// Notes where a part stands that `read` reads.
  mutating func locate<Part>(
    _ path: [Int32], _ read: (inout Parser) throws -> Part
  ) rethrows -> Part {
    let place = begin(path)
    defer { end(place) }
    return try read(&self)
  }

  /// Notes where a part of one word stands.
  mutating func locate(_ path: [Int32], _ token: Token) {
    let place = begin(path, at: token)
    end(place, with: token)
  }

  // MARK: Comments

  /// Takes the word that ends a declaration or opens its block, and looks at the comments behind:
  /// one may belong to this declaration, the others to the next.
  ///
  /// - Parameter place: The declaration's location; `nil` if it has none, or if what ends is a
  ///   block.
  @discardableResult
  mutating func takeEnd(_ symbol: Unicode.Scalar, of place: Int?) -> Bool {
    guard token.isSymbol(symbol) else { return false }
    let word = token
    advance()
    let comments = CommentReader(file.bytes, between: word, and: token)
    let leading = upcomingLeading
    upcomingLeading = comments.leading
    if let place {
      var own = NodeComments()
      own.leading = leading
      own.trailing = comments.trailing
      own.detached = upcomingDetached
      if !own.isEmpty { locations[place].comments = own }
      upcomingDetached = comments.detached
    } else if symbol == "}" {
      upcomingDetached = comments.detached
    } else {
      upcomingDetached += comments.detached
    }
    return true
  }

  /// Takes the word that ends a declaration or opens its block.
  mutating func expectEnd(_ symbol: Unicode.Scalar, of place: Int?) throws {
    if takeEnd(symbol, of: place) { return }
    guard symbol == ";" else { throw failExpecting("'\(symbol)'") }
    try missEnd(of: "this")
  }
}
