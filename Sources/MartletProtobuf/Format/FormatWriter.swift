/// Writes the fields of a message as JSON or in the text format.
///
/// Generated code drives it: a call for each field, in the order of their numbers. What goes wrong
/// is kept, so that there is nothing to be caught on the way.
public struct FormatWriter {
  /// What is written.
  enum Style {
    case json, text
  }

  let style: Style
  let json: JSONEncodingOptions
  let text: TextFormatEncodingOptions
  var output = OutputBuffer()
  /// The names of the fields of the message that is being written.
  var names: FieldNames
  /// The full name of the extension that is being written.
  var extensionName: String?
  /// The extensions that were written, if anyone wants to know.
  var extensionsInUse: SimpleExtensionMap?
  /// The number of messages around the one that is being written.
  var depth = 0
  /// What went wrong first.
  var failure: FormatFailure?

  /// The deepest nesting that is written. Messages are made by the program, but an `Any` holds what
  /// somebody sent; a tree that is deeper could exhaust the stack.
  static let depthLimit = 1_000

  init(json options: JSONEncodingOptions, _ type: any Message.Type) {
    style = .json
    json = options
    text = TextFormatEncodingOptions()
    names = type.protoFields.names
  }

  init(text options: TextFormatEncodingOptions, _ type: any Message.Type) {
    style = .text
    json = JSONEncodingOptions()
    text = options
    names = type.protoFields.names
  }

  @inline(__always)
  var isJSON: Bool { style == .json }

  /// Whether fields are written that have their default and no presence.
  @usableFromInline
  var printsDefaults: Bool { isJSON && json.alwaysPrintFieldsWithNoPresence }

  var sortsMaps: Bool { isJSON ? json.useDeterministicOrdering : text.useDeterministicOrdering }

  mutating func fail(_ what: @autoclosure () -> String) {
    if failure == nil { failure = FormatFailure(what(), at: output.count) }
  }

  // MARK: Fields

  /// Writes a field.
  @inlinable
  public mutating func field<Coding: FieldReading>(
    _ number: UInt32, _ value: Coding.Value, _ coding: Coding.Type
  ) {
    begin(number)
    Coding.write(value, to: &self)
  }

  /// Writes a field with presence, if it is set.
  @inlinable
  public mutating func optional<Coding: FieldReading>(
    _ number: UInt32, _ value: Coding.Value?, _ coding: Coding.Type
  ) {
    if let value { field(number, value, coding) }
  }

  /// Writes a field with a message, if it is set.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func message<M: Message>(_ number: UInt32, _ value: M?) {
    guard let value else { return }
    begin(number)
    nested(value, number)
  }

  /// Writes a field with a message in a box, if it is set.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func message<M: Message>(_ number: UInt32, _ box: Boxed<M>?) {
    guard let box else { return }
    begin(number)
    nested(box.value, number)
  }

  /// Writes a message and, if that fails, the place.
  @_semantics("optimize.sil.specialize.generic.never")
  private mutating func nested<M: Message>(_ value: M, _ number: UInt32, _ index: Int? = nil) {
    let hadFailed = failure != nil
    message(value)
    if failure != nil, !hadFailed {
      let field = name(of: number)
      failure?.enter(field, index.map { "\($0)" })
    }
  }

  /// What errors call a field.
  func name(of number: UInt32) -> String {
    if let index = names.index(of: Int(number)) { return names.string(names.entries[index].name) }
    return extensionName.map { "[\($0)]" } ?? "\(number)"
  }

  // MARK: Lists

  /// Writes a field for a list of values, or for each of them.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func list<Coding: FieldReading>(
    _ number: UInt32, _ values: [Coding.Value], _ coding: Coding.Type
  ) {
    Coding.writeList(number, values, to: &self)
  }

  @inline(__always)
  mutating func writeList<Coding: FieldReading>(
    _ number: UInt32, _ values: [Coding.Value], _ coding: Coding.Type
  ) {
    if values.isEmpty, !printsDefaults { return }
    beginList(number)
    for value in values {
      beginElement(number)
      Coding.write(value, to: &self)
    }
    endList()
  }

  /// Writes a field for a list of messages, or for each of them.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func messages<M: Message>(_ number: UInt32, _ values: [M]) {
    if values.isEmpty, !printsDefaults { return }
    beginList(number)
    // By the index, since an enumeration looks up the metadata of its pairs for each.
    for index in values.indices {
      beginElement(number)
      nested(values[index], number, index)
    }
    endList()
  }

  // MARK: Maps

  /// Writes the entries of a map.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func map<Key: FieldReading, Value: FieldReading>(
    _ number: UInt32, _ map: [Key.Value: Value.Value], _ key: Key.Type, _ value: Value.Type
  ) where Key.Value: Hashable {
    writeMap(number, map, key, value)
  }

  @inline(__always)
  mutating func writeMap<Key: FieldReading, Value: FieldReading>(
    _ number: UInt32, _ map: [Key.Value: Value.Value], _ key: Key.Type, _ value: Value.Type
  ) where Key.Value: Hashable {
    if map.isEmpty, !printsDefaults { return }
    beginMap(number)
    if isSorting {
      sorted(number, map, key, value)
    } else {
      for (entryKey, entryValue) in map {
        let outer = beginEntry(number)
        Key.writeKey(entryKey, to: &self)
        beginEntryValue()
        Value.write(entryValue, to: &self)
        endEntry(outer)
      }
    }
    endMap()
  }

  @usableFromInline
  var isSorting: Bool { sortsMaps }

  @usableFromInline
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func sorted<Key: FieldReading, Value: FieldReading>(
    _ number: UInt32, _ map: [Key.Value: Value.Value], _ key: Key.Type, _ value: Value.Type
  ) where Key.Value: Hashable {
    for (entryKey, entryValue) in map.sorted(by: { MapKeys.isOrdered($0.key, $1.key) }) {
      let outer = beginEntry(number)
      Key.writeKey(entryKey, to: &self)
      beginEntryValue()
      Value.write(entryValue, to: &self)
      endEntry(outer)
    }
  }

  // MARK: The rest

  /// Writes what the type does not know; JSON has no form for it.
  public mutating func unknown(_ fields: UnknownStorage) {
    if !fields.isEmpty, !isJSON, text.printUnknownFields { unknownText(fields.data) }
  }
}

/// The order in which entries of maps are written.
enum MapKeys {
  /// False comes before true, and text is compared byte for byte.
  static func isOrdered<Key>(_ left: Key, _ right: Key) -> Bool {
    switch (left, right) {
    case (let left as String, let right as String):
      left.utf8.lexicographicallyPrecedes(right.utf8)
    case (let left as Int32, let right as Int32): left < right
    case (let left as Int64, let right as Int64): left < right
    case (let left as UInt32, let right as UInt32): left < right
    case (let left as UInt64, let right as UInt64): left < right
    case (let left as Bool, let right as Bool): !left && right
    default: false
    }
  }
}
