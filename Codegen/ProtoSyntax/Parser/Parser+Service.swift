extension Parser {
  mutating func parseService(_ comments: NodeComments) throws -> ServiceNode {
    let start = start
    advance()
    let name = try expectName("the service's name")
    var node = ServiceNode(name: name, range: start..<start, comments: comments)
    node.comments.trailing = try block { parser in
      switch parser.identifier {
      case "option": node.options.append(try parser.parseOptionStatement())
      case "rpc": node.methods.append(try parser.parseMethod())
      default: throw parser.failExpecting("'rpc' or 'option'")
      }
    }
    node.range = start..<previousEnd
    return node
  }

  private mutating func parseMethod() throws -> ServiceNode.Method {
    let comments = leadingComments()
    let start = start
    advance()
    let name = try expectName("the method's name")
    let (input, inputStream) = try parseMethodType("the type of requests")
    guard takeWord("returns") else { throw failExpecting("'returns'") }
    let (output, outputStream) = try parseMethodType("the type of responses")
    var method = ServiceNode.Method(
      name: name, input: input, output: output, inputStream: inputStream,
      outputStream: outputStream, options: [], range: start..<start, comments: comments)
    if token.isSymbol("{") {
      method.comments.trailing = try block { parser in
        guard parser.isWord("option") else { throw parser.failExpecting("'option'") }
        method.options.append(try parser.parseOptionStatement())
      }
    } else {
      guard take(";") else { throw failExpecting("';' behind the method") }
      method.comments.trailing = trailingComment()
    }
    method.range = start..<previousEnd
    return method
  }

  private mutating func parseMethodType(_ what: String) throws -> (Name, Range<Int>?) {
    try expect("(")
    // `stream` may also be the name, or the package, of a type.
    var stream: Range<Int>?
    if isWord("stream"), !following.isSymbol(")"), !following.isSymbol(".") || isRootedName {
      stream = token.range
      advance()
    }
    let name = try expectQualifiedName(what)
    try expect(")")
    return (name, stream)
  }

  /// Whether the word behind this one is a dot that begins a name rather than goes on with one:
  /// there is space before it.
  private var isRootedName: Bool { following.range.lowerBound > token.range.upperBound }
}
