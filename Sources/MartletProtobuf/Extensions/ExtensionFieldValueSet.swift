/// The values of a message's extensions, by their numbers.
public struct ExtensionFieldValueSet: Hashable, Sendable {
  private var fields: [Int: any AnyExtensionField] = [:]

  /// Creates a set without values.
  public init() {}

  /// Whether there are none.
  public var isEmpty: Bool { fields.isEmpty }

  /// The value of the extension with a number.
  public subscript(number: Int) -> (any AnyExtensionField)? {
    get { fields[number] }
    set { fields[number] = newValue }
  }

  /// Whether nothing required is missing.
  public var isInitialized: Bool { fields.values.allSatisfy(\.isInitialized) }

  /// The values in the order of their numbers.
  public var inOrder: [(number: Int, field: any AnyExtensionField)] {
    fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  public static func == (left: Self, right: Self) -> Bool {
    func equal<Field: AnyExtensionField>(_ field: Field, _ other: any AnyExtensionField) -> Bool {
      (other as? Field) == field
    }
    guard left.fields.count == right.fields.count else { return false }
    return left.fields.allSatisfy { number, field in
      right.fields[number].map { equal(field, $0) } ?? false
    }
  }

  public func hash(into hasher: inout Hasher) {
    for (number, field) in inOrder {
      hasher.combine(number)
      field.hash(into: &hasher)
    }
  }

  private func fields(
    in range: Range<Int>
  ) -> [(number: UInt32, field: any AnyExtensionField)] {
    inOrder.lazy.filter { range.contains($0.number) }.map { (UInt32($0.number), $0.field) }
  }

  /// The number of bytes of those in a range of numbers.
  public func encodedSize(_ range: Range<Int>, _ sizes: inout WireSizes) -> Int {
    if isEmpty { return 0 }
    return fields(in: range).reduce(0) { $0 + $1.field.encodedSize($1.number, &sizes) }
  }

  /// Writes those in a range of numbers.
  public func encoded(_ range: Range<Int>, _ writer: inout WireWriter) {
    if isEmpty { return }
    for (number, field) in fields(in: range) { field.encode(number, to: &writer) }
  }

  /// Writes those in a range of numbers as JSON or in the text format, by their full names in
  /// brackets.
  public func write(_ range: Range<Int>, to writer: inout FormatWriter) {
    if isEmpty { return }
    for (number, field) in fields(in: range) {
      writer.extensionName = field.protobufExtension.fieldName
      writer.extensionsInUse?.insert(field.protobufExtension)
      field.write(number, to: &writer)
    }
    writer.extensionName = nil
  }

  // MARK: Message sets

  // A message set (`message_set_wire_format`) has each extension in a group 1 of its number, as
  // field 2, and its message, as field 3.

  /// The number of bytes of those in a range of numbers, in a message set.
  public func messageSetSize(_ range: Range<Int>, _ sizes: inout WireSizes) -> Int {
    if isEmpty { return 0 }
    return fields(in: range).reduce(0) { total, entry in
      total + 3 + WireSize.varint(UInt64(entry.number)) + entry.field.encodedSize(3, &sizes)
    }
  }

  /// Writes those in a range of numbers, in a message set.
  public func messageSet(_ range: Range<Int>, _ writer: inout WireWriter) {
    if isEmpty { return }
    for (number, field) in fields(in: range) {
      writer.varint(1 << 3 | UInt64(WireType.startGroup))
      writer.field(2 << 3 | WireType.varint, number, ProtoUInt32.self)
      field.encode(3, to: &writer)
      writer.varint(1 << 3 | UInt64(WireType.endGroup))
    }
  }
}
