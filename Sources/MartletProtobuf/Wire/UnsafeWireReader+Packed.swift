// Lists of numbers are read by what is compiled here for each type of number, found by way of its
// coding: in generated code it would be compiled again in every module.
extension WireReader {
  /// Appends packed values.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func packed<Coding: FieldCoding>(
    _ list: inout [Coding.Value], _ coding: Coding.Type
  ) throws {
    try Coding.readPacked(&self, into: &list)
  }

  /// Appends packed values: counts them first, so that the list grows at most once.
  @inline(__always)
  mutating func readPacked<Coding: FieldCoding>(
    _ list: inout [Coding.Value], _ coding: Coding.Type
  ) throws {
    let bytes = try delimited()
    // A copy, for the optimizer to keep it in registers.
    var values = self
    values.position -= bytes.count
    values.end = values.position + bytes.count
    // Each value has a byte at least.
    if list.isEmpty, bytes.count <= Self.smallBytes / MemoryLayout<Coding.Value>.stride {
      list = try values.small(bytes.count, coding)
      return
    }
    reserve(&list, list.count + Coding.count(in: bytes))
    while values.position < values.end { list.append(try Coding.read(&values)) }
  }

  /// The most bytes of values that are read to the stack first and then copied into an array. The
  /// standard library makes an array of values that are there in half the instructions that it
  /// takes for one to be filled, and each append would look whether the array is shared.
  private static var smallBytes: Int { 1024 }

  /// Reads at most so many values, to the end.
  @inline(__always)
  private mutating func small<Coding: FieldCoding>(
    _ count: Int, _ coding: Coding.Type
  ) throws -> [Coding.Value] {
    try withUnsafeTemporaryAllocation(of: Coding.Value.self, capacity: count) { buffer in
      var filled = 0
      // Sound: elements are initialized one after the other within the buffer, and none of the
      // types of packed values is one that would have to be deinitialized.
      while position < end {
        let value = try Coding.read(&self)
        guard filled < count else { throw error(.truncated) }
        buffer.initializeElement(at: filled, to: value)
        filled += 1
      }
      return [Coding.Value](UnsafeBufferPointer(rebasing: buffer[..<filled]))
    }
  }

  /// Makes the end of packed values the end of what there is to read, and returns the end that was.
  @usableFromInline
  mutating func enterPacked() throws -> UnsafeRawPointer {
    let bytes = try delimited()
    let outer = end
    position -= bytes.count
    end = position + bytes.count
    return outer
  }
}
