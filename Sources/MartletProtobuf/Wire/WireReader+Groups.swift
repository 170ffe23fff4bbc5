extension WireReader {
  /// Makes the end of the group whose tag was read last the end of what there is to read.
  @inlinable
  mutating func enterGroup() throws -> Outer {
    guard depth > 0 else { throw error(.depthLimitExceeded) }
    let outer = Outer(end: end, tag: tag, groupEnd: groupEnd)
    depth -= 1
    groupEnd = tag & ~7 | WireType.endGroup
    return outer
  }

  /// Reads a group into `message`, adding to what it has.
  @inlinable
  public mutating func group<M: Message>(_ message: inout M) throws {
    let outer = try enterGroup()
    do {
      try message.merge(from: &self)
    } catch {
      throw Self.within(error, M.protoFields, outer.tag >> 3)
    }
    leave(to: outer)
  }

  // Not inlined for the reason that nested messages are not.

  /// Reads a group into an optional, adding to what it has.
  @inlinable
  @inline(never)
  public mutating func group<M: Message>(_ field: inout M?) throws {
    var value = field.take() ?? M()
    defer { field = value }
    try group(&value)
  }

  /// Reads a group into a box, adding to what it has.
  @inlinable
  @inline(never)
  public mutating func group<M: Message>(_ field: inout Boxed<M>?) throws {
    var value = field.take()?.value ?? M()
    defer { field = Boxed(value) }
    try group(&value)
  }

  /// Reads a group and appends it.
  @inlinable
  @inline(never)
  public mutating func group<M: Message>(_ list: inout [M]) throws {
    var value = M()
    try group(&value)
    list.append(value)
  }
}
