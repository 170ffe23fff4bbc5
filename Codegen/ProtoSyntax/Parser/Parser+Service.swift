extension Parser {
  mutating func parseService(_ path: [Int32]) throws -> ServiceNode {
    let place = begin(path)
    advance()
    let name = try locate(path + [1]) { try $0.expectName("the service's name") }
    var node = ServiceNode(name: name)
    try block(of: place) { parser in
      if parser.isWord("option") {
        node.options.append(try parser.parseOptionStatement(path + [3], node.options.count))
      } else if parser.isWord("rpc") {
        node.methods.append(try parser.parseMethod(path + [2, Int32(node.methods.count)]))
      } else {
        throw parser.failExpecting("'rpc' or 'option'", hint: parser.hintForMethod)
      }
    }
    end(place)
    return node
  }

  private mutating func parseMethod(_ path: [Int32]) throws -> ServiceNode.Method {
    let place = begin(path)
    advance()
    let name = try locate(path + [1]) { try $0.expectName("the method's name") }
    let (input, streamsInput) = try parseMethodType(
      "the type of requests", stream: path + [5], type: path + [2])
    guard takeWord("returns") else { throw failExpecting("'returns'") }
    let (output, streamsOutput) = try parseMethodType(
      "the type of responses", stream: path + [6], type: path + [3])
    var method = ServiceNode.Method(
      name: name, input: input, output: output, streamsInput: streamsInput,
      streamsOutput: streamsOutput)
    if token.isSymbol("{") {
      method.hasBlock = true
      try block(of: place) { parser in
        let count = method.options.count
        method.options.append(try parser.parseOptionStatement(path + [4], count))
      }
    } else if !takeEnd(";", of: place) {
      try missEnd(of: "the method")
    }
    end(place)
    return method
  }

  private mutating func parseMethodType(
    _ what: String, stream: [Int32], type: [Int32]
  ) throws -> (Name, Bool) {
    guard take("(") else { throw failExpecting("'(' and \(what)") }
    let isStream = isWord("stream")
    if isStream {
      locate(stream, token)
      advance()
      if token.isSymbol(")") {
        throw fail("'stream' needs a type behind it; a type of that name is written '.stream'")
      }
    }
    let name = try locate(type) { try $0.expectQualifiedName(what) }
    if ScalarType(name.text) != nil {
      error("a method takes and returns messages, not '\(name.text)'", name.range)
    }
    try expect(")")
    return (name, isStream)
  }
}
