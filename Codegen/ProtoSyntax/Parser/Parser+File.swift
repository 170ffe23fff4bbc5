extension Parser {
  mutating func parseFile() -> FileNode {
    var node = FileNode(source: file)
    while !isAtEnd {
      if take(";") { continue }
      let before = start
      do {
        try parseStatement(into: &node)
      } catch {
        if start == before { advance() }
        skipStatement()
        _ = take("}")
      }
    }
    return node
  }

  private mutating func parseStatement(into node: inout FileNode) throws {
    let comments = leadingComments()
    switch identifier {
    case "syntax", "edition": try parseSyntax(into: &node, comments)
    case "package":
      advance()
      let name = try expectQualifiedName("the package's name")
      if node.package != nil {
        diagnostics.error("the package has been named already", in: file, at: name.range)
      }
      node.package = name
      node.packageComments = comments
      try expect(";")
      node.packageComments.trailing = trailingComment()
    case "import": node.imports.append(try parseImport())
    case "option": node.options.append(try parseOptionStatement())
    case "message": node.messages.append(try parseMessage(comments))
    case "enum": node.enums.append(try parseEnum(comments))
    case "service": node.services.append(try parseService(comments))
    case "extend": node.extensions.append(try parseExtend())
    default:
      throw failExpecting(
        "'message', 'enum', 'service', 'extend', 'import', 'package' or 'option'")
    }
  }

  private mutating func parseSyntax(
    into node: inout FileNode, _ comments: NodeComments
  ) throws {
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
    node.comments = comments
    try expect(";")
  }

  private mutating func parseImport() throws -> ImportNode {
    advance()
    var kind = ImportNode.Kind.plain
    if takeWord("public") { kind = .public } else if takeWord("weak") { kind = .weak }
    let start = start
    let path = String(decoding: try expectString("the name of a file"), as: UTF8.self)
    let range = start..<previousEnd
    try expect(";")
    return ImportNode(kind: kind, path: path, range: range)
  }

  mutating func parseExtend() throws -> ExtendNode {
    advance()
    var node = ExtendNode(extendee: try expectQualifiedName("the message to extend"))
    try block { parser in
      let comments = parser.leadingComments()
      node.fields.append(try parser.parseField(comments, groups: &node.messages))
    }
    return node
  }
}
