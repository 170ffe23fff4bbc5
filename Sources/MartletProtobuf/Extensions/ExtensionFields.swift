/// The value of one extension, whatever its type.
public protocol AnyExtensionField: Hashable, Sendable {
  /// The extension that it is the value of.
  var protobufExtension: any AnyMessageExtension { get }
  /// Whether there is no value.
  var isEmpty: Bool { get }
  /// Whether nothing required is missing.
  var isInitialized: Bool { get }
  /// Adds what stands behind a tag.
  ///
  /// - Returns: Whether the tag's wire type is one of the extension's; if not, nothing is read.
  mutating func merge(
    _ tag: UInt32, _ reader: inout WireReader, _ unknown: inout UnknownStorage
  ) throws -> Bool
  /// The number of bytes of the field if it has this number.
  func encodedSize(_ number: UInt32, _ sizes: inout WireSizes) -> Int
  /// Writes the field with this number.
  func encode(_ number: UInt32, to writer: inout WireWriter)
  /// Writes the field as JSON or in the text format.
  func write(_ number: UInt32, to writer: inout FormatWriter)
  /// Reads the field's value from JSON or the text format.
  mutating func parse(_ reader: inout FormatReader) throws
}

/// The value of one extension.
public protocol ExtensionField: AnyExtensionField {
  /// The Swift type of the value.
  associatedtype ValueType: Hashable & Sendable
  /// Creates the value of an extension; `nil` for none yet.
  init(protobufExtension: any AnyMessageExtension, value: ValueType?)
  /// The value; `nil` if there is none.
  var value: ValueType? { get }
}

extension ExtensionField {
  public static func == (left: Self, right: Self) -> Bool { left.value == right.value }
  public func hash(into hasher: inout Hasher) { value.hash(into: &hasher) }
}

/// The value of an extension that has one.
public struct OptionalExtensionField<Coding: ExtensionCoding>: ExtensionField {
  public let protobufExtension: any AnyMessageExtension
  public private(set) var value: Coding.Value?

  public init(protobufExtension: any AnyMessageExtension, value: Coding.Value?) {
    self.protobufExtension = protobufExtension
    self.value = value
  }

  public var isEmpty: Bool { value == nil }
  public var isInitialized: Bool { value.map(Coding.isInitialized) ?? true }

  public mutating func merge(
    _ tag: UInt32, _ reader: inout WireReader, _ unknown: inout UnknownStorage
  ) throws -> Bool {
    guard tag & 7 == Coding.wireType else { return false }
    try Coding.merge(&reader, into: &value, &unknown)
    return true
  }

  public func encodedSize(_ number: UInt32, _ sizes: inout WireSizes) -> Int {
    value.map { Coding.size(number, $0, &sizes) } ?? 0
  }

  public func encode(_ number: UInt32, to writer: inout WireWriter) {
    if let value { Coding.write(number, value, &writer) }
  }

  public func write(_ number: UInt32, to writer: inout FormatWriter) {
    writer.optional(number, value, Coding.self)
  }

  public mutating func parse(_ reader: inout FormatReader) throws {
    reader.isAgain = value != nil
    try reader.optional(&value, Coding.self)
  }
}

/// The values of a repeated extension that is not packed.
public struct RepeatedExtensionField<Coding: ExtensionCoding>: ExtensionField {
  public let protobufExtension: any AnyMessageExtension
  public var value: [Coding.Value]? { values }
  private var values: [Coding.Value]

  public init(protobufExtension: any AnyMessageExtension, value: [Coding.Value]?) {
    self.protobufExtension = protobufExtension
    values = value ?? []
  }

  public var isEmpty: Bool { values.isEmpty }
  public var isInitialized: Bool { values.allSatisfy(Coding.isInitialized) }

  public mutating func merge(
    _ tag: UInt32, _ reader: inout WireReader, _ unknown: inout UnknownStorage
  ) throws -> Bool {
    try Coding.append(tag, &reader, to: &values, &unknown)
  }

  public func encodedSize(_ number: UInt32, _ sizes: inout WireSizes) -> Int {
    values.reduce(0) { $0 + Coding.size(number, $1, &sizes) }
  }

  public func encode(_ number: UInt32, to writer: inout WireWriter) {
    for value in values { Coding.write(number, value, &writer) }
  }

  public func write(_ number: UInt32, to writer: inout FormatWriter) {
    if !values.isEmpty { writer.list(number, values, Coding.self) }
  }

  public mutating func parse(_ reader: inout FormatReader) throws {
    if reader.isJSON, !values.isEmpty { throw reader.refuseSecond() }
    try reader.list(&values, Coding.self)
  }
}

/// The values of a packed extension.
public struct PackedExtensionField<Coding: PackedCoding>: ExtensionField {
  public let protobufExtension: any AnyMessageExtension
  public var value: [Coding.Value]? { values }
  private var values: [Coding.Value]

  public init(protobufExtension: any AnyMessageExtension, value: [Coding.Value]?) {
    self.protobufExtension = protobufExtension
    values = value ?? []
  }

  public var isEmpty: Bool { values.isEmpty }
  public var isInitialized: Bool { true }

  public mutating func merge(
    _ tag: UInt32, _ reader: inout WireReader, _ unknown: inout UnknownStorage
  ) throws -> Bool {
    try Coding.append(tag, &reader, to: &values, &unknown)
  }

  public func encodedSize(_ number: UInt32, _ sizes: inout WireSizes) -> Int {
    let tag = WireSize.varint(UInt64(number) << 3)
    return values.isEmpty
      ? 0 : tag + WireSize.delimited(WireSize.packed(values, Coding.self))
  }

  public func encode(_ number: UInt32, to writer: inout WireWriter) {
    if values.isEmpty { return }
    writer.packed(number << 3 | WireType.lengthDelimited, values, Coding.self)
  }

  public func write(_ number: UInt32, to writer: inout FormatWriter) {
    if !values.isEmpty { writer.list(number, values, Coding.self) }
  }

  public mutating func parse(_ reader: inout FormatReader) throws {
    if reader.isJSON, !values.isEmpty { throw reader.refuseSecond() }
    try reader.list(&values, Coding.self)
  }
}

extension ExtensionCoding {
  /// Reads what stands behind a tag, packed or not.
  ///
  /// - Returns: Whether the wire type is one of this type's.
  fileprivate static func append(
    _ tag: UInt32, _ reader: inout WireReader, to values: inout [Value],
    _ unknown: inout UnknownStorage
  ) throws -> Bool {
    func appendOne(_ reader: inout WireReader) throws {
      var value: Value?
      try merge(&reader, into: &value, &unknown)
      if let value { values.append(value) }
    }
    if tag & 7 == wireType {
      try appendOne(&reader)
      return true
    }
    let isPackable = wireType != WireType.lengthDelimited && wireType != WireType.startGroup
    guard isPackable, tag & 7 == WireType.lengthDelimited else { return false }
    try reader.packed { try appendOne(&$0) }
    return true
  }
}

/// The value of an extension of an enumeration.
public typealias OptionalEnumExtensionField<E: Enum> = OptionalExtensionField<ProtoEnum<E>>
/// The value of an extension that is a message.
public typealias OptionalMessageExtensionField<M: Message> = OptionalExtensionField<ProtoMessage<M>>
/// The value of an extension that is a group.
public typealias OptionalGroupExtensionField<M: Message> = OptionalExtensionField<ProtoGroup<M>>
/// The values of a repeated extension of an enumeration.
public typealias RepeatedEnumExtensionField<E: Enum> = RepeatedExtensionField<ProtoEnum<E>>
/// The values of a repeated extension of messages.
public typealias RepeatedMessageExtensionField<M: Message> = RepeatedExtensionField<ProtoMessage<M>>
/// The values of a repeated extension of groups.
public typealias RepeatedGroupExtensionField<M: Message> = RepeatedExtensionField<ProtoGroup<M>>
/// The values of a packed extension of an enumeration.
public typealias PackedEnumExtensionField<E: Enum> = PackedExtensionField<ProtoEnum<E>>
