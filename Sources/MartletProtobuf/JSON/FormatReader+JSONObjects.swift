// Objects: messages, and maps.
extension FormatReader {
  /// Passes over `null` if it comes next.
  mutating func takeNull() throws -> Bool {
    guard next == UInt8(ascii: "n") else { return false }
    guard takeWord("null") else { throw failure("a value was expected") }
    return true
  }

  /// Reads a message whose object has a member for each field.
  ///
  /// - Parameter isAny: Whether a member `@type` belongs to an `Any` around it.
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func object<M: Message>(_ message: inout M, isAny: Bool = false) throws {
    guard takeByte(UInt8(ascii: "{")) else { throw failure("an object was expected") }
    try enter()
    let names = M.protoFields.names
    var seen = SeenFields()
    var expected = 0
    var isFirst = true
    var isAny = isAny
    while try nextMember(isFirst) {
      isFirst = false
      // Writers keep to the order of the numbers, and leave out what is not set.
      let index: Int
      if names.isNext(expected, rest) {
        index = expected
        skip(Int(names.entries[index].jsonKey.count))
      } else if let found = try member(of: &message, names, isAny: &isAny) {
        index = found
      } else {
        continue
      }
      skipSpace()
      isAgain = seen.insert(index)
      let entry = names.entries[index]
      do {
        if isAgain { throw refuseSecond() }
        try message.read(UInt32(truncatingIfNeeded: entry.number), from: &self)
      } catch {
        throw Self.within(error, names.string(entry.name))
      }
      expected = index + 1
    }
    leave()
  }

  static func within(_ error: any Error, _ field: String) -> any Error {
    guard var failure = error as? FormatFailure else { return error }
    failure.within(field)
    return failure
  }

  /// Goes on to the next member's name; `false` behind the last.
  @inline(__always)
  mutating func nextMember(_ isFirst: Bool) throws -> Bool {
    skipSpace()
    if takeByte(UInt8(ascii: "}")) { return false }
    if !isFirst {
      guard takeByte(UInt8(ascii: ",")) else { throw failure("',' or '}' was expected") }
      skipSpace()
    }
    guard next == UInt8(ascii: "\"") else { throw failure("a name in quotes was expected") }
    return true
  }

  /// Reads a member's name and the colon behind it.
  mutating func memberName<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    let result = try stringBytes(body)
    try colon()
    return result
  }

  mutating func colon() throws {
    skipSpace()
    guard takeByte(UInt8(ascii: ":")) else { throw failure("':' was expected") }
    skipSpace()
  }

  /// Reads a name and finds its field; `nil` if it is of none, and has been passed over.
  @_semantics("optimize.sil.specialize.generic.never")
  private mutating func member<M: Message>(
    of message: inout M, _ names: FieldNames, isAny: inout Bool
  ) throws -> Int? {
    let start = offset
    if let index = try memberName({ names.index(of: $0, .json) }) { return index }
    let valueStart = offset
    offset = start
    let name = try memberName { String(decoding: $0, as: UTF8.self) }
    offset = valueStart
    if isAny, name == "@type" {
      isAny = false
      try skipValue()
      return nil
    }
    if name.hasPrefix("["), name.hasSuffix("]"),
      try message.readExtension(String(name.dropFirst().dropLast()), from: &self)
    {
      return nil
    }
    guard json.ignoreUnknownFields else {
      throw failure("\(M.protoMessageName) has no field '\(name)'", at: start)
    }
    try skipValue()
    return nil
  }

  // MARK: Maps

  /// Where one is in a map.
  @usableFromInline
  struct Entries {
    var isFirst = true
    var isOver = false
    var keyOffset = 0
  }

  @usableFromInline
  mutating func beginEntries() throws -> Entries {
    if try takeNull() { return Entries(isOver: true) }
    guard takeByte(UInt8(ascii: "{")) else {
      if shape != nil { shape = .repeated }
      throw failure("an object was expected, since the field is a map")
    }
    try enter()
    return Entries()
  }

  /// Goes on to the next entry's key; `false` behind the last.
  @usableFromInline
  mutating func nextKey(_ entries: inout Entries) throws -> Bool {
    if entries.isOver { return false }
    guard try nextMember(entries.isFirst) else {
      leave()
      return false
    }
    entries.isFirst = false
    entries.keyOffset = offset
    return true
  }

  @usableFromInline
  mutating func endKey(takesNull: Bool) throws {
    try colon()
    if next == UInt8(ascii: "n"), !takesNull { throw failure("null cannot be a value of a map") }
  }

  @usableFromInline
  func repeatedKey() -> any Error { failure("the key is there twice") }

  /// The error with the key before it, which is read again.
  @usableFromInline
  mutating func withinEntry(_ error: any Error, _ entries: Entries) -> any Error {
    guard var failure = error as? FormatFailure else { return error }
    offset = entries.keyOffset
    let key = try? stringBytes { String(decoding: $0, as: UTF8.self) }
    failure.enter(element: key.map { "\"\($0)\"" } ?? "?")
    return failure
  }

  // MARK: What is passed over

  /// Passes over a value of any kind, which must be JSON.
  mutating func skipValue() throws {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"):
      skip(1)
      try enter()
      var isFirst = true
      while try nextMember(isFirst) {
        isFirst = false
        try memberName { _ in }
        try skipValue()
      }
      leave()
    case UInt8(ascii: "["):
      var elements = try beginElements()
      while try nextElement(&elements, takesNull: true) { try skipValue() }
    case UInt8(ascii: "\""): try stringBytes { _ in }
    case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try jsonBool()
    case UInt8(ascii: "n"): _ = try takeNull()
    default: _ = try numberBytes()
    }
  }
}
