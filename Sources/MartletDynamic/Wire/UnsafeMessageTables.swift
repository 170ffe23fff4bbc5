internal import CProtobufC

/// A message type as libprotobuf-c knows it: where each field lies in a C structure that no
/// compiler has seen.
///
/// ```
///   0   the base: descriptor, unknown fields
///  24   what the oneofs hold: a number each
///   …   each field: its value, or the pointer to its values; then whether, or how many, there are
/// ```
///
/// Strings are bytes here: libprotobuf-c would end them at their first zero.
final class MessageTables: @unchecked Sendable {
  // Sendable: does not change after `connect()`, which runs before anybody else has it.
  //
  // Sound: the three arrays are allocated here with room for every field, initialised in full, and
  // freed with this object, which the type keeps; types live as long as their messages. A nested
  // message's descriptor is that of its own type's tables: types of one pool point to each other,
  // and a pool is never freed while one of its types is in use, since each keeps its tables and
  // the fields keep the types.
  let descriptor: UnsafeMutablePointer<ProtobufCMessageDescriptor>
  private let fields: UnsafeMutablePointer<ProtobufCFieldDescriptor>
  private let byName: UnsafeMutablePointer<UInt32>
  private let ranges: UnsafeMutablePointer<ProtobufCIntRange>
  /// A name for every descriptor, since libprotobuf-c wants one; only its errors show it.
  private static let name: StaticString = "field"

  /// Where a field lies.
  struct Place {
    var value: Int
    /// The count of a repeated field, the mark of another that it is set, or the number in a oneof.
    var quantifier: Int
  }

  private(set) var places: [Place] = []
  let byteCount: Int
  private unowned let type: DynamicMessageType

  private static let baseBytes = MemoryLayout<ProtobufCMessage>.size
  /// Room for a value of any kind, aligned for all.
  private static let slotBytes = 16

  init(_ type: DynamicMessageType) {
    self.type = type
    let count = type.fields.count
    descriptor = .allocate(capacity: 1)
    fields = .allocate(capacity: max(1, count))
    byName = .allocate(capacity: max(1, count))
    ranges = .allocate(capacity: count + 1)

    var end = Self.baseBytes
    var oneofPlaces: [Int: Place] = [:]
    for field in type.fields {
      if let oneof = field.oneof {
        if oneofPlaces[oneof] == nil {
          oneofPlaces[oneof] = Place(value: end + 8, quantifier: end)
          end += 8 + Self.slotBytes
        }
        places.append(oneofPlaces[oneof] ?? Place(value: end, quantifier: end))
      } else {
        places.append(Place(value: end + 8, quantifier: end))
        end += 8 + Self.slotBytes
      }
    }
    byteCount = end
    describe()
  }

  deinit {
    descriptor.deallocate()
    fields.deallocate()
    byName.deallocate()
    ranges.deallocate()
  }

  private static var namePointer: UnsafePointer<CChar> {
    // Sound: a constant of the program that ends with a zero.
    UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
  }

  private func describe() {
    let names = type.fields.indices.sorted { type.fields[$0].name < type.fields[$1].name }
    for (index, field) in type.fields.enumerated() {
      var entry = ProtobufCFieldDescriptor()
      entry.name = Self.namePointer
      entry.id = field.number
      entry.label = Self.label(field)
      entry.type = Self.type(field.kind)
      entry.quantifier_offset = UInt32(places[index].quantifier)
      entry.offset = UInt32(places[index].value)
      if field.isPacked { entry.flags |= PROTOBUF_C_FIELD_FLAG_PACKED.rawValue }
      if field.oneof != nil { entry.flags |= PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue }
      (fields + index).initialize(to: entry)
      (byName + index).initialize(to: UInt32(names[index]))
      (ranges + index).initialize(
        to: ProtobufCIntRange(start_value: Int32(field.number), orig_index: UInt32(index)))
    }
    let count = type.fields.count
    (ranges + count).initialize(
      to: ProtobufCIntRange(start_value: 0, orig_index: UInt32(count)))
    var message = ProtobufCMessageDescriptor()
    message.magic = UInt32(PROTOBUF_C__MESSAGE_DESCRIPTOR_MAGIC)
    message.name = Self.namePointer
    message.short_name = Self.namePointer
    message.c_name = Self.namePointer
    message.package_name = Self.namePointer
    message.sizeof_message = byteCount
    message.n_fields = UInt32(count)
    message.fields = UnsafePointer(fields)
    message.fields_sorted_by_name = UnsafePointer(byName)
    // A range for each field: numbers need not be dense.
    message.n_field_ranges = UInt32(count)
    message.field_ranges = UnsafePointer(ranges)
    descriptor.initialize(to: message)
  }

  /// Points the fields that are messages at their types' descriptors.
  func connect() {
    for (index, field) in type.fields.enumerated() {
      if case .message(let nested) = field.kind, let tables = nested.tables {
        fields[index].descriptor = UnsafeRawPointer(tables.descriptor)
      }
    }
  }

  private static func label(_ field: DynamicField) -> ProtobufCLabel {
    // A required field that is missing is for Swift to complain of, by its name; and fields without
    // presence are marked too, since libprotobuf-c would leave out a negative zero.
    field.isRepeated ? PROTOBUF_C_LABEL_REPEATED : PROTOBUF_C_LABEL_OPTIONAL
  }

  private static func type(_ kind: DynamicField.Kind) -> ProtobufCType {
    switch kind {
    case .double: PROTOBUF_C_TYPE_DOUBLE
    case .float: PROTOBUF_C_TYPE_FLOAT
    case .int32: PROTOBUF_C_TYPE_INT32
    case .int64: PROTOBUF_C_TYPE_INT64
    case .uint32: PROTOBUF_C_TYPE_UINT32
    case .uint64: PROTOBUF_C_TYPE_UINT64
    case .sint32: PROTOBUF_C_TYPE_SINT32
    case .sint64: PROTOBUF_C_TYPE_SINT64
    case .fixed32: PROTOBUF_C_TYPE_FIXED32
    case .fixed64: PROTOBUF_C_TYPE_FIXED64
    case .sfixed32: PROTOBUF_C_TYPE_SFIXED32
    case .sfixed64: PROTOBUF_C_TYPE_SFIXED64
    case .bool: PROTOBUF_C_TYPE_BOOL
    case .string, .bytes: PROTOBUF_C_TYPE_BYTES
    case .enum: PROTOBUF_C_TYPE_ENUM
    case .message: PROTOBUF_C_TYPE_MESSAGE
    }
  }

  /// The bytes of one of a repeated field's values.
  static func elementBytes(_ kind: DynamicField.Kind) -> Int {
    switch kind {
    case .float, .int32, .uint32, .sint32, .fixed32, .sfixed32, .bool, .enum: 4
    case .double, .int64, .uint64, .sint64, .fixed64, .sfixed64: 8
    case .string, .bytes: MemoryLayout<ProtobufCBinaryData>.size
    case .message: MemoryLayout<UnsafeMutableRawPointer?>.size
    }
  }
}
