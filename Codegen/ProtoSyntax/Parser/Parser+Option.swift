extension Parser {
  /// Reads `option name = value;`.
  ///
  /// - Parameters:
  ///   - path: The path of the options.
  ///   - count: The number of options that stand before this one.
  mutating func parseOptionStatement(_ path: [Int32], _ count: Int) throws -> OptionNode {
    let outer = begin(path)
    let place = begin(path + [999, Int32(count)])
    guard takeWord("option") else { throw failExpecting("'option'") }
    let option = try parseOption(at: place)
    try expectEnd(";", of: place)
    end(place)
    end(outer)
    return option
  }

  /// Reads `[name = value, …]`, if it is there.
  ///
  /// - Parameter path: The path of the options.
  mutating func parseBracketedOptions(_ path: [Int32]) throws -> [OptionNode] {
    guard token.isSymbol("[") else { return [] }
    let outer = begin(path)
    defer { end(outer) }
    advance()
    var options: [OptionNode] = []
    repeat {
      options.append(try parseBracketedOption(path, options.count))
    } while take(",")
    try expect("]")
    return options
  }

  private mutating func parseBracketedOption(
    _ path: [Int32], _ count: Int
  ) throws -> OptionNode {
    let place = begin(path + [999, Int32(count)])
    defer { end(place) }
    return try parseOption(at: place)
  }

  /// Reads the options of a field, among which its default and its name in JSON stand.
  mutating func parseFieldOptions(into node: inout FieldNode, _ path: [Int32]) throws {
    guard token.isSymbol("[") else { return }
    let outer = begin(path + [8])
    defer { end(outer) }
    advance()
    repeat {
      if isWord("default") {
        let range = token.range
        let option = try parseSpecialOption(value: path + [7])
        if node.defaultValue != nil { error("the default is set already", range) }
        node.defaultValue = option
      } else if isWord("json_name") {
        let range = token.range
        let place = begin(path + [10])
        let option = try parseSpecialOption(value: path + [10])
        end(place)
        if node.jsonName != nil { error("the option 'json_name' is set twice", range) }
        node.jsonName = option
        guard case .string = option.value else {
          error("the option 'json_name' takes a string", option.valueRange)
          continue
        }
      } else {
        node.options.append(try parseBracketedOption(path + [8], node.options.count))
      }
    } while take(",")
    try expect("]")
  }

  /// Reads what looks like an option and is none.
  private mutating func parseSpecialOption(value path: [Int32]) throws -> OptionNode {
    let name = try expectName("the option's name")
    try expect("=")
    let start = start
    let place = begin(path)
    let value = try parseOptionValue()
    end(place)
    return OptionNode(
      name: [OptionNode.NamePart(name: name, isExtension: false)], value: value,
      nameRange: name.range, valueRange: start..<previousEnd, location: place)
  }

  private mutating func parseOption(at place: Int) throws -> OptionNode {
    let start = start
    var parts = [try parseNamePart()]
    while take(".") { parts.append(try parseNamePart()) }
    let nameRange = start..<previousEnd
    guard take("=") else { throw failExpecting("'=' and the option's value") }
    let valueStart = self.start
    let value = try parseOptionValue()
    return OptionNode(
      name: parts, value: value, nameRange: nameRange, valueRange: valueStart..<previousEnd,
      location: place)
  }

  private mutating func parseNamePart() throws -> OptionNode.NamePart {
    if take("(") {
      let name = try expectQualifiedName("the name of an extension")
      try expect(")")
      return OptionNode.NamePart(name: name, isExtension: true)
    }
    return OptionNode.NamePart(name: try expectName("the option's name"), isExtension: false)
  }

  private mutating func parseOptionValue() throws -> OptionNode.Value {
    if token.isSymbol("{") { return .aggregate(try parseAggregate()) }
    let isNegative = take("-")
    let bytes = file.bytes[token.range]
    switch token.kind {
    case .identifier:
      let word = text(token)
      guard isNegative else {
        advance()
        return .identifier(word)
      }
      guard word == "inf" || word == "nan" else { throw fail("only a number can be negative") }
      advance()
      return .float(word == "inf" ? -.infinity : .nan)
    case .integer:
      guard let magnitude = Literal.integer(bytes) else {
        // Only decimal numbers go on as those with a fraction do.
        if bytes.first == UInt8(ascii: "0") { throw fail("the number does not fit in 64 bits") }
        advance()
        let value = Literal.float(bytes)
        return .float(isNegative ? -value : value)
      }
      advance()
      if !isNegative { return .positive(magnitude) }
      guard magnitude <= UInt64(Int64.max) + 1 else { return .float(-Double(magnitude)) }
      return .negative(Int64(truncatingIfNeeded: 0 &- magnitude))
    case .float:
      advance()
      let value = Literal.float(bytes)
      return .float(isNegative ? -value : value)
    case .string where !isNegative:
      return .string(try expectString("a string"))
    default: throw failExpecting("the option's value")
    }
  }

  /// Reads a message in text format up to its closing brace; it is understood when everything is
  /// linked.
  private mutating func parseAggregate() throws -> [Token] {
    advance()
    let first = index
    var open = 1
    while true {
      if isAtEnd { throw failExpecting("'}'") }
      if token.isSymbol("{") { open += 1 }
      if token.isSymbol("}") { open -= 1 }
      advance()
      if open == 0 { return Array(tokens[first..<index]) }
    }
  }
}
