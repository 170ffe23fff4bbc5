// A field of one value: a method for each type of Swift's, so that generated code calls what is
// compiled already. Those called `implicit…` write a field without presence, unless it has its
// default; the others write a field that is set.
extension FormatWriter {
  /// Writes a field without presence.
  public mutating func implicitInt32(_ number: UInt32, _ value: Int32) {
    if value != 0 || printsDefaults { int32(number, value) }
  }

  /// Writes a field.
  public mutating func int32(_ number: UInt32, _ value: Int32) {
    begin(number)
    integer(value)
  }

  /// Writes a field without presence.
  public mutating func implicitInt64(_ number: UInt32, _ value: Int64) {
    if value != 0 || printsDefaults { int64(number, value) }
  }

  /// Writes a field.
  public mutating func int64(_ number: UInt32, _ value: Int64) {
    begin(number)
    integer(value)
  }

  /// Writes a field without presence.
  public mutating func implicitUInt32(_ number: UInt32, _ value: UInt32) {
    if value != 0 || printsDefaults { uint32(number, value) }
  }

  /// Writes a field.
  public mutating func uint32(_ number: UInt32, _ value: UInt32) {
    begin(number)
    integer(value)
  }

  /// Writes a field without presence.
  public mutating func implicitUInt64(_ number: UInt32, _ value: UInt64) {
    if value != 0 || printsDefaults { uint64(number, value) }
  }

  /// Writes a field.
  public mutating func uint64(_ number: UInt32, _ value: UInt64) {
    begin(number)
    integer(value)
  }

  /// Writes a field without presence.
  public mutating func implicitFloat(_ number: UInt32, _ value: Float) {
    if value.bitPattern != 0 || printsDefaults { float(number, value) }
  }

  /// Writes a field.
  public mutating func float(_ number: UInt32, _ value: Float) {
    begin(number)
    self.number(value)
  }

  /// Writes a field without presence.
  public mutating func implicitDouble(_ number: UInt32, _ value: Double) {
    if value.bitPattern != 0 || printsDefaults { double(number, value) }
  }

  /// Writes a field.
  public mutating func double(_ number: UInt32, _ value: Double) {
    begin(number)
    self.number(value)
  }

  /// Writes a field without presence.
  public mutating func implicitBool(_ number: UInt32, _ value: Bool) {
    if value || printsDefaults { bool(number, value) }
  }

  /// Writes a field.
  public mutating func bool(_ number: UInt32, _ value: Bool) {
    begin(number)
    bool(value)
  }

  /// Writes a field without presence.
  public mutating func implicitString(_ number: UInt32, _ value: String) {
    if !value.isEmpty || printsDefaults { string(number, value) }
  }

  /// Writes a field.
  public mutating func string(_ number: UInt32, _ value: String) {
    begin(number)
    string(value)
  }

  /// Writes a field without presence.
  public mutating func implicitBytes(_ number: UInt32, _ value: [UInt8]) {
    if !value.isEmpty || printsDefaults { bytes(number, value) }
  }

  /// Writes a field.
  public mutating func bytes(_ number: UInt32, _ value: [UInt8]) {
    begin(number)
    bytes(value)
  }

  /// Writes a field without presence.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func implicitEnumeration<E: Enum>(_ number: UInt32, _ value: E) {
    if value.rawValue != 0 || printsDefaults { enumeration(number, value) }
  }

  /// Writes a field.
  @_semantics("optimize.sil.specialize.generic.never")
  public mutating func enumeration<E: Enum>(_ number: UInt32, _ value: E) {
    begin(number)
    enumeration(value)
  }
}
