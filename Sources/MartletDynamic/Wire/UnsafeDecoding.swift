internal import CProtobufC

extension DynamicMessage {
  /// Reads a message from the wire format.
  ///
  /// - Parameters:
  ///   - type: The type.
  ///   - bytes: The message.
  ///   - partial: Whether required fields may be missing.
  /// - Throws: ``DynamicMessageError`` if the bytes are malformed, nested more than 100 deep, have
  ///   text that is not UTF-8, have groups, or lack required fields.
  public init(
    _ type: DynamicMessageType, serializedBytes bytes: [UInt8], partial: Bool = false
  ) throws {
    self.init(type)
    let bytes = try InputGuard.check(bytes, as: type)
    guard let tables = type.tables else { return }
    // Sound: libprotobuf-c makes a message of the descriptor's size, which is read here before it
    // is freed; what it does not check, the guard has.
    let message = bytes.withUnsafeBufferPointer {
      protobuf_c_message_unpack(tables.descriptor, nil, $0.count, $0.baseAddress)
    }
    guard let message else {
      throw DynamicMessageError("these \(bytes.count) bytes are no \(type)")
    }
    defer { protobuf_c_message_free_unpacked(message, nil) }
    try read(UnsafeMutableRawPointer(message), tables)
    if !partial { try checkRequired() }
  }

  private mutating func read(_ base: UnsafeMutableRawPointer, _ tables: MessageTables) throws {
    for (index, field) in type.fields.enumerated() {
      let place = tables.places[index]
      if field.isRepeated {
        let count = base.load(fromByteOffset: place.quantifier, as: Int.self)
        guard count > 0,
          let values = base.load(
            fromByteOffset: place.value, as: UnsafeMutableRawPointer?.self)
        else { continue }
        let size = MessageTables.elementBytes(field.kind)
        store(
          try (0..<count).map { try Self.value(field, at: values + $0 * size) }.content(of: field),
          in: field)
      } else if isSet(field, place, base) {
        store(.single(try Self.value(field, at: base + place.value)), in: field)
      }
    }
    let header = base.assumingMemoryBound(to: ProtobufCMessage.self).pointee
    for index in 0..<Int(header.n_unknown_fields) {
      let unknown = header.unknown_fields[index]
      unknownFields.append(
        UnknownField(
          number: unknown.tag, wireType: unknown.wire_type.rawValue,
          bytes: Array(UnsafeBufferPointer(start: unknown.data, count: unknown.len))))
    }
  }

  private func isSet(
    _ field: DynamicField, _ place: MessageTables.Place, _ base: UnsafeMutableRawPointer
  ) -> Bool {
    if field.oneof != nil {
      return base.load(fromByteOffset: place.quantifier, as: UInt32.self) == field.number
    }
    if case .message = field.kind {
      return base.load(fromByteOffset: place.value, as: UnsafeRawPointer?.self) != nil
    }
    return base.load(fromByteOffset: place.quantifier, as: Int32.self) != 0
  }

  private static func value(
    _ field: DynamicField, at place: UnsafeMutableRawPointer
  ) throws -> DynamicValue {
    switch field.kind {
    case .double: return .double(place.load(as: Double.self))
    case .float: return .float(place.load(as: Float.self))
    case .int32, .sint32, .sfixed32: return .int32(place.load(as: Int32.self))
    case .int64, .sint64, .sfixed64: return .int64(place.load(as: Int64.self))
    case .uint32, .fixed32: return .uint32(place.load(as: UInt32.self))
    case .uint64, .fixed64: return .uint64(place.load(as: UInt64.self))
    case .bool: return .bool(place.load(as: Int32.self) != 0)
    case .enum: return .enum(place.load(as: Int32.self))
    case .bytes: return .bytes(bytes(at: place))
    case .string:
      // The guard has seen that this is UTF-8.
      return .string(String(decoding: bytes(at: place), as: UTF8.self))
    case .message(let nested):
      var message = DynamicMessage(nested)
      if let tables = nested.tables, let base = place.load(as: UnsafeMutableRawPointer?.self) {
        try message.read(base, tables)
      }
      return .message(message)
    }
  }

  private static func bytes(at place: UnsafeMutableRawPointer) -> [UInt8] {
    let data = place.load(as: ProtobufCBinaryData.self)
    return Array(UnsafeBufferPointer(start: data.data, count: data.len))
  }
}

extension [DynamicValue] {
  /// The values as a field holds them: entries as a map, the last one of a key.
  fileprivate func content(of field: DynamicField) -> DynamicContent {
    guard let entry = field.entry, let key = entry.field(1), let value = entry.field(2) else {
      return .list(self)
    }
    var entries: [DynamicValue: DynamicValue] = [:]
    for case .message(let pair) in self {
      entries[pair.single(key)] = pair.single(value)
    }
    return .map(entries)
  }
}

extension DynamicMessage {
  /// The value of a field that has one; its default if it is not set.
  func single(_ field: DynamicField) -> DynamicValue {
    if case .single(let value) = contents[field.number] { return value }
    return field.defaultValue
  }
}
