extension WireSizes {
  /// The size of the fields of a map of messages; the messages' sizes are kept, in the order in
  /// which the map gives them, which does not change while it does not.
  @inlinable
  public mutating func messages<Key: MapKeyCoding, M: Message>(
    _ tagSize: Int, _ map: [Key.Value: M], _ key: Key.Type
  ) -> Int where Key.Value: Hashable {
    var total = tagSize * map.count
    if isDeterministic {
      for (entryKey, message) in Key.sorted(map) {
        total += WireSize.delimited(2 + Key.size(entryKey) + self.message(message))
      }
      return total
    }
    for (entryKey, message) in map {
      total += WireSize.delimited(2 + Key.size(entryKey) + self.message(message))
    }
    return total
  }
}

extension WireSize {
  /// The size of a map's fields.
  @_semantics("optimize.sil.specialize.generic.never")
  public static func map<Key: MapKeyCoding, Value: FieldCoding>(
    _ tagSize: Int, _ map: [Key.Value: Value.Value], _ key: Key.Type, _ value: Value.Type
  ) -> Int where Key.Value: Hashable {
    size(tagSize, map, key, value)
  }

  @inline(__always)
  static func size<Key: MapKeyCoding, Value: FieldCoding>(
    _ tagSize: Int, _ map: [Key.Value: Value.Value], _ key: Key.Type, _ value: Value.Type
  ) -> Int where Key.Value: Hashable {
    var total = tagSize * map.count
    for (entryKey, entryValue) in map {
      total += delimited(2 + Key.size(entryKey) + Value.size(entryValue))
    }
    return total
  }
}

extension WireWriter {
  /// Writes a map's fields, an entry each.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func map<Key: MapKeyCoding, Value: FieldCoding>(
    _ tag: UInt32, _ map: [Key.Value: Value.Value], _ key: Key.Type, _ value: Value.Type
  ) where Key.Value: Hashable {
    writeMap(tag, map, key, value)
  }

  @inline(__always)
  mutating func writeMap<Key: MapKeyCoding, Value: FieldCoding>(
    _ tag: UInt32, _ map: [Key.Value: Value.Value], _ key: Key.Type, _ value: Value.Type
  ) where Key.Value: Hashable {
    if isDeterministic {
      for (entryKey, entryValue) in Key.sorted(map) {
        entry(tag, entryKey, entryValue, key, value)
      }
      return
    }
    for (entryKey, entryValue) in map { entry(tag, entryKey, entryValue, key, value) }
  }

  @inline(__always)
  private mutating func entry<Key: MapKeyCoding, Value: FieldCoding>(
    _ tag: UInt32, _ entryKey: Key.Value, _ entryValue: Value.Value, _ key: Key.Type,
    _ value: Value.Type
  ) {
    self.tag(tag)
    varint(UInt64(2 + Key.size(entryKey) + Value.size(entryValue)))
    field(1 << 3 | Key.wireType, entryKey, key)
    field(2 << 3 | Value.wireType, entryValue, value)
  }

  /// Writes the fields of a map of messages, whose sizes were kept.
  @inlinable
  public mutating func messages<Key: MapKeyCoding, M: Message>(
    _ tag: UInt32, _ map: [Key.Value: M], _ key: Key.Type
  ) where Key.Value: Hashable {
    if isDeterministic {
      for (entryKey, message) in Key.sorted(map) { entry(tag, entryKey, message, key) }
      return
    }
    for (entryKey, message) in map { entry(tag, entryKey, message, key) }
  }

  @inlinable
  mutating func entry<Key: MapKeyCoding, M: Message>(
    _ tag: UInt32, _ entryKey: Key.Value, _ message: M, _ key: Key.Type
  ) {
    self.tag(tag)
    varint(UInt64(2 + Key.size(entryKey) + WireSize.delimited(peekSize())))
    field(1 << 3 | Key.wireType, entryKey, key)
    self.message(2 << 3 | WireType.lengthDelimited, message)
  }
}
