/// A function with a body.
struct FunctionLengths {
  let name: String
  let line: Int
  let lines: Int

  /// The functions and initialisers among tokens, those inside of others too.
  static func of(_ tokens: [Token]) -> [FunctionLengths] {
    var found: [FunctionLengths] = []
    for index in tokens.indices where begins(tokens, at: index) {
      guard let open = bodyStart(tokens, after: index), let end = bodyEnd(tokens, from: open)
      else { continue }
      let isFunction = tokens[index].text == "func"
      let name = isFunction && index + 1 < tokens.count ? tokens[index + 1].text : "init"
      found.append(
        FunctionLengths(
          name: name, line: tokens[index].line, lines: end.line - tokens[index].line + 1))
    }
    return found
  }

  private static func begins(_ tokens: [Token], at index: Int) -> Bool {
    switch tokens[index].text {
    case "func": true
    case "init":
      index + 1 < tokens.count && ["(", "<", "?"].contains(tokens[index + 1].text)
        && (index == 0 || tokens[index - 1].text != ".")
    default: false
    }
  }

  /// Where the body opens; `nil` for the requirement of a protocol.
  private static func bodyStart(_ tokens: [Token], after start: Int) -> Int? {
    var depth = 0
    for index in tokens.indices.dropFirst(start + 1) {
      switch tokens[index].text {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "{" where depth == 0: return index
      case "}", ";", "func", "var", "let", "init", "static", "mutating", "associatedtype":
        if depth == 0 { return nil }
      default: break
      }
    }
    return nil
  }

  private static func bodyEnd(_ tokens: [Token], from open: Int) -> Token? {
    var depth = 0
    for token in tokens[open...] {
      if token.text == "{" { depth += 1 }
      if token.text == "}" { depth -= 1 }
      if depth == 0 { return token }
    }
    return nil
  }
}
