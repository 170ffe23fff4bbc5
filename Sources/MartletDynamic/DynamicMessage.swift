/// A message of a type that is known only at run time.
///
/// ```swift
/// let pool = try DescriptorPool(serializedBytes: descriptorSet)
/// var request = DynamicMessage(pool.messageType("helloworld.HelloRequest")!)
/// try request.set("name", to: .string("Ada"))
/// print(try request.jsonString())   // {"name":"Ada"}
/// ```
///
/// libprotobuf-c reads and writes the wire format; what it does not check itself (nesting, UTF-8)
/// is checked before it sees the bytes.
public struct DynamicMessage: Hashable, Sendable {
  /// A field that the type does not know, as it came.
  struct UnknownField: Hashable, Sendable {
    var number: UInt32
    var wireType: UInt32
    var bytes: [UInt8]
  }

  /// The type.
  public let type: DynamicMessageType
  var contents: [UInt32: DynamicContent] = [:]
  var unknownFields: [UnknownField] = []

  /// Creates a message whose fields are unset.
  public init(_ type: DynamicMessageType) { self.type = type }

  // MARK: Reading

  /// What a field holds; `nil` if it is not set, or the type has no such field.
  public func content(_ name: String) -> DynamicContent? {
    type.field(named: name).flatMap { contents[$0.number] }
  }

  /// What a field holds, by its number; `nil` if it is not set, or the type has no such field.
  public func content(_ number: UInt32) -> DynamicContent? { contents[number] }

  /// The value of a field that has one; its default if it is not set.
  ///
  /// - Throws: ``DynamicMessageError`` if the type has no such field, or it is repeated.
  public func value(_ name: String) throws -> DynamicValue {
    let field = try self.field(name)
    guard !field.isRepeated else {
      throw DynamicMessageError("\(type).\(name) is repeated: it has a list or a map of values")
    }
    if case .single(let value) = contents[field.number] { return value }
    return field.defaultValue
  }

  /// Whether a field is set; a repeated one, whether it has values.
  public func has(_ name: String) -> Bool { content(name) != nil }

  // MARK: Writing

  /// Sets a field to a value.
  ///
  /// - Throws: ``DynamicMessageError`` if the type has no such field, or the value is not of its
  ///   kind.
  public mutating func set(_ name: String, to value: DynamicValue) throws {
    try set(name, to: .single(value))
  }

  /// Sets a field to a value, a list or a map; an empty one unsets it.
  ///
  /// - Throws: ``DynamicMessageError`` if the type has no such field, or the content is not of its
  ///   kind.
  public mutating func set(_ name: String, to content: DynamicContent) throws {
    let field = try self.field(name)
    guard field.accepts(content) else {
      throw DynamicMessageError("\(type).\(name) cannot hold \(content)")
    }
    store(content, in: field)
  }

  /// Unsets a field.
  ///
  /// - Throws: ``DynamicMessageError`` if the type has no such field.
  public mutating func clear(_ name: String) throws {
    contents[try field(name).number] = nil
  }

  private func field(_ name: String) throws -> DynamicField {
    if let field = type.field(named: name) { return field }
    throw DynamicMessageError(
      "\(type) has no field '\(name)'; it has \(type.fields.map(\.name).joined(separator: ", "))")
  }

  /// Sets a field to what is of its kind.
  mutating func store(_ content: DynamicContent, in field: DynamicField) {
    switch content {
    case .single(let value):
      if let oneof = field.oneof {
        for other in type.fields where other.oneof == oneof { contents[other.number] = nil }
      }
      contents[field.number] =
        field.hasPresence || value != field.defaultValue || value.isNegativeZero ? content : nil
    case .list(let values): contents[field.number] = values.isEmpty ? nil : content
    case .map(let entries): contents[field.number] = entries.isEmpty ? nil : content
    }
  }
}

extension DynamicField {
  /// Whether the field may hold this.
  fileprivate func accepts(_ content: DynamicContent) -> Bool {
    switch content {
    case .single(let value): return !isRepeated && kind.accepts(value)
    case .list(let values): return isRepeated && !isMap && values.allSatisfy(kind.accepts)
    case .map(let entries):
      guard let entry, let key = entry.field(1), let value = entry.field(2) else { return false }
      return entries.allSatisfy { key.kind.accepts($0.key) && value.kind.accepts($0.value) }
    }
  }
}

extension DynamicValue {
  /// Whether it is a zero that equals the default and is not written as it.
  fileprivate var isNegativeZero: Bool {
    switch self {
    case .double(let value): value == 0 && value.sign == .minus
    case .float(let value): value == 0 && value.sign == .minus
    default: false
    }
  }
}
