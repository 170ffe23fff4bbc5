extension Parser {
  mutating func parseMessage(_ path: [Int32]) throws -> MessageNode {
    let place = begin(path)
    advance()
    let name = try locate(path + [1]) { try $0.expectName("the message's name") }
    var node = MessageNode(.message, name)
    try parseMessageBody(&node, place, path)
    return node
  }

  /// Reads what is between a message's braces.
  mutating func parseMessageBody(
    _ node: inout MessageNode, _ place: Int, _ path: [Int32]
  ) throws {
    guard depth < Self.maximumDepth else {
      throw fail("messages are nested more than \(Self.maximumDepth) deep")
    }
    depth += 1
    defer { depth -= 1 }
    defer { end(place) }
    try block(of: place) { try $0.parseStatement(into: &node, path) }
  }

  private mutating func parseStatement(into node: inout MessageNode, _ path: [Int32]) throws {
    if isWord("message") {
      node.messages.append(try parseMessage(path + [3, Int32(node.messages.count)]))
    } else if isWord("enum") {
      node.enums.append(try parseEnum(path + [4, Int32(node.enums.count)]))
    } else if isWord("extensions") {
      try parseExtensionRanges(into: &node, path + [5])
    } else if isWord("reserved") {
      try parseReserved(into: &node.reserved, ranges: path + [9], names: path + [10])
    } else if isWord("extend") {
      try parseExtend(
        path + [6], groups: path + [3], fields: &node.extensions, messages: &node.messages)
    } else if isWord("option") {
      node.options.append(try parseOptionStatement(path + [7], node.options.count))
    } else if isWord("oneof") {
      try parseOneof(into: &node, path)
    } else {
      try parseField(
        path + [2, Int32(node.fields.count)], groups: path + [3], messages: &node.messages
      ) { node.fields.append($0) }
    }
  }

  // MARK: Oneofs

  private mutating func parseOneof(into node: inout MessageNode, _ path: [Int32]) throws {
    let oneof = node.oneofs.count
    let ownPath = path + [8, Int32(oneof)]
    let place = begin(ownPath)
    advance()
    let name = try locate(ownPath + [1]) { try $0.expectName("the oneof's name") }
    node.oneofs.append(OneofNode(name: name))
    let errors = diagnostics.all.count
    try block(of: place, isForgiving: false) { parser in
      if parser.isWord("option") {
        let option = try parser.parseOptionStatement(
          ownPath + [2], node.oneofs[oneof].options.count)
        node.oneofs[oneof].options.append(option)
        return
      }
      try parser.parseField(
        path + [2, Int32(node.fields.count)], groups: path + [3], messages: &node.messages,
        oneof: oneof
      ) { node.fields.append($0) }
      node.oneofs[oneof].fieldCount += 1
    }
    end(place)
    if node.oneofs[oneof].fieldCount == 0, diagnostics.all.count == errors {
      error("a oneof must have at least one field", name.range)
    }
  }
}
