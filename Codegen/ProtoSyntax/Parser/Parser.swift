/// Reads a `.proto` file: proto2, proto3 and editions alike, and a little more than any of them
/// allows, so that what is wrong can be said well.
///
/// After an error it goes on behind the next `;` or `}`, so that one run tells several.
public struct Parser {
  let file: SourceFile
  let diagnostics: Diagnostics
  private let tokens: [Token]
  private var index = 0
  var depth = 0

  /// Messages within messages, and braces within options, that are read; more would only exhaust
  /// the stack. The same as protoc's.
  static let maximumDepth = 32

  /// What is thrown to leave a statement that cannot be read; it has been reported.
  struct Unreadable: Error {}

  private init(_ file: SourceFile, _ diagnostics: Diagnostics) {
    self.file = file
    self.diagnostics = diagnostics
    tokens = Lexer.tokens(of: file, diagnostics)
  }

  /// Reads a file; what is wrong goes to `diagnostics`, and what could be read is returned.
  public static func parse(_ file: SourceFile, _ diagnostics: Diagnostics) -> FileNode {
    var parser = Parser(file, diagnostics)
    return parser.parseFile()
  }

  // MARK: Words

  var token: Token { tokens[index] }
  /// The end of the word before.
  var previousEnd: Int { index > 0 ? tokens[index - 1].range.upperBound : 0 }
  var start: Int { token.range.lowerBound }

  var isAtEnd: Bool { if case .end = token.kind { true } else { false } }

  mutating func advance() {
    if !isAtEnd { index += 1 }
  }

  func text(_ token: Token) -> String {
    String(decoding: file.bytes[token.range], as: UTF8.self)
  }

  /// The word, if it is a name.
  var identifier: String? {
    if case .identifier = token.kind { text(token) } else { nil }
  }

  /// The word behind this one.
  var following: Token { tokens[min(index + 1, tokens.count - 1)] }

  func isWord(_ word: String) -> Bool { identifier == word }

  mutating func take(_ symbol: Unicode.Scalar) -> Bool {
    guard token.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func takeWord(_ word: String) -> Bool {
    guard isWord(word) else { return false }
    advance()
    return true
  }

  func fail(_ message: String) -> Unreadable {
    diagnostics.error(message, in: file, at: token.range)
    return Unreadable()
  }

  private var shown: String { isAtEnd ? "the end of the file" : "'\(text(token))'" }

  func failExpecting(_ what: String) -> Unreadable {
    fail("expected \(what), found \(shown)")
  }

  mutating func expect(_ symbol: Unicode.Scalar) throws {
    guard take(symbol) else { throw failExpecting("'\(symbol)'") }
  }

  mutating func expectName(_ what: String) throws -> Name {
    guard let identifier else { throw failExpecting(what) }
    defer { advance() }
    return Name(text: identifier, range: token.range)
  }

  /// A name that may have dots in it, and one in front.
  mutating func expectQualifiedName(_ what: String) throws -> Name {
    let start = start
    var text = take(".") ? "." : ""
    text += try expectName(what).text
    while take(".") { text += "." + (try expectName("a name behind the dot")).text }
    return Name(text: text, range: start..<previousEnd)
  }

  mutating func expectString(_ what: String) throws -> [UInt8] {
    guard case .string = token.kind else { throw failExpecting(what) }
    var bytes: [UInt8] = []
    while case .string(let part) = token.kind {
      bytes += part
      advance()
    }
    return bytes
  }

  /// A whole number, perhaps negative.
  mutating func expectInteger(_ what: String) throws -> Int64 {
    let isNegative = take("-")
    guard case .integer(let magnitude) = token.kind else {
      if case .hugeInteger = token.kind { throw fail("the number does not fit in 64 bits") }
      throw failExpecting(what)
    }
    guard let value = Int64(exactly: magnitude) else {
      throw fail("the number is out of range")
    }
    advance()
    return isNegative ? -value : value
  }

  // MARK: Recovery

  /// Passes over the rest of a statement that could not be read, blocks and all.
  mutating func skipStatement() {
    var open = 0
    while !isAtEnd {
      if token.isSymbol(";"), open == 0 {
        advance()
        return
      }
      if token.isSymbol("{") { open += 1 }
      if token.isSymbol("}") {
        if open == 0 { return }
        open -= 1
        if open == 0 {
          advance()
          return
        }
      }
      advance()
    }
  }

  /// Reads the `;` at the end of a statement, and the comment behind it.
  mutating func endStatement(
    from start: Int, _ comments: NodeComments
  ) throws -> StatementNode {
    try expect(";")
    var statement = StatementNode(range: start..<previousEnd, comments: comments)
    statement.comments.trailing = trailingComment()
    return statement
  }

  /// Reads what is between braces, statement by statement.
  ///
  /// - Returns: The comment behind the opening brace.
  @discardableResult
  mutating func block(_ statement: (inout Parser) throws -> Void) throws -> String? {
    try expect("{")
    let trailing = trailingComment()
    while !token.isSymbol("}") {
      if isAtEnd { throw failExpecting("'}'") }
      if take(";") { continue }
      let before = index
      do {
        try statement(&self)
      } catch {
        // Always get on: a statement that took nothing must not be read again.
        if index == before { advance() }
        skipStatement()
      }
    }
    advance()
    return trailing
  }

  // MARK: Comments

  /// The comments of the declaration that begins with the current word.
  func leadingComments() -> NodeComments {
    var comments = NodeComments()
    let line = file.position(of: start).line
    var before = token.comments
    // What stands behind the word before, on its line, is that one's.
    if let first = before.first, first.followsWord, index > 0, isTrailing(first, in: before) {
      before.removeFirst()
    } else if let first = before.first, index > 0, isTrailing(first, in: before) {
      before.removeFirst()
    }
    if let last = before.last, last.lastLine >= line - 1 {
      comments.leading = last.text
      before.removeLast()
    }
    comments.detached = before.map(\.text)
    return comments
  }

  /// The comment behind the word before, if it belongs to what ended, or was opened, with that.
  func trailingComment() -> String? {
    guard let first = token.comments.first, isTrailing(first, in: token.comments) else {
      return nil
    }
    return first.text
  }

  /// Whether the first comment behind a word belongs to that: it begins on its line, or on the
  /// next and is followed by an empty line or the end of the block.
  private func isTrailing(_ comment: Comment, in comments: [Comment]) -> Bool {
    let wordLine = file.position(of: max(0, previousEnd - 1)).line
    let nextLine = comments.count > 1 ? comments[1].firstLine : file.position(of: start).line
    if comment.followsWord {
      return comment.firstLine == wordLine && (nextLine > comment.lastLine || !comment.isBlock)
    }
    guard comment.firstLine == wordLine + 1 else { return false }
    return nextLine > comment.lastLine + 1 || token.isSymbol("}") || isAtEnd
  }
}
