extension Parser {
  /// Reads a field.
  ///
  /// - Parameters:
  ///   - path: The field's path.
  ///   - groups: The path of the list of messages that those of groups and maps are added to.
  ///   - messages: That list.
  ///   - oneof: The oneof that the field is in.
  ///   - extendee: The name of the message that it extends, and the first and last word of that.
  ///   - add: Gets the field before the message of a group, if it is one.
  mutating func parseField(
    _ path: [Int32], groups: [Int32], messages: inout [MessageNode], oneof: Int? = nil,
    extending extendee: (name: Name, first: Token, last: Token)? = nil,
    add: (FieldNode) -> Void
  ) throws {
    let place = begin(path)
    if let extendee {
      let range = begin(path + [2], at: extendee.first)
      end(range, with: extendee.last)
    }
    let (label, labelRange) = parseLabel(path, isInOneof: oneof != nil)
    let typePlace = begin(path)
    let typeToken = token
    let typeStart = start
    let (type, entryTypes) = try parseType()
    end(typePlace)
    if case .scalar = type {
      locations[typePlace].path = path + [5]
    } else if case .group = type {
      locations[typePlace].path = path + [5]
    } else {
      locations[typePlace].path = path + [6]
    }
    let typeRange = typeStart..<previousEnd
    let nameToken = token
    if token.isSymbol("<"), case .named(let name) = type, name.text.lowercased() == "map" {
      error("maps are written in small letters: 'map<'", name.range)
      throw Unreadable()
    }
    guard identifier != nil else {
      throw failExpecting("the field's name", hint: hintForFieldName(behind: typeToken))
    }
    let name = try locate(path + [1]) { try $0.expectName("the field's name") }
    guard take("=") else {
      throw failExpecting(
        "'=' and the field's number", hint: hintForFieldNumber(behind: typeToken))
    }
    let numberStart = start
    let number = try locate(path + [3]) { try $0.expectInteger("the field's number") }
    var node = FieldNode(
      extendee: extendee?.name, label: label, labelRange: labelRange, type: type,
      typeRange: typeRange, name: name, number: number, numberRange: numberStart..<previousEnd,
      oneof: oneof)
    try parseFieldOptions(into: &node, path)
    if case .group = type {
      try parseGroup(&node, nameToken, place, groups, &messages, add)
      end(place)
      return
    }
    if !takeEnd(";", of: place) { try missEnd(of: "the field") }
    end(place)
    if let entryTypes {
      let entry = mapEntry(of: node, key: entryTypes.key, value: entryTypes.value)
      node.type = .map(entry.name)
      messages.append(entry)
    }
    add(node)
  }

  private mutating func parseLabel(
    _ path: [Int32], isInOneof: Bool
  ) -> (FieldNode.Label?, Range<Int>) {
    let label: FieldNode.Label
    if isWord("optional") {
      label = .optional
    } else if isWord("repeated") {
      label = .repeated
    } else if isWord("required") {
      label = .required
    } else {
      return (nil, start..<start)
    }
    let range = token.range
    if isInOneof {
      error("a field of a oneof has no label: remove it", range)
      advance()
      return (nil, range)
    }
    locate(path + [4], token)
    advance()
    return (label, range)
  }

  /// Reads a type; of a map, also those of its keys and values.
  private mutating func parseType() throws -> (
    FieldNode.FieldType, (key: FieldNode.FieldType, value: FieldNode.FieldType)?
  ) {
    if isWord("map"), following.isSymbol("<") {
      let name = Name(text: "map", range: token.range)
      advance()
      advance()
      let key = try parseNamedType("the type of the map's keys")
      try expect(",")
      if isWord("repeated"), following.kind == .identifier {
        throw fail("a map's values cannot be lists: make it a message that has the list")
      }
      let value = try parseNamedType("the type of the map's values")
      try expect(">")
      return (.map(name), (key, value))
    }
    if isWord("group") {
      let name = try expectName("the field's type")
      return (.group(name), nil)
    }
    return (try parseNamedType("the field's type"), nil)
  }

  private mutating func parseNamedType(_ what: String) throws -> FieldNode.FieldType {
    // A type may be called map, but not what it is in.
    let name = isWord("map") ? try expectName(what) : try expectQualifiedName(what)
    return ScalarType(name.text).map { .scalar($0) } ?? .named(name)
  }

  // MARK: Groups and maps

  private mutating func parseGroup(
    _ node: inout FieldNode, _ nameToken: Token, _ place: Int, _ path: [Int32],
    _ messages: inout [MessageNode], _ add: (FieldNode) -> Void
  ) throws {
    let ownPath = path + [Int32(messages.count)]
    var start = locations[place]
    start.path = ownPath
    locations.append(start)
    let groupPlace = locations.count - 1
    locate(ownPath + [1], nameToken)
    locate(locations[place].path + [6], nameToken)
    let name = node.name
    if let first = name.text.utf8.first, first < 65 || first > 90 {
      error("the name of a group begins with a capital: it is a message's too", name.range)
    }
    node.type = .group(name)
    node.name = Name(text: name.text.lowercased(), range: name.range)
    guard token.isSymbol("{") else { throw failExpecting("'{' and the group's fields") }
    var message = MessageNode(.group, name)
    add(node)
    // The group keeps its place, whatever is wrong within.
    defer { messages.append(message) }
    try parseMessageBody(&message, groupPlace, ownPath)
  }

  private func mapEntry(
    of node: FieldNode, key: FieldNode.FieldType, value: FieldNode.FieldType
  ) -> MessageNode {
    let name = Name(text: GeneratedNames.mapEntry(node.name.text), range: node.name.range)
    var entry = MessageNode(.mapEntry, name)
    // What a map's features say holds for its keys and values.
    let features = node.options.filter(\.isFeature).map { option in
      var option = option
      option.location = nil
      return option
    }
    for (number, part) in [("key", key), ("value", value)].enumerated() {
      var range = node.typeRange
      if case .named(let name) = part.1 { range = name.range }
      entry.fields.append(
        FieldNode(
          label: .optional, type: part.1, typeRange: range,
          name: Name(text: part.0, range: node.name.range), number: Int64(number) + 1,
          numberRange: node.numberRange, options: features))
    }
    return entry
  }
}
