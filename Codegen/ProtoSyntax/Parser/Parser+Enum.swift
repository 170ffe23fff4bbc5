extension Parser {
  mutating func parseEnum(_ path: [Int32]) throws -> EnumNode {
    let place = begin(path)
    advance()
    let name = try locate(path + [1]) { try $0.expectName("the enumeration's name") }
    var node = EnumNode(name: name)
    let errors = diagnostics.all.count
    try block(of: place) { parser in
      if parser.isWord("option") {
        node.options.append(try parser.parseOptionStatement(path + [3], node.options.count))
      } else if parser.isWord("reserved") {
        try parser.parseReserved(into: &node.reserved, ranges: path + [4], names: path + [5])
      } else {
        node.values.append(try parser.parseEnumValue(path + [2, Int32(node.values.count)]))
      }
    }
    end(place)
    node.isUnreadable = diagnostics.all.count > errors
    return node
  }

  private mutating func parseEnumValue(_ path: [Int32]) throws -> EnumNode.Value {
    let place = begin(path)
    let name = try locate(path + [1]) { try $0.expectName("the value's name") }
    guard take("=") else { throw failExpecting("'=' and the value's number") }
    let numberStart = start
    let number = try locate(path + [2]) { try $0.expectInteger("the value's number") }
    let numberRange = numberStart..<previousEnd
    let options = try parseBracketedOptions(path + [3])
    try expectEnd(";", of: place)
    end(place)
    return EnumNode.Value(name: name, number: number, numberRange: numberRange, options: options)
  }
}
