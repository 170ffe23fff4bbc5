/// Writes JSON (RFC 8259), compact or with a line for each member.
struct JSONText {
  private(set) var text = ""
  private let isPretty: Bool
  private var depth = 0
  private var isFirst = true

  init(isPretty: Bool) { self.isPretty = isPretty }

  mutating func raw(_ value: String) { text += value }

  mutating func string(_ value: String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{8}": text += "\\b"
      case "\u{c}": text += "\\f"
      case "\u{0}"..."\u{1f}", "\u{7f}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  /// Begins an object or an array; ``end(_:)`` must follow.
  mutating func begin(_ bracket: String) {
    text += bracket
    depth += 1
    isFirst = true
  }

  /// Ends what ``begin(_:)`` began.
  mutating func end(_ bracket: String) {
    depth -= 1
    if !isFirst { newLine() }
    isFirst = false
    text += bracket
  }

  /// Begins a member of an object.
  mutating func key(_ name: String) {
    element()
    string(name)
    text += isPretty ? ": " : ":"
  }

  /// Begins an element of an array.
  mutating func element() {
    if !isFirst { text += "," }
    isFirst = false
    newLine()
  }

  private mutating func newLine() {
    if isPretty { text += "\n" + String(repeating: "  ", count: depth) }
  }
}
