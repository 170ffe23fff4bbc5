extension WireSizes {
  /// The size of what stands in a group; it is not written, so it is not kept.
  @inlinable
  public mutating func group<M: Message>(_ message: M) -> Int { message.encodedSize(&self) }

  /// The size of what stands in a group that is in a box.
  @inlinable
  @inline(never)
  public mutating func group<M: Message>(_ box: Boxed<M>) -> Int { group(box.value) }

  /// The sizes of what stands in several groups.
  @inlinable
  public mutating func groups<M: Message>(_ messages: [M]) -> Int {
    var total = 0
    for message in messages { total += group(message) }
    return total
  }
}

extension WireWriter {
  /// Writes a message between two tags.
  @inlinable
  public mutating func group<M: Message>(_ tag: UInt32, _ message: M) {
    self.tag(tag)
    message.encode(to: &self)
    // The tag of the end is one more than that of the start.
    varint(UInt64(tag) + 1)
  }

  /// Writes a message in a box between two tags.
  @inlinable
  @inline(never)
  public mutating func group<M: Message>(_ tag: UInt32, _ box: Boxed<M>) { group(tag, box.value) }

  /// Writes messages, each between two tags.
  @inlinable
  public mutating func groups<M: Message>(_ tag: UInt32, _ messages: [M]) {
    for message in messages { group(tag, message) }
  }
}
