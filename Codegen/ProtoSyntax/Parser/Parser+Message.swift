extension Parser {
  mutating func parseMessage(_ comments: NodeComments) throws -> MessageNode {
    let start = start
    advance()
    let name = try expectName("the message's name")
    return try parseMessageBody(name, from: start, comments)
  }

  mutating func parseMessageBody(
    _ name: Name, from start: Int, _ comments: NodeComments
  ) throws -> MessageNode {
    guard depth < Self.maximumDepth else {
      throw fail("messages are nested more than \(Self.maximumDepth) deep")
    }
    depth += 1
    defer { depth -= 1 }
    var node = MessageNode(name: name, range: start..<start, comments: comments)
    node.comments.trailing = try block { try $0.parseStatement(into: &node) }
    node.range = start..<previousEnd
    return node
  }

  private mutating func parseStatement(into node: inout MessageNode) throws {
    let comments = leadingComments()
    // A keyword may also be the name of a field's type: what follows tells.
    let isKeyword =
      switch following.kind {
      case .identifier, .string, .integer: true
      case .symbol(let symbol): symbol == UInt8(ascii: "(") || symbol == UInt8(ascii: ".")
      default: false
      }
    switch identifier {
    case "message" where isKeyword: node.messages.append(try parseMessage(comments))
    case "enum" where isKeyword: node.enums.append(try parseEnum(comments))
    case "extend" where isKeyword: node.extensions.append(try parseExtend(comments))
    case "oneof" where isKeyword: try parseOneof(into: &node, comments)
    case "option" where isKeyword: node.options.append(try parseOptionStatement())
    case "extensions" where isKeyword:
      let (ranges, statement) = try parseExtensionRanges(comments)
      node.extensionRanges += ranges
      node.extensionStatements.append(statement)
    case "reserved" where isKeyword:
      node.reservedStatements.append(
        try parseReserved(&node.reservedRanges, &node.reservedNames, comments))
    default: node.fields.append(try parseField(comments, groups: &node.messages))
    }
  }

  private mutating func parseOneof(
    into node: inout MessageNode, _ comments: NodeComments
  ) throws {
    let start = start
    advance()
    let name = try expectName("the oneof's name")
    let place = node.oneofs.count
    var oneof = OneofNode(name: name, range: start..<start, comments: comments)
    var fields: [FieldNode] = []
    var groups: [MessageNode] = []
    oneof.comments.trailing = try block { parser in
      if parser.isWord("option"), case .identifier = parser.following.kind {
        oneof.options.append(try parser.parseOptionStatement())
        return
      }
      var field = try parser.parseField(parser.leadingComments(), groups: &groups)
      if field.label != nil {
        parser.diagnostics.error(
          "a field of a oneof has no label: remove it", in: parser.file, at: field.labelRange)
      }
      field.oneof = place
      fields.append(field)
    }
    oneof.range = start..<previousEnd
    if fields.isEmpty {
      diagnostics.error("a oneof must have at least one field", in: file, at: name.range)
    }
    node.oneofs.append(oneof)
    node.fields += fields
    node.messages += groups
  }

  // MARK: Ranges

  private mutating func parseExtensionRanges(
    _ comments: NodeComments
  ) throws -> ([ExtensionRangeNode], StatementNode) {
    let start = start
    advance()
    var ranges = [try parseRange()]
    while take(",") { ranges.append(try parseRange()) }
    let options = try parseBracketedOptions().options
    let statement = try endStatement(from: start, comments)
    return (ranges.map { ExtensionRangeNode(range: $0, options: options) }, statement)
  }

  private mutating func parseRange() throws -> RangeNode {
    let start = start
    let first = try expectInteger("a number")
    let startRange = start..<previousEnd
    var last: Int64? = first
    var endRange = startRange
    if takeWord("to") {
      let end = self.start
      last = takeWord("max") ? nil : try expectInteger("a number or 'max'")
      endRange = end..<previousEnd
    }
    return RangeNode(
      start: first, end: last, startRange: startRange, endRange: endRange,
      range: start..<previousEnd)
  }

  mutating func parseReserved(
    _ ranges: inout [RangeNode], _ names: inout [Name], _ comments: NodeComments
  ) throws -> ReservedStatementNode {
    let start = start
    advance()
    let isString = if case .string = token.kind { true } else { false }
    let reservesNames = isString || identifier != nil
    repeat {
      guard reservesNames else {
        ranges.append(try parseRange())
        continue
      }
      let start = self.start
      if identifier != nil {
        diagnostics.error(
          "names are reserved as strings, in quotes", in: file, at: token.range)
        names.append(try expectName("a name"))
      } else {
        let text = String(decoding: try expectString("a name in quotes"), as: UTF8.self)
        names.append(Name(text: text, range: start..<previousEnd))
      }
    } while take(",")
    return ReservedStatementNode(
      reservesNames: reservesNames,
      statement: try endStatement(from: start, comments))
  }
}
