/// Cuts the text of a `.proto` file into words.
///
/// What is no word is reported and passed over, so that the parser sees the rest.
struct Lexer {
  private let file: SourceFile
  private let diagnostics: Diagnostics
  private var offset = 0
  private var line = 0
  private var comments: [Comment] = []
  private var lastWordLine = -1

  init(_ file: SourceFile, _ diagnostics: Diagnostics) {
    self.file = file
    self.diagnostics = diagnostics
    // A byte order mark is allowed, and means nothing.
    if file.bytes.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
  }

  /// Every word, and the end.
  static func tokens(of file: SourceFile, _ diagnostics: Diagnostics) -> [Token] {
    var lexer = Lexer(file, diagnostics)
    var tokens: [Token] = []
    while true {
      let token = lexer.next()
      tokens.append(token)
      if case .end = token.kind { return tokens }
    }
  }

  private var byte: UInt8? { peek(0) }

  private func peek(_ distance: Int) -> UInt8? {
    let place = offset + distance
    return place < file.bytes.count ? file.bytes[place] : nil
  }

  private mutating func advance() {
    if byte == UInt8(ascii: "\n") { line += 1 }
    offset += 1
  }

  private mutating func next() -> Token {
    comments = []
    while true {
      skipSpace()
      guard let byte else { return token(.end, from: offset) }
      let start = offset
      switch byte {
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): lineComment()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): blockComment()
      case UInt8(ascii: "\""), UInt8(ascii: "'"): return string(quote: byte)
      case _ where byte.isDigit: return number()
      case UInt8(ascii: ".") where peek(1)?.isDigit == true: return number()
      case _ where byte.isLetter:
        while self.byte?.isLetterOrDigit == true { offset += 1 }
        return token(.identifier, from: start)
      case _ where byte > 0x20 && byte < 0x7f:
        offset += 1
        return token(.symbol(byte), from: start)
      default:
        while let next = self.byte, next < 0x20 && !next.isSpace || next >= 0x7f { offset += 1 }
        diagnostics.error(
          "characters outside of ASCII may stand only in strings and comments", in: file,
          at: start..<offset)
      }
    }
  }

  private mutating func token(_ kind: Token.Kind, from start: Int) -> Token {
    lastWordLine = line
    return Token(kind: kind, range: start..<offset, comments: comments)
  }

  private mutating func skipSpace() {
    while let byte, byte.isSpace { advance() }
  }

  // MARK: Comments

  private mutating func lineComment() {
    let firstLine = line
    let start = offset + 2
    while let byte, byte != UInt8(ascii: "\n") { offset += 1 }
    var text = String(decoding: file.bytes[start..<offset], as: UTF8.self)
    if text.hasSuffix("\r") { text.removeLast() }
    text += "\n"
    let followsWord = lastWordLine == firstLine
    if let last = comments.last, !last.isBlock, last.lastLine == firstLine - 1, !last.followsWord {
      comments[comments.count - 1].text += text
      comments[comments.count - 1].lastLine = firstLine
    } else {
      comments.append(
        Comment(
          text: text, firstLine: firstLine, lastLine: firstLine, followsWord: followsWord,
          isBlock: false))
    }
  }

  private mutating func blockComment() {
    let (start, firstLine) = (offset, line)
    offset += 2
    while byte != nil, !(byte == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) { advance() }
    guard byte != nil else {
      diagnostics.error(
        "the comment does not end: '*/' is missing", in: file, at: start..<start + 2)
      return
    }
    let body = String(decoding: file.bytes[(start + 2)..<offset], as: UTF8.self)
    offset += 2
    var lines = body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for index in lines.indices.dropFirst() {
      // The column of stars that many write down the left side is not part of the text.
      let trimmed = lines[index].drop { $0 == " " || $0 == "\t" }
      lines[index] = String(trimmed.first == "*" ? trimmed.dropFirst() : trimmed)
    }
    comments.append(
      Comment(
        text: lines.joined(separator: "\n"), firstLine: firstLine, lastLine: line,
        followsWord: lastWordLine == firstLine, isBlock: true))
  }

  // MARK: Numbers

  private mutating func number() -> Token {
    let start = offset
    if byte == UInt8(ascii: "0"), peek(1) == UInt8(ascii: "x") || peek(1) == UInt8(ascii: "X") {
      offset += 2
      while byte?.isHexDigit == true { offset += 1 }
      return integer(from: start, digits: start + 2, radix: 16)
    }
    var isFloat = false
    while let byte {
      if byte.isDigit {
        offset += 1
      } else if byte == UInt8(ascii: ".") {
        isFloat = true
        offset += 1
      } else if byte | 0x20 == UInt8(ascii: "e") {
        isFloat = true
        offset += 1
        if self.byte == UInt8(ascii: "+") || self.byte == UInt8(ascii: "-") { offset += 1 }
      } else {
        break
      }
    }
    let isOctal = !isFloat && file.bytes[start] == UInt8(ascii: "0") && offset > start + 1
    let hasSuffix = !isOctal && byte.map { $0 | 0x20 == UInt8(ascii: "f") } ?? false
    if isFloat || hasSuffix {
      let text = String(decoding: file.bytes[start..<offset], as: UTF8.self)
      if hasSuffix { offset += 1 }
      guard let value = Double(text), byte?.isLetterOrDigit != true else {
        while byte?.isLetterOrDigit == true { offset += 1 }
        return malformedNumber(from: start)
      }
      return token(.float(value), from: start)
    }
    return integer(from: start, digits: start, radix: isOctal ? 8 : 10)
  }

  private mutating func integer(from start: Int, digits: Int, radix: Int) -> Token {
    if byte?.isLetterOrDigit == true {
      while byte?.isLetterOrDigit == true { offset += 1 }
      return malformedNumber(from: start)
    }
    let text = String(decoding: file.bytes[digits..<offset], as: UTF8.self)
    if let value = UInt64(text, radix: radix) { return token(.integer(value), from: start) }
    let isNumber = !text.isEmpty && text.allSatisfy { $0.hexDigitValue.map { $0 < radix } ?? false }
    return isNumber ? token(.hugeInteger, from: start) : malformedNumber(from: start)
  }

  private mutating func malformedNumber(from start: Int) -> Token {
    let text = String(decoding: file.bytes[start..<offset], as: UTF8.self)
    diagnostics.error("'\(text)' is not a number", in: file, at: start..<offset)
    return token(.integer(0), from: start)
  }

  // MARK: Strings

  private mutating func string(quote: UInt8) -> Token {
    let start = offset
    var value: [UInt8] = []
    offset += 1
    while let byte, byte != quote {
      if byte == UInt8(ascii: "\n") || byte == 0 {
        break
      } else if byte == UInt8(ascii: "\\") {
        escape(&value)
      } else {
        value.append(byte)
        offset += 1
      }
    }
    if byte == quote {
      offset += 1
    } else {
      diagnostics.error("the string does not end on its line", in: file, at: start..<offset)
    }
    return token(.string(value), from: start)
  }

  private static let simpleEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
    UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): 92,
    UInt8(ascii: "'"): 39, UInt8(ascii: "\""): 34, UInt8(ascii: "?"): 63,
  ]

  private mutating func escape(_ value: inout [UInt8]) {
    let start = offset
    offset += 1
    guard let kind = byte, kind != UInt8(ascii: "\n") else { return }
    offset += 1
    if let simple = Self.simpleEscapes[kind] {
      value.append(simple)
    } else if kind >= UInt8(ascii: "0"), kind <= UInt8(ascii: "7") {
      offset -= 1
      value.append(UInt8(truncatingIfNeeded: digits(atMost: 3, radix: 8) ?? 0))
    } else if kind | 0x20 == UInt8(ascii: "x"), let code = digits(atMost: 2, radix: 16) {
      value.append(UInt8(truncatingIfNeeded: code))
    } else if kind == UInt8(ascii: "u"), let code = digits(atMost: 4, radix: 16),
      let scalar = Unicode.Scalar(code)
    {
      value.append(contentsOf: String(Character(scalar)).utf8)
    } else if kind == UInt8(ascii: "U"), let code = digits(atMost: 8, radix: 16),
      let scalar = Unicode.Scalar(code)
    {
      value.append(contentsOf: String(Character(scalar)).utf8)
    } else {
      diagnostics.error("the escape is not one of a string's", in: file, at: start..<offset)
    }
  }

  private mutating func digits(atMost count: Int, radix: UInt32) -> UInt32? {
    var value: UInt32 = 0
    var taken = 0
    while taken < count, let byte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
      digit < radix
    {
      value = value &* radix &+ UInt32(digit)
      offset += 1
      taken += 1
    }
    return taken > 0 ? value : nil
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self >= 48 && self <= 57 }
  fileprivate var isLetter: Bool { self | 0x20 >= 97 && self | 0x20 <= 122 || self == 95 }
  fileprivate var isLetterOrDigit: Bool { isLetter || isDigit }
  fileprivate var isHexDigit: Bool { isDigit || (self | 0x20 >= 97 && self | 0x20 <= 102) }
  fileprivate var isSpace: Bool { self == 32 || (self >= 9 && self <= 13) }
}
