extension WireReader {
  /// Appends one value that is not packed.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func append<Coding: FieldCoding>(
    _ list: inout [Coding.Value], _ coding: Coding.Type
  ) throws {
    try Coding.readElement(&self, into: &list)
  }

  /// Makes room for elements, at least doubling what there is: a list that comes in many small
  /// pieces must not be moved for each of them.
  @inline(__always)
  func reserve<Element>(_ list: inout [Element], _ count: Int) {
    if count > list.capacity { list.reserveCapacity(max(count, 2 * list.capacity)) }
  }

  /// Appends one value of a closed enumeration, or keeps it among the unknown fields.
  @inlinable
  public mutating func append<E: Enum>(
    closed list: inout [E], _ unknown: inout UnknownStorage
  ) throws {
    let number = try ProtoInt32.read(&self)
    if let value = E(rawValue: Int(number)) {
      list.append(value)
    } else {
      unknownEnum(number, &unknown)
    }
  }

  /// Appends packed values of a closed enumeration, or keeps them among the unknown fields.
  @inlinable
  public mutating func packed<E: Enum>(
    closed list: inout [E], _ unknown: inout UnknownStorage
  ) throws {
    let outer = try enterPacked()
    while position < end { try append(closed: &list, &unknown) }
    end = outer
  }

  /// Reads one value of a closed enumeration, or keeps it among the unknown fields.
  @inlinable
  public mutating func closed<E: Enum>(
    _ field: inout E?, _ unknown: inout UnknownStorage
  ) throws {
    let number = try ProtoInt32.read(&self)
    if let value = E(rawValue: Int(number)) {
      field = value
    } else {
      unknownEnum(number, &unknown)
    }
  }

  /// Appends one value of an open enumeration.
  @inlinable
  public mutating func append<E: Enum>(enumerations list: inout [E]) throws {
    list.append(E(rawValue: Int(try ProtoInt32.read(&self))) ?? E())
  }

  /// Appends packed values of an open enumeration.
  @inlinable
  public mutating func packed<E: Enum>(enumerations list: inout [E]) throws {
    let outer = try enterPacked()
    while position < end { try append(enumerations: &list) }
    end = outer
  }

  /// Reads one entry of a map, and makes room for those that follow at once.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func entry<Key: FieldCoding, Value: FieldReading>(
    _ map: inout [Key.Value: Value.Value], _ key: Key.Type, _ value: Value.Type
  ) throws where Key.Value: Hashable {
    try readEntry(into: &map, key, value)
  }

  @inline(__always)
  mutating func readEntry<Key: FieldCoding, Value: FieldReading>(
    into map: inout [Key.Value: Value.Value], _ key: Key.Type, _ value: Value.Type
  ) throws where Key.Value: Hashable {
    if map.isEmpty {
      // What has not proved to be an entry of its own gets memory only in proportion to its bytes.
      let affordable = 8 * (end - position) / MemoryLayout<(Key.Value, Value.Value)>.stride
      map.reserveCapacity(min(countEntries(), affordable))
    }
    let (entryKey, entryValue) = try readEntry(key, value)
    map[entryKey] = entryValue
  }

  /// Reads one entry of a map.
  @inline(__always)
  private mutating func readEntry<Key: FieldCoding, Value: FieldReading>(
    _ key: Key.Type, _ value: Value.Type
  ) throws -> (Key.Value, Value.Value) {
    let outer = try enter()
    var entryKey = Key.initial
    var entryValue = Value.initial
    var ignored = UnknownStorage()
    do {
      while case let inner = try nextTag(), inner != 0 {
        switch inner {
        case 1 << 3 | Key.wireType: entryKey = try Key.read(&self)
        case 2 << 3 | Value.wireType: try Value.merge(&self, into: &entryValue)
        default: try unknown(inner, &ignored)
        }
      }
    } catch {
      throw Self.withinEntry(error, outer.tag >> 3)
    }
    leave(to: outer)
    return (entryKey, entryValue)
  }

  /// Reads one entry of a map of a closed enumeration's values; one whose value is not among them
  /// is kept whole among the unknown fields.
  public mutating func entry<Key: FieldCoding, E: Enum>(
    _ map: inout [Key.Value: E], _ key: Key.Type, _ value: ProtoEnum<E>.Type,
    closed unknown: inout UnknownStorage
  ) throws where Key.Value: Hashable {
    let start = fieldStart
    let (entryKey, number) = try readEntry(key, ProtoInt32.self)
    if let value = E(rawValue: Int(number)) {
      map[entryKey] = value
    } else {
      keep(from: start, &unknown)
    }
  }

  /// The number of entries from here on with the same tag as this one.
  private mutating func countEntries() -> Int {
    let (startPosition, startTag) = (position, tag)
    defer { (position, tag) = (startPosition, startTag) }
    var count = 0
    repeat {
      count += 1
      guard (try? delimited()) != nil, let next = try? nextTag(), next == startTag else { break }
    } while true
    return count
  }
}
