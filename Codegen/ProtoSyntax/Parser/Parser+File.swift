extension Parser {
  mutating func parseFile() -> FileNode {
    var node = FileNode(source: file)
    let comments = CommentReader(file.bytes, between: nil, and: token)
    upcomingLeading = comments.leading
    upcomingDetached = comments.detached
    let whole = begin([])
    while !isAtEnd {
      if takeEnd(";", of: nil) { continue }
      let before = index
      do {
        try parseStatement(into: &node)
      } catch {
        if index == before { advance() }
        skipStatement()
        takeEnd("}", of: nil)
      }
    }
    end(whole)
    node.locations = locations
    return node
  }

  private mutating func parseStatement(into node: inout FileNode) throws {
    switch identifier {
    case "syntax", "edition": try parseSyntax(into: &node)
    case "package": try parsePackage(into: &node)
    case "import": try parseImport(into: &node)
    case "option": node.options.append(try parseOptionStatement([8], node.options.count))
    case "message":
      node.messages.append(try parseMessage([4, Int32(node.messages.count)]))
    case "enum": node.enums.append(try parseEnum([5, Int32(node.enums.count)]))
    case "service": node.services.append(try parseService([6, Int32(node.services.count)]))
    case "extend":
      try parseExtend([7], groups: [4], fields: &node.extensions, messages: &node.messages)
    default:
      throw failExpecting(
        "'message', 'enum', 'service', 'extend', 'import', 'package' or 'option'",
        hint: hintForStatement)
    }
  }

  private mutating func parsePackage(into node: inout FileNode) throws {
    let place = begin([2])
    advance()
    let name = try expectQualifiedName("the package's name", mayBeRooted: false)
    if node.package != nil {
      error("the package has been named already", name.range)
    }
    if name.text.utf8.count(where: { $0 == UInt8(ascii: ".") }) > Self.maximumPackageDepth {
      error("packages are nested more than \(Self.maximumPackageDepth) deep", name.range)
    }
    node.package = name
    try expectEnd(";", of: place)
    end(place)
  }

  private mutating func parseSyntax(into node: inout FileNode) throws {
    let isEdition = isWord("edition")
    if index > 0 {
      error("this must be the first statement of the file", token.range)
    }
    // Editions are told at the place of the syntax too.
    let place = begin([12])
    // What cannot be read is most likely this, and then nothing else is wrong because of it.
    node.syntax = Name(text: "proto3", range: token.range)
    advance()
    try expect("=")
    let start = start
    let what = isEdition ? "an edition in quotes" : "a syntax in quotes"
    let value = String(decoding: try expectString(what), as: UTF8.self)
    let name = Name(text: value, range: start..<previousEnd)
    node.isEdition = isEdition
    if isEdition || value == "proto2" || value == "proto3" {
      node.syntax = name
    } else {
      error("the syntax '\(value)' is not known; use \"proto3\" or \"proto2\"", name.range)
    }
    try expectEnd(";", of: place)
    end(place)
  }

  private mutating func parseImport(into node: inout FileNode) throws {
    let place = begin([3, Int32(node.imports.count)])
    advance()
    var kind = ImportNode.Kind.plain
    if isWord("public") || isWord("weak") {
      kind = isWord("public") ? .public : .weak
      let count = node.imports.count { $0.kind == kind }
      locate([kind == .public ? 10 : 11, Int32(count)], token)
      advance()
    }
    let start = start
    let path = String(decoding: try expectString("the name of a file in quotes"), as: UTF8.self)
    node.imports.append(ImportNode(kind: kind, path: path, range: start..<previousEnd))
    try expectEnd(";", of: place)
    end(place)
  }
}
