extension Parser {
  mutating func parseFile() -> FileNode {
    var node = FileNode(source: file)
    let start = start
    while !isAtEnd {
      if take(";") { continue }
      let before = self.start
      do {
        try parseStatement(into: &node)
      } catch {
        if self.start == before { advance() }
        skipStatement()
        _ = take("}")
      }
    }
    node.range = start..<max(start, previousEnd)
    return node
  }

  private mutating func parseStatement(into node: inout FileNode) throws {
    let comments = leadingComments()
    switch identifier {
    case "syntax", "edition": try parseSyntax(into: &node, comments)
    case "package": try parsePackage(into: &node, comments)
    case "import": node.imports.append(try parseImport(comments))
    case "option": node.options.append(try parseOptionStatement())
    case "message": node.messages.append(try parseMessage(comments))
    case "enum": node.enums.append(try parseEnum(comments))
    case "service": node.services.append(try parseService(comments))
    case "extend": node.extensions.append(try parseExtend(comments))
    default:
      throw failExpecting(
        "'message', 'enum', 'service', 'extend', 'import', 'package' or 'option'")
    }
  }

  private mutating func parsePackage(
    into node: inout FileNode, _ comments: NodeComments
  ) throws {
    let start = start
    advance()
    let name = try expectQualifiedName("the package's name")
    if node.package != nil {
      diagnostics.error("the package has been named already", in: file, at: name.range)
    }
    node.package = name
    node.packageStatement = try endStatement(from: start, comments)
  }

  private mutating func parseSyntax(
    into node: inout FileNode, _ comments: NodeComments
  ) throws {
    let statementStart = start
    if previousEnd > 0 {
      diagnostics.error("this must be the first statement of the file", in: file, at: token.range)
    }
    node.isEdition = isWord("edition")
    advance()
    try expect("=")
    let start = start
    let value = String(
      decoding: try expectString(node.isEdition ? "an edition" : "a syntax"), as: UTF8.self)
    let name = Name(text: value, range: start..<previousEnd)
    if !node.isEdition, value != "proto2", value != "proto3" {
      diagnostics.error(
        "the syntax '\(value)' is not known; use \"proto3\" or \"proto2\"", in: file,
        at: name.range)
    }
    node.syntax = name
    node.syntaxStatement = try endStatement(from: statementStart, comments)
  }

  private mutating func parseImport(_ comments: NodeComments) throws -> ImportNode {
    let statementStart = start
    advance()
    var kind = ImportNode.Kind.plain
    let kindRange = token.range
    if takeWord("public") { kind = .public } else if takeWord("weak") { kind = .weak }
    let start = start
    let path = String(decoding: try expectString("the name of a file"), as: UTF8.self)
    let range = start..<previousEnd
    return ImportNode(
      kind: kind, path: path, range: range, kindRange: kind == .plain ? nil : kindRange,
      statement: try endStatement(from: statementStart, comments))
  }

  mutating func parseExtend(_ comments: NodeComments) throws -> ExtendNode {
    let start = start
    advance()
    var node = ExtendNode(
      extendee: try expectQualifiedName("the message to extend"),
      statement: StatementNode(range: start..<start, comments: comments))
    node.statement.comments.trailing = try block { parser in
      let comments = parser.leadingComments()
      node.fields.append(try parser.parseField(comments, groups: &node.messages))
    }
    node.statement.range = start..<previousEnd
    return node
  }
}
