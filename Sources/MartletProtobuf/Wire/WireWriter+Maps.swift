extension WireSizes {
  /// The size of the fields of a map of messages; the messages' sizes are kept, in the order in
  /// which the map gives them, which does not change while it does not.
  @inlinable
  public mutating func messages<Key: FieldCoding, M: Message>(
    _ tagSize: Int, _ map: [Key.Value: M], _ key: Key.Type
  ) -> Int where Key.Value: Hashable {
    var total = tagSize * map.count
    for (entryKey, message) in map {
      total += WireSize.delimited(2 + Key.size(entryKey) + self.message(message))
    }
    return total
  }
}

extension WireSize {
  /// The size of a map's fields.
  @inlinable
  public static func map<Key: FieldCoding, Value: FieldCoding>(
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
  @inlinable
  public mutating func map<Key: FieldCoding, Value: FieldCoding>(
    _ tag: UInt32, _ map: [Key.Value: Value.Value], _ key: Key.Type, _ value: Value.Type
  ) where Key.Value: Hashable {
    for (entryKey, entryValue) in map {
      varint(UInt64(tag))
      varint(UInt64(2 + Key.size(entryKey) + Value.size(entryValue)))
      field(1 << 3 | Key.wireType, entryKey, key)
      field(2 << 3 | Value.wireType, entryValue, value)
    }
  }

  /// Writes the fields of a map of messages, whose sizes were kept.
  @inlinable
  public mutating func messages<Key: FieldCoding, M: Message>(
    _ tag: UInt32, _ map: [Key.Value: M], _ key: Key.Type
  ) where Key.Value: Hashable {
    for (entryKey, message) in map {
      varint(UInt64(tag))
      varint(UInt64(2 + Key.size(entryKey) + WireSize.delimited(sizes[nextSize])))
      field(1 << 3 | Key.wireType, entryKey, key)
      self.message(2 << 3 | WireType.lengthDelimited, message)
    }
  }
}
