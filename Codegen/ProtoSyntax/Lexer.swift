/// Cuts the text of a `.proto` file into words.
///
/// What is no word is reported and passed over, so that the parser sees the rest. Comments are
/// passed over too: ``CommentReader`` looks at them where one may belong to a declaration.
struct Lexer {
  let bytes: [UInt8]
  private let file: SourceFile
  private let diagnostics: Diagnostics
  var offset = 0
  private var line = 0
  private var lineStart = 0
  /// What tabs add to the columns of the current line.
  private var tabColumns = 0

  private init(_ file: SourceFile, _ diagnostics: Diagnostics) {
    self.file = file
    self.diagnostics = diagnostics
    bytes = file.bytes
    // A byte order mark is allowed, and means nothing.
    if bytes.starts(with: SourceFile.byteOrderMark) { offset = SourceFile.byteOrderMark.count }
  }

  /// Every word, and the end.
  static func tokens(of file: SourceFile, _ diagnostics: Diagnostics) -> [Token] {
    var lexer = Lexer(file, diagnostics)
    var tokens: [Token] = []
    tokens.reserveCapacity(file.bytes.count / 6 + 1)
    while true {
      let token = lexer.next(behind: tokens.last)
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  func peek(_ distance: Int) -> UInt8? {
    let place = offset + distance
    return place < bytes.count ? bytes[place] : nil
  }

  func error(_ message: String, _ range: Range<Int>) {
    diagnostics.error(message, in: file, at: range)
  }

  private var column: Int { offset - lineStart + tabColumns }

  private mutating func skipSpace() {
    while offset < bytes.count, bytes[offset].isSpace {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\t") {
        // A tab reaches to the next multiple of 8.
        tabColumns += 7 - column % 8
      }
      offset += 1
      if byte.isNewline { beginLine() }
    }
  }

  private mutating func beginLine() {
    line += 1
    lineStart = offset
    tabColumns = 0
  }

  private mutating func next(behind previous: Token?) -> Token {
    while true {
      skipSpace()
      let (start, column) = (offset, column)
      guard let byte else { return token(.end, from: start, column) }
      switch byte {
      case _ where byte.isLetter:
        while offset < bytes.count, bytes[offset].isLetterOrDigit { offset += 1 }
        return token(.identifier, from: start, column)
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
        skipLineComment()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): skipBlockComment()
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        scanString(quote: byte)
        return token(.string, from: start, column)
      case _ where byte.isDigit:
        let kind = scanNumber()
        return token(kind, from: start, column)
      case UInt8(ascii: ".") where peek(1)?.isDigit == true:
        if let previous, previous.kind == .identifier, previous.end == start {
          error("put a space between the name and the number", start..<start + 1)
        }
        let kind = scanNumber()
        return token(kind, from: start, column)
      case _ where byte > 0x20 && byte < 0x7f:
        offset += 1
        return token(.symbol, byte, from: start, column)
      default:
        while let next = self.byte, next < 0x20 && !next.isSpace || next >= 0x7f { offset += 1 }
        error("characters outside of ASCII may stand only in strings and comments", start..<offset)
      }
    }
  }

  private func token(
    _ kind: Token.Kind, _ symbol: UInt8 = 0, from start: Int, _ column: Int
  ) -> Token {
    Token(
      kind, symbol: symbol, range: start..<offset, line: line, column: column,
      endColumn: self.column)
  }

  private mutating func skipLineComment() {
    while offset < bytes.count, !bytes[offset].isNewline {
      if bytes[offset] == 0 { errorOfZero() }
      offset += 1
    }
  }

  private func errorOfZero() {
    error("a comment cannot have a zero byte in it: remove it", offset..<offset + 1)
  }

  private mutating func skipBlockComment() {
    let start = offset
    offset += 2
    while let byte {
      if byte == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        offset += 2
        return
      }
      if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        error("a comment cannot stand within another: remove this '/*'", offset..<offset + 2)
        offset += 1
      }
      if byte == 0 { errorOfZero() }
      if byte == UInt8(ascii: "\t") { tabColumns += 7 - column % 8 }
      offset += 1
      if byte.isNewline { beginLine() }
    }
    error("the comment does not end: '*/' is missing", start..<start + 2)
  }

  /// Notes a tab within a word: only strings have them.
  mutating func passTab() { tabColumns += 7 - column % 8 }
}
