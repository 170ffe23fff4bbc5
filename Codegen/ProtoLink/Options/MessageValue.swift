internal import MartletProtobuf

/// A message whose type is known only from descriptors, on its way from text to the wire.
struct MessageValue {
  /// The value of a field, or one of its values.
  enum Value {
    case scalar(WireValue)
    case message(MessageValue)
  }

  let type: MessageSchema
  private(set) var fields: [Int32: (field: FieldSchema, values: [Value])] = [:]

  init(_ type: MessageSchema) { self.type = type }

  func has(_ field: FieldSchema) -> Bool { fields[field.number] != nil }

  /// The field of a oneof that is set, if one is.
  func field(ofOneof oneof: Int) -> FieldSchema? {
    fields.values.first { $0.field.oneof == oneof && !$0.field.isExtension }?.field
  }

  mutating func add(_ value: Value, to field: FieldSchema) {
    fields[field.number, default: (field, [])].values.append(value)
  }

  /// The message with what another has added: single messages become one.
  func merged(with other: MessageValue) -> MessageValue {
    var merged = self
    for (number, added) in other.fields {
      guard let own = fields[number], !added.field.isRepeated,
        case .message(let left) = own.values.first, case .message(let right) = added.values.first
      else {
        merged.fields[number, default: (added.field, [])].values += added.values
        continue
      }
      merged.fields[number] = (added.field, [.message(left.merged(with: right))])
    }
    return merged
  }

  /// The required fields that are missing, here and in the messages inside.
  func missingFields(_ prefix: String = "") -> [String] {
    var missing = type.fields.filter { $0.isRequired && !has($0) }.map { prefix + $0.name }
    for (field, values) in fields.values.sorted(by: { $0.field.number < $1.field.number }) {
      for case .message(let message) in values {
        missing += message.missingFields("\(prefix)\(field.name).")
      }
    }
    return missing
  }

  // MARK: On the wire

  /// The message's fields, by their numbers.
  ///
  /// - Parameter sourceOnly: Whether fields that are only of use in source code are written too.
  func encoded(sourceOnly: Bool) -> [UInt8] {
    var wire = WireBytes()
    if type.isMapEntry {
      for field in type.fields { encode(field, sourceOnly, ofEntry: true, &wire) }
      return wire.bytes
    }
    for number in fields.keys.sorted() {
      guard let (field, values) = fields[number], sourceOnly || !field.isSourceOnly else {
        continue
      }
      if type.isMessageSet, field.isExtension {
        for case .message(let message) in values {
          encode(message.encoded(sourceOnly: sourceOnly), asItem: field.number, &wire)
        }
      } else {
        encode(field, sourceOnly, ofEntry: false, &wire)
      }
    }
    return wire.bytes
  }

  private func encode(
    _ field: FieldSchema, _ sourceOnly: Bool, ofEntry: Bool, _ wire: inout WireBytes
  ) {
    let values = fields[field.number]?.values ?? (ofEntry ? [Self.entryDefault(field)] : [])
    let isPackable = ![.string, .bytes, .message, .group].contains(field.type)
    if field.isRepeated, field.isPacked, isPackable {
      var packed = WireBytes()
      for case .scalar(let value) in values { packed.packed(value) }
      if !values.isEmpty { wire.field(field.number, packed.bytes) }
      return
    }
    for value in values {
      switch value {
      case .scalar(let value):
        if !ofEntry, !field.isRepeated, !field.hasPresence, value.isZero { continue }
        wire.field(field.number, value)
      case .message(let message):
        let content = message.encoded(sourceOnly: sourceOnly)
        if field.type == .group {
          wire.group(field.number, content)
        } else {
          wire.field(field.number, content)
        }
      }
    }
  }

  private static func entryDefault(_ field: FieldSchema) -> Value {
    .scalar(ScalarDefaults.of(field.type))
  }

  /// Message sets have their messages in groups of a type's number and a content.
  private func encode(_ content: [UInt8], asItem number: Int32, _ wire: inout WireBytes) {
    var item = WireBytes()
    item.field(2, .varint(UInt64(UInt32(bitPattern: number))))
    item.field(3, content)
    wire.group(1, item.bytes)
  }
}

/// The values of fields that are not set.
enum ScalarDefaults {
  static func of(_ type: Google_Protobuf_FieldDescriptorProto.TypeEnum) -> WireValue {
    switch type {
    case .float, .fixed32, .sfixed32: .fixed32(0)
    case .double, .fixed64, .sfixed64: .fixed64(0)
    case .string, .bytes, .message, .group: .bytes([])
    default: .varint(0)
    }
  }
}
