/// Cuts Swift into tokens, well enough for rules of style: code inside of string interpolations
/// counts, everything else inside of strings and comments does not.
struct TokenScanner {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var isAdjacent = false
  private var tokens: [Token] = []

  private init(_ text: String) { bytes = Array(text.utf8) }

  static func tokens(of text: String) -> [Token] {
    var scanner = TokenScanner(text)
    scanner.scanCode(untilParenthesis: false)
    return scanner.tokens
  }

  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  /// Whether the text goes on like this.
  private func sees(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[position + offset] != text.utf8Start[offset] {
      return false
    }
    return true
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
  }

  private mutating func scanCode(untilParenthesis: Bool) {
    var depth = 0
    while position < bytes.count {
      let byte = bytes[position]
      if sees("//") {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { advance() }
        isAdjacent = false
      } else if sees("/*") {
        skipComment()
      } else if byte == UInt8(ascii: "\"") || startsRawString {
        skipString()
      } else if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") {
        advance()
        isAdjacent = false
      } else {
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") { depth -= 1 }
        if untilParenthesis, depth < 0 { return advance() }
        addToken()
      }
    }
  }

  private mutating func addToken() {
    let start = position
    advance()
    if Self.isWord(bytes[start]) {
      while position < bytes.count, Self.isWord(bytes[position]) { advance() }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    tokens.append(Token(text: text, line: line, isAdjacent: isAdjacent))
    isAdjacent = true
  }

  private mutating func skipComment() {
    var depth = 0
    repeat {
      if sees("/*") {
        depth += 1
        advance(2)
      } else if sees("*/") {
        depth -= 1
        advance(2)
      } else {
        advance()
      }
    } while depth > 0 && position < bytes.count
    isAdjacent = false
  }

  private var startsRawString: Bool {
    let rest = bytes[position...].drop { $0 == UInt8(ascii: "#") }
    return rest.startIndex > position && rest.first == UInt8(ascii: "\"")
  }

  private mutating func skipString() {
    var hashes = 0
    while bytes[position] == UInt8(ascii: "#") {
      hashes += 1
      advance()
    }
    let quotes = sees("\"\"\"") ? 3 : 1
    advance(quotes)
    while position < bytes.count {
      if closes(quotes: quotes, hashes: hashes) {
        advance(quotes + hashes)
        break
      } else if bytes[position] == UInt8(ascii: "\\"), follows(hashes: hashes) {
        advance(1 + hashes)
        if sees("(") {
          advance()
          isAdjacent = false
          scanCode(untilParenthesis: true)
        } else {
          advance()
        }
      } else {
        advance()
      }
    }
    isAdjacent = true
  }

  private func closes(quotes: Int, hashes: Int) -> Bool {
    let end = position + quotes + hashes
    guard end <= bytes.count else { return false }
    return bytes[position..<(position + quotes)].allSatisfy { $0 == UInt8(ascii: "\"") }
      && bytes[(position + quotes)..<end].allSatisfy { $0 == UInt8(ascii: "#") }
  }

  private func follows(hashes: Int) -> Bool {
    let rest = bytes[(position + 1)...].prefix(hashes)
    return rest.count == hashes && rest.allSatisfy { $0 == UInt8(ascii: "#") }
  }
}
