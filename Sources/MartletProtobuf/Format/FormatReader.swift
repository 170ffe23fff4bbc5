// What generated code calls for the value of each kind of field.
extension FormatReader {
  /// Reads the value of a field with presence.
  @inlinable
  public mutating func optional<Coding: FieldReading>(
    _ field: inout Coding.Value?, _ coding: Coding.Type
  ) throws {
    try once()
    if let value = try Coding.parse(&self) { field = value }
  }

  /// Reads the value of a field of a oneof; `nil` if there is none.
  ///
  /// - Parameter isFree: Whether no field of the oneof has come before.
  @inlinable
  public mutating func chosen<Coding: FieldReading>(
    _ isFree: Bool, _ coding: Coding.Type
  ) throws -> Coding.Value? {
    try choose(isFree, takesNull: Coding.takesNull)
    return try Coding.parse(&self)
  }

  /// Refuses a second value for a field, and a second field of a oneof.
  @usableFromInline
  mutating func choose(_ isFree: Bool, takesNull: Bool) throws {
    try once()
    if !isFree { try refuseSecondChoice(takesNull: takesNull) }
  }

  /// Reads a message.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func message<M: Message>(_ field: inout M?) throws {
    try once()
    if let value: M = try message() { field = value }
  }

  /// Reads a message into a box.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func message<M: Message>(_ field: inout Boxed<M>?) throws {
    try once()
    if let value: M = try message() { field = Boxed(value) }
  }

  /// Reads the values of a list.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func list<Coding: FieldReading>(
    _ list: inout [Coding.Value], _ coding: Coding.Type
  ) throws {
    try Coding.parseList(&self, into: &list)
  }

  @inline(__always)
  mutating func parseList<Coding: FieldReading>(
    _ list: inout [Coding.Value], _ coding: Coding.Type
  ) throws {
    var elements = try beginElements()
    while try nextElement(&elements, takesNull: Coding.takesNull) {
      do {
        if let value = try Coding.parse(&self) { list.append(value) }
      } catch {
        throw Self.within(error, elements)
      }
    }
  }

  /// Reads the messages of a list.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func messages<M: Message>(_ list: inout [M]) throws {
    var elements = try beginElements()
    while try nextElement(&elements, takesNull: M.self == Google_Protobuf_Value.self) {
      do {
        try element(&list)
      } catch {
        throw Self.within(error, elements)
      }
    }
  }

  /// Reads a message where it is to be, so that it is not copied; there is no null in its place.
  @_semantics("optimize.sil.specialize.generic.never")
  private mutating func element<M: Message>(_ list: inout [M]) throws {
    if shape != nil {
      shape = .message(M.self)
      return
    }
    list.append(M())
    if isJSON {
      try list[list.count - 1].readJSON(from: &self)
    } else {
      try textMessage(&list[list.count - 1])
    }
  }

  /// Reads the entries of a map.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func map<Key: FieldReading, Value: FieldReading>(
    _ map: inout [Key.Value: Value.Value], _ key: Key.Type, _ value: Value.Type
  ) throws where Key.Value: Hashable {
    try readMap(&map, key, value)
  }

  @inline(__always)
  mutating func readMap<Key: FieldReading, Value: FieldReading>(
    _ map: inout [Key.Value: Value.Value], _ key: Key.Type, _ value: Value.Type
  ) throws where Key.Value: Hashable {
    guard isObject else { return try textMap(&map, key, value) }
    var entries = try beginEntries()
    while try nextKey(&entries) {
      do {
        guard let entryKey = try Key.parseKey(&self) else { continue }
        try endKey(takesNull: Value.takesNull)
        guard let entryValue = try Value.parse(&self) else { continue }
        if map.updateValue(entryValue, forKey: entryKey) != nil { throw repeatedKey() }
      } catch {
        throw withinEntry(error, entries)
      }
    }
  }

  /// Whether a map is an object rather than entries.
  @usableFromInline
  var isObject: Bool { isJSON }

  /// Refuses a second value for a field that has one only.
  @inlinable
  mutating func once() throws {
    if isSecond { throw refuseSecond() }
  }

  @usableFromInline
  var isSecond: Bool { isAgain }

  @usableFromInline
  func refuseSecond() -> any Error { failure("the field is there twice") }

  private mutating func refuseSecondChoice(takesNull: Bool) throws {
    if isJSON, next == UInt8(ascii: "n"), !takesNull { return }
    throw failure("another field of the same oneof is there already")
  }

  // MARK: Lists

  /// Where one is in a list.
  @usableFromInline
  struct Elements {
    var index = -1
    var isBracketed = true
    var isOver = false
  }

  @usableFromInline
  mutating func beginElements() throws -> Elements {
    var elements = Elements()
    if isJSON {
      if try takeNull() {
        elements.isOver = true
      } else {
        guard takeByte(UInt8(ascii: "[")) else {
          if shape != nil { shape = .repeated }
          throw failure("an array was expected, since the field is repeated")
        }
        try enter()
      }
    } else {
      elements.isBracketed = try beginTextElements()
    }
    return elements
  }

  /// Goes on to the next element; `false` behind the last.
  @usableFromInline
  mutating func nextElement(_ elements: inout Elements, takesNull: Bool) throws -> Bool {
    if elements.isOver { return false }
    elements.index += 1
    guard elements.isBracketed else {
      elements.isOver = true
      return true
    }
    skipSpace()
    let isFirst = elements.index == 0
    if takeByte(UInt8(ascii: "]")) {
      elements.isOver = true
      if isJSON { leave() }
      return false
    }
    if !isFirst {
      guard takeByte(UInt8(ascii: ",")) else { throw failure("',' or ']' was expected") }
      skipSpace()
    }
    if isJSON, next == UInt8(ascii: "n"), !takesNull {
      throw failure("null cannot be an element")
    }
    return true
  }

  @usableFromInline
  static func within(_ error: any Error, _ elements: Elements) -> any Error {
    guard var failure = error as? FormatFailure, elements.isBracketed else { return error }
    failure.enter(element: "\(elements.index)")
    return failure
  }

  /// Passes over space, and over comments in the text format.
  @inline(__always)
  mutating func skipSpace() {
    // Most of it is none.
    if next <= 0x20 || next == UInt8(ascii: "#") { skipMoreSpace() }
  }

  private mutating func skipMoreSpace() {
    while true {
      switch next {
      case 0x20, 0x09, 0x0a, 0x0d: skip(1)
      case 0x0b where !isJSON, 0x0c where !isJSON: skip(1)
      case UInt8(ascii: "#") where !isJSON:
        while !isAtEnd, next != 0x0a { skip(1) }
      default: return
      }
    }
  }

  // MARK: Values

  @usableFromInline
  mutating func int32() throws -> Int32? { try integer() }

  @usableFromInline
  mutating func int64() throws -> Int64? { try integer() }

  @usableFromInline
  mutating func uint32() throws -> UInt32? { try integer() }

  @usableFromInline
  mutating func uint64() throws -> UInt64? { try integer() }

  @inline(__always)
  private mutating func integer<Value: FixedWidthInteger>() throws -> Value? {
    isJSON ? try jsonInteger() : try textInteger()
  }

  @usableFromInline
  mutating func float() throws -> Float? { isJSON ? try jsonFloat() : Float(try textDouble()) }

  @usableFromInline
  mutating func double() throws -> Double? { isJSON ? try jsonDouble() : try textDouble() }

  @usableFromInline
  mutating func bool() throws -> Bool? { isJSON ? try jsonBool() : try textBool() }

  @usableFromInline
  mutating func boolKey() throws -> Bool? { isJSON ? try jsonBoolKey() : try textBool() }

  @usableFromInline
  mutating func string() throws -> String? { isJSON ? try jsonString() : try textString() }

  @usableFromInline
  mutating func bytes() throws -> [UInt8]? { isJSON ? try jsonBytes() : try textBytes() }

  @usableFromInline
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func enumeration<E: Enum>() throws -> E? {
    isJSON ? try jsonEnumeration() : try textEnumeration()
  }

  /// A message; `nil` for null.
  @usableFromInline
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func message<M: Message>() throws -> M? {
    if shape != nil {
      shape = .message(M.self)
      return nil
    }
    var value = M()
    if isJSON {
      if next == UInt8(ascii: "n"), M.self != Google_Protobuf_Value.self, try takeNull() {
        return nil
      }
      try value.readJSON(from: &self)
    } else {
      try textMessage(&value)
    }
    return value
  }
}
