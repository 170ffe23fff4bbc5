/// Words that nothing may say which users run.
enum BannedCode {
  /// What is wrong at which line.
  typealias Finding = (line: Int, what: String)

  /// Whatever ends the program when a value is not what somebody believed.
  static func traps(_ tokens: [Token]) -> [Finding] {
    var found: [Finding] = []
    for (index, token) in tokens.enumerated() {
      if token.text == "fatalError" { found.append((token.line, "fatalError")) }
      guard token.text == "!", token.isAdjacent, index > 0, tokens[index - 1].endsExpression
      else { continue }
      if index + 1 < tokens.count, tokens[index + 1].isAdjacent, tokens[index + 1].text == "=" {
        continue
      }
      let before = tokens[index - 1].text
      found.append((token.line, ["try", "as"].contains(before) ? "\(before)!" : "force unwrap"))
    }
    return found
  }

  /// Calls of the global function `print`.
  static func prints(_ tokens: [Token]) -> [Finding] {
    tokens.indices.dropLast().compactMap { index in
      guard tokens[index].text == "print", tokens[index + 1].text == "(" else { return nil }
      let before = index > 0 ? tokens[index - 1].text : ""
      return before == "." || before == "func" ? nil : (tokens[index].line, "print")
    }
  }

  /// Notes that something is not finished.
  static func leftovers(_ lines: [Substring]) -> [Finding] {
    // In two parts, so that this file does not find itself.
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
    return lines.enumerated().flatMap { index, line in
      marks.filter { line.contains($0) }.map { (index + 1, $0) }
    }
  }
}
