extension Lexer {
  /// Passes over a string; what is wrong with it is reported.
  mutating func scanString(quote: UInt8) {
    let start = offset
    offset += 1
    while let byte, byte != quote {
      if byte.isNewline || byte == 0 {
        break
      } else if byte == UInt8(ascii: "\\") {
        scanEscape()
      } else {
        if byte == UInt8(ascii: "\t") { passTab() }
        offset += 1
      }
    }
    if byte == quote {
      offset += 1
    } else {
      error("the string does not end on its line", start..<offset)
    }
  }

  private mutating func scanEscape() {
    let start = offset
    offset += 1
    guard let kind = byte, !kind.isNewline else { return }
    var cursor = start
    if Literal.escape(in: bytes, at: &cursor) == nil {
      offset += 1
      error("the escape is not one of a string's", start..<offset)
    } else {
      offset = cursor
    }
  }
}
