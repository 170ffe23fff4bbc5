extension Parser {
  /// Reads `option name = value;`.
  mutating func parseOptionStatement() throws -> OptionNode {
    let comments = leadingComments()
    let start = start
    advance()
    var option = try parseOption()
    option.statement = try endStatement(from: start, comments)
    return option
  }

  /// Reads `[name = value, …]`, if it is there.
  mutating func parseBracketedOptions() throws -> (options: [OptionNode], range: Range<Int>?) {
    let start = start
    guard take("[") else { return ([], nil) }
    var options = [try parseOption()]
    while take(",") { options.append(try parseOption()) }
    try expect("]")
    return (options, start..<previousEnd)
  }

  private mutating func parseOption() throws -> OptionNode {
    let start = start
    var parts = [try parseNamePart()]
    while take(".") { parts.append(try parseNamePart()) }
    let nameRange = start..<previousEnd
    guard take("=") else { throw failExpecting("'=' and the option's value") }
    let valueStart = self.start
    let value = try parseOptionValue()
    return OptionNode(
      name: parts, value: value, nameRange: nameRange, valueRange: valueStart..<previousEnd,
      statement: StatementNode(range: start..<previousEnd))
  }

  private mutating func parseNamePart() throws -> OptionNode.NamePart {
    if take("(") {
      let name = try expectQualifiedName("the name of an extension")
      try expect(")")
      return OptionNode.NamePart(name: name, isExtension: true)
    }
    return OptionNode.NamePart(name: try expectName("the option's name"), isExtension: false)
  }

  private mutating func parseOptionValue() throws -> OptionNode.Value {
    if token.isSymbol("{") { return .aggregate(try parseAggregate()) }
    let isNegative = take("-")
    switch token.kind {
    case .identifier:
      let word = text(token)
      advance()
      guard isNegative else { return .identifier(word) }
      switch word {
      case "inf", "infinity": return .float(-.infinity)
      case "nan": return .float(.nan)
      default: throw fail("only a number can be negative")
      }
    case .integer(let magnitude):
      advance()
      if !isNegative { return .positive(magnitude) }
      if magnitude <= UInt64(Int64.max) + 1 {
        return .negative(Int64(truncatingIfNeeded: 0 &- magnitude))
      }
      return .float(-Double(magnitude))
    case .hugeInteger:
      let value = Double(text(token)) ?? .infinity
      advance()
      return .float(isNegative ? -value : value)
    case .float(let value):
      advance()
      return .float(isNegative ? -value : value)
    case .string where !isNegative:
      return .string(try expectString("a string"))
    default: throw failExpecting("the option's value")
    }
  }

  /// Reads a message in text format up to its closing brace; it is understood when everything is
  /// linked.
  private mutating func parseAggregate() throws -> String {
    advance()
    var open = 1
    var words: [String] = []
    while open > 0 {
      if isAtEnd { throw failExpecting("'}'") }
      if token.isSymbol("{") { open += 1 }
      if token.isSymbol("}") { open -= 1 }
      guard open <= Self.maximumDepth else {
        throw fail("braces are nested more than \(Self.maximumDepth) deep")
      }
      if open > 0 { words.append(text(token)) }
      advance()
    }
    return words.joined(separator: " ")
  }
}
