extension Parser {
  mutating func parseEnum(_ comments: NodeComments) throws -> EnumNode {
    let start = start
    advance()
    let name = try expectName("the enumeration's name")
    var node = EnumNode(name: name, range: start..<start, comments: comments)
    node.comments.trailing = try block { parser in
      if parser.isWord("option"), !parser.following.isSymbol("=") {
        node.options.append(try parser.parseOptionStatement())
      } else if parser.isWord("reserved"), !parser.following.isSymbol("=") {
        let comments = parser.leadingComments()
        node.reservedStatements.append(
          try parser.parseReserved(&node.reservedRanges, &node.reservedNames, comments))
      } else {
        node.values.append(try parser.parseEnumValue())
      }
    }
    node.range = start..<previousEnd
    return node
  }

  private mutating func parseEnumValue() throws -> EnumNode.Value {
    var comments = leadingComments()
    let start = start
    let name = try expectName("the value's name")
    guard take("=") else { throw failExpecting("'=' and the value's number") }
    let numberStart = self.start
    let number = try expectInteger("the value's number")
    let numberRange = numberStart..<previousEnd
    let (options, optionsRange) = try parseBracketedOptions()
    try expect(";")
    let range = start..<previousEnd
    comments.trailing = trailingComment()
    return EnumNode.Value(
      name: name, number: number, numberRange: numberRange, options: options,
      optionsRange: optionsRange, range: range, comments: comments)
  }
}
