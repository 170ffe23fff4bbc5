extension Parser {
  /// Reads `extensions …;`.
  mutating func parseExtensionRanges(into node: inout MessageNode, _ path: [Int32]) throws {
    let place = begin(path)
    advance()
    let first = node.extensionRanges.count
    repeat {
      let range = try parseRange(path + [Int32(node.extensionRanges.count)])
      node.extensionRanges.append(ExtensionRangeNode(range: range))
    } while take(",")
    if token.isSymbol("[") { try parseRangeOptions(into: &node, from: first, path) }
    try expectEnd(";", of: place)
    end(place)
  }

  /// Reads the options of several ranges: each range has all of them, and their locations.
  private mutating func parseRangeOptions(
    into node: inout MessageNode, from first: Int, _ path: [Int32]
  ) throws {
    let firstPlace = locations.count
    let options = try parseBracketedOptions(path + [Int32(first), 3])
    let noted = locations[firstPlace...]
    node.extensionRanges[first].options = options
    for index in (first + 1)..<max(first + 1, node.extensionRanges.count) {
      let shift = locations.count - firstPlace
      for var location in noted {
        location.path[path.count] = Int32(index)
        locations.append(location)
      }
      node.extensionRanges[index].options = options.map { option in
        var option = option
        option.location = option.location.map { $0 + shift }
        return option
      }
    }
  }

  /// Reads a number, or two with `to` between them.
  private mutating func parseRange(_ path: [Int32]) throws -> RangeNode {
    let start = start
    let place = begin(path)
    let startToken = token
    let first = try locate(path + [1]) { try $0.expectInteger("a number") }
    var last: Int64? = first
    if takeWord("to") {
      last = try locate(path + [2]) { parser in
        if parser.takeWord("max") { return nil }
        return try parser.expectInteger("a number or 'max'")
      }
    } else {
      // protoc tells the first word only, though that of a negative number is its sign.
      locate(path + [2], startToken)
    }
    end(place)
    return RangeNode(start: first, end: last, range: start..<previousEnd)
  }

  /// Reads `reserved …;`.
  ///
  /// - Parameters:
  ///   - ranges: The path of the list of numbers.
  ///   - names: The path of the list of names.
  mutating func parseReserved(
    into node: inout ReservedNode, ranges: [Int32], names: [Int32]
  ) throws {
    let first = token
    advance()
    guard token.kind == .string || token.kind == .identifier else {
      let place = begin(ranges, at: first)
      repeat {
        if token.kind == .string || token.kind == .identifier { throw failOfMixture() }
        node.ranges.append(try parseRange(ranges + [Int32(node.ranges.count)]))
      } while take(",")
      try expectEnd(";", of: place)
      end(place)
      return
    }
    let place = begin(names, at: first)
    repeat {
      if token.kind == .integer { throw failOfMixture() }
      let name = try locate(names + [Int32(node.names.count)]) { parser in
        try parser.parseReservedName(into: &node)
      }
      node.names.append(name)
    } while take(",")
    try expectEnd(";", of: place)
    end(place)
  }

  private func failOfMixture() -> Unreadable {
    fail("names and numbers are reserved in statements of their own: 'reserved 1; reserved \"a\";'")
  }

  private mutating func parseReservedName(into node: inout ReservedNode) throws -> Name {
    let start = start
    if token.kind == .identifier {
      node.bareName = node.bareName ?? token.range
      return try expectName("a name")
    }
    node.quotedName = node.quotedName ?? token.range
    let text = String(decoding: try expectString("a name in quotes"), as: UTF8.self)
    return Name(text: text, range: start..<previousEnd)
  }
}
