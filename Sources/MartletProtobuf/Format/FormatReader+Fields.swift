// A field of one value: a method for each type of Swift's, so that generated code calls what is
// compiled already. Those called `optional…` read a field with presence.
extension FormatReader {
  /// Reads the value of a field without presence.
  public mutating func int32(into field: inout Int32) throws {
    try once()
    if let value = try int32() { field = value }
  }

  /// Reads the value of a field with presence.
  public mutating func optionalInt32(into field: inout Int32?) throws {
    try once()
    if let value = try int32() { field = value }
  }

  /// Reads the value of a field without presence.
  public mutating func int64(into field: inout Int64) throws {
    try once()
    if let value = try int64() { field = value }
  }

  /// Reads the value of a field with presence.
  public mutating func optionalInt64(into field: inout Int64?) throws {
    try once()
    if let value = try int64() { field = value }
  }

  /// Reads the value of a field without presence.
  public mutating func uint32(into field: inout UInt32) throws {
    try once()
    if let value = try uint32() { field = value }
  }

  /// Reads the value of a field with presence.
  public mutating func optionalUInt32(into field: inout UInt32?) throws {
    try once()
    if let value = try uint32() { field = value }
  }

  /// Reads the value of a field without presence.
  public mutating func uint64(into field: inout UInt64) throws {
    try once()
    if let value = try uint64() { field = value }
  }

  /// Reads the value of a field with presence.
  public mutating func optionalUInt64(into field: inout UInt64?) throws {
    try once()
    if let value = try uint64() { field = value }
  }

  /// Reads the value of a field without presence.
  public mutating func float(into field: inout Float) throws {
    try once()
    if let value = try float() { field = value }
  }

  /// Reads the value of a field with presence.
  public mutating func optionalFloat(into field: inout Float?) throws {
    try once()
    if let value = try float() { field = value }
  }

  /// Reads the value of a field without presence.
  public mutating func double(into field: inout Double) throws {
    try once()
    if let value = try double() { field = value }
  }

  /// Reads the value of a field with presence.
  public mutating func optionalDouble(into field: inout Double?) throws {
    try once()
    if let value = try double() { field = value }
  }

  /// Reads the value of a field without presence.
  public mutating func bool(into field: inout Bool) throws {
    try once()
    if let value = try bool() { field = value }
  }

  /// Reads the value of a field with presence.
  public mutating func optionalBool(into field: inout Bool?) throws {
    try once()
    if let value = try bool() { field = value }
  }

  /// Reads the value of a field without presence.
  public mutating func string(into field: inout String) throws {
    try once()
    if let value = try string() { field = value }
  }

  /// Reads the value of a field with presence.
  public mutating func optionalString(into field: inout String?) throws {
    try once()
    if let value = try string() { field = value }
  }

  /// Reads the value of a field without presence.
  public mutating func bytes(into field: inout [UInt8]) throws {
    try once()
    if let value = try bytes() { field = value }
  }

  /// Reads the value of a field with presence.
  public mutating func optionalBytes(into field: inout [UInt8]?) throws {
    try once()
    if let value = try bytes() { field = value }
  }

  /// Reads the value of a field without presence.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func enumeration<E: Enum>(into field: inout E) throws {
    try once()
    if let value: E = try enumeration() { field = value }
  }

  /// Reads the value of a field with presence.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func optionalEnumeration<E: Enum>(into field: inout E?) throws {
    try once()
    if let value: E = try enumeration() { field = value }
  }
}
