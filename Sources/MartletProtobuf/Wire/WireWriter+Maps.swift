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

  /// Writes a message whose nested sizes are its own, and not part of the outer message's.
  @inlinable
  mutating func nested<M: Message>(_ message: M, _ own: WireSizes) {
    let outer = (sizes, nextSize)
    sizes = own.sizes
    nextSize = 0
    message.encode(to: &self)
    (sizes, nextSize) = outer
  }
}
