/// Reads a `.proto` file: proto2, proto3 and editions alike, and a little more than any of them
/// allows, so that what is wrong can be said well.
///
/// After an error it goes on behind the next `;` or `}`, so that one run tells several.
public struct Parser {
  let file: SourceFile
  let diagnostics: Diagnostics
  let tokens: [Token]
  var index = 0
  var depth = 0
  /// Where everything stands, in the order in which it begins.
  var locations: [Location] = []
  /// The comments that belong to the declaration that begins with the current word.
  var upcomingLeading: [UInt8]?
  var upcomingDetached: [[UInt8]] = []

  /// Messages within messages that are read; more would only exhaust the stack. The same as
  /// protoc's.
  static let maximumDepth = 32
  /// Dots in the name of a package; the same as protoc's.
  static let maximumPackageDepth = 100

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
  /// The word behind this one.
  var following: Token { tokens[min(index + 1, tokens.count - 1)] }
  /// The end of the word before.
  var previousEnd: Int { index > 0 ? tokens[index - 1].end : 0 }
  var start: Int { token.start }
  var isAtEnd: Bool { token.kind == .end }

  mutating func advance() {
    if !isAtEnd { index += 1 }
  }

  func text(_ token: Token) -> String {
    String(decoding: file.bytes[token.range], as: UTF8.self)
  }

  /// The word, if it is a name.
  var identifier: String? { token.kind == .identifier ? text(token) : nil }

  func isWord(_ word: String) -> Bool {
    token.kind == .identifier && token.end - token.start == word.utf8.count
      && file.bytes[token.range].elementsEqual(word.utf8)
  }

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

  // MARK: Errors

  func error(_ message: String, _ range: Range<Int>) {
    diagnostics.error(message, in: file, at: range)
  }

  func fail(_ message: String) -> Unreadable {
    // What is no word cannot be what is expected: that has been said.
    if !isReported(token) { error(message, token.range) }
    return Unreadable()
  }

  /// - Parameter hint: What may have been meant, with a semicolon in front.
  func failExpecting(_ what: String, hint: String = "") -> Unreadable {
    let shown = isAtEnd ? "the end of the file" : "'\(text(token))'"
    return fail("expected \(what), found \(shown)\(hint)")
  }

  /// What ends a statement is missed where that ends, not where the next begins. If that is on
  /// another line, nothing else is wrong: the parser goes on as if the end were there.
  func missEnd(of what: String) throws {
    let shown = isAtEnd ? "the end of the file" : "'\(text(token))'"
    let hint = token.isSymbol("-") ? Self.nameRule : ""
    if index == 0 || !isReported(tokens[index - 1]), !isReported(token) {
      error("expected ';' behind \(what), found \(shown)\(hint)", previousEnd..<previousEnd)
    }
    guard index > 0, token.line > tokens[index - 1].line else { throw Unreadable() }
  }

  // MARK: What must stand here

  mutating func expect(_ symbol: Unicode.Scalar) throws {
    guard take(symbol) else { throw failExpecting("'\(symbol)'") }
  }

  mutating func expectName(_ what: String) throws -> Name {
    guard let identifier else { throw failExpecting(what) }
    defer { advance() }
    return Name(text: identifier, range: token.range)
  }

  /// A name that may have dots in it, and one in front if `isRooted`.
  mutating func expectQualifiedName(_ what: String, mayBeRooted: Bool = true) throws -> Name {
    let start = start
    var text = mayBeRooted && take(".") ? "." : ""
    text += try expectName(what).text
    while take(".") { text += "." + (try expectName("a name behind the dot")).text }
    return Name(text: text, range: start..<previousEnd)
  }

  /// A string; pieces that follow each other are one.
  mutating func expectString(_ what: String) throws -> [UInt8] {
    guard token.kind == .string else { throw failExpecting(what) }
    var bytes: [UInt8] = []
    while token.kind == .string {
      bytes += Literal.string(file.bytes[token.range])
      advance()
    }
    return bytes
  }

  /// A whole number, perhaps negative.
  mutating func expectInteger(_ what: String) throws -> Int64 {
    let isNegative = take("-")
    guard token.kind == .integer else { throw failExpecting(what) }
    guard let magnitude = Literal.integer(file.bytes[token.range]) else {
      throw fail("the number does not fit in 64 bits")
    }
    guard let value = Int64(exactly: magnitude) else { throw fail("the number is out of range") }
    advance()
    return isNegative ? -value : value
  }

  // MARK: Recovery

  /// Passes over the rest of a statement that could not be read, blocks and all.
  mutating func skipStatement() {
    var open = 0
    while !isAtEnd {
      if token.isSymbol(";"), open == 0 {
        takeEnd(";", of: nil)
        return
      }
      if token.isSymbol("{") { open += 1 }
      if token.isSymbol("}") {
        if open == 0 { return }
        open -= 1
        if open == 0 {
          takeEnd("}", of: nil)
          return
        }
      }
      advance()
    }
  }

  /// Reads what is between braces, statement by statement.
  ///
  /// - Parameters:
  ///   - place: The location of what the braces belong to.
  ///   - isForgiving: Whether a statement may be empty.
  mutating func block(
    of place: Int, isForgiving: Bool = true, _ statement: (inout Parser) throws -> Void
  ) throws {
    let line = token.line
    try expectEnd("{", of: place)
    while !takeEnd("}", of: nil) {
      if isAtEnd { throw failExpecting("'}'", hint: ", for the '{' in line \(line + 1)") }
      if isForgiving, takeEnd(";", of: nil) { continue }
      let before = index
      do {
        try statement(&self)
      } catch {
        // Always get on: a statement that took nothing must not be read again.
        if index == before { advance() }
        skipStatement()
      }
    }
  }
}
