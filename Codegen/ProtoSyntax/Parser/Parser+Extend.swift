extension Parser {
  /// Reads `extend … { … }`.
  ///
  /// - Parameters:
  ///   - path: The path of the list of extensions that the fields are added to.
  ///   - groups: The path of the list of messages that groups are added to.
  mutating func parseExtend(
    _ path: [Int32], groups: [Int32], fields: inout [FieldNode], messages: inout [MessageNode]
  ) throws {
    let place = begin(path)
    advance()
    let first = token
    let extendee = try expectQualifiedName("the message to extend")
    let last = tokens[index - 1]
    if ScalarType(extendee.text) != nil {
      error("'\(extendee.text)' cannot be extended; only messages can", extendee.range)
    }
    let count = fields.count
    let errors = diagnostics.all.count
    try block(of: place, isForgiving: false) { parser in
      try parser.parseField(
        path + [Int32(fields.count)], groups: groups, messages: &messages,
        extending: (extendee, first, last)
      ) { fields.append($0) }
    }
    end(place)
    if fields.count == count, diagnostics.all.count == errors {
      error("'extend' must declare at least one field", extendee.range)
    }
  }
}
