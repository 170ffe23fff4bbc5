extension Parser {
  /// Reads a field; the message of one that is a group goes to `groups`.
  mutating func parseField(
    _ comments: NodeComments, groups: inout [MessageNode]
  ) throws -> FieldNode {
    let start = start
    let label = parseLabel()
    let labelRange = start..<(label == nil ? start : previousEnd)
    let typeStart = self.start
    let type = try parseType()
    let typeRange = typeStart..<previousEnd
    let name = try expectName("the field's name")
    guard take("=") else { throw failExpecting("'=' and the field's number") }
    let numberStart = self.start
    let number = try expectInteger("the field's number")
    let numberRange = numberStart..<previousEnd
    let (options, optionsRange) = try parseBracketedOptions()
    var fieldType = type
    var fieldName = name
    if case .group = type {
      groups.append(try parseMessageBody(name, from: start, comments))
      fieldType = .group(name)
      fieldName = Name(text: name.text.lowercased(), range: name.range)
    } else {
      guard take(";") else { throw failExpecting("';' behind the field") }
    }
    var node = FieldNode(
      label: label, labelRange: labelRange, type: fieldType, typeRange: typeRange, name: fieldName,
      number: number, numberRange: numberRange, options: options, optionsRange: optionsRange,
      range: start..<previousEnd, comments: comments)
    node.comments.trailing = trailingComment()
    return node
  }

  private mutating func parseLabel() -> FieldNode.Label? {
    guard let identifier, let label = FieldNode.Label(rawValue: identifier) else { return nil }
    // `optional = 1` would be a field of a type of that name without one.
    if following.isSymbol("=") { return nil }
    advance()
    return label
  }

  private mutating func parseType() throws -> FieldNode.FieldType {
    if isWord("map"), following.isSymbol("<") {
      advance()
      advance()
      let key = try expectName("the type of the map's keys")
      try expect(",")
      let value = try expectQualifiedName("the type of the map's values")
      try expect(">")
      return .map(key: key, value: value)
    }
    if isWord("group"), case .identifier = following.kind {
      let range = token.range
      advance()
      return .group(Name(text: "group", range: range))
    }
    return .named(try expectQualifiedName("the field's type"))
  }
}
