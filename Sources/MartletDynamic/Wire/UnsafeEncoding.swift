internal import CProtobufC

extension DynamicMessage {
  /// The message in the wire format.
  ///
  /// - Throws: ``DynamicMessageError`` if a required field is not set.
  public func serializedBytes() throws -> [UInt8] {
    try checkRequired()
    let memory = CMemory()
    guard let message = memory.message(self) else { return [] }
    // Sound: the message, and all it points to, live as long as `memory`; the array has exactly
    // the size that libprotobuf-c says it will write.
    let count = protobuf_c_message_get_packed_size(message)
    return withExtendedLifetime(memory) {
      [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
        written = protobuf_c_message_pack(message, buffer.baseAddress)
      }
    }
  }
}

/// C structures of messages, freed together.
private final class CMemory {
  // Sound: every block is zeroed, is used only while this object lives, and is freed once.
  private var blocks: [UnsafeMutableRawPointer] = []

  deinit {
    for block in blocks { block.deallocate() }
  }

  private func block(_ count: Int) -> UnsafeMutableRawPointer {
    let block = UnsafeMutableRawPointer.allocate(byteCount: max(1, count), alignment: 16)
    block.initializeMemory(as: UInt8.self, repeating: 0, count: max(1, count))
    blocks.append(block)
    return block
  }

  private func copy(_ bytes: [UInt8]) -> UnsafeMutablePointer<UInt8> {
    let copy = block(bytes.count)
    bytes.withUnsafeBytes { source in
      if let start = source.baseAddress { copy.copyMemory(from: start, byteCount: source.count) }
    }
    return copy.assumingMemoryBound(to: UInt8.self)
  }

  func message(_ message: DynamicMessage) -> UnsafeMutablePointer<ProtobufCMessage>? {
    guard let tables = message.type.tables else { return nil }
    let base = block(tables.byteCount)
    var header = ProtobufCMessage()
    header.descriptor = UnsafePointer(tables.descriptor)
    header.n_unknown_fields = UInt32(message.unknownFields.count)
    header.unknown_fields = unknown(message.unknownFields)
    base.storeBytes(of: header, as: ProtobufCMessage.self)
    for (index, field) in message.type.fields.enumerated() {
      if let content = message.contents[field.number] {
        write(content, of: field, tables.places[index], to: base)
      }
    }
    return base.assumingMemoryBound(to: ProtobufCMessage.self)
  }

  private func unknown(
    _ fields: [DynamicMessage.UnknownField]
  ) -> UnsafeMutablePointer<ProtobufCMessageUnknownField>? {
    if fields.isEmpty { return nil }
    let size = MemoryLayout<ProtobufCMessageUnknownField>.stride
    let list = block(fields.count * size)
    for (index, field) in fields.enumerated() {
      var entry = ProtobufCMessageUnknownField()
      entry.tag = field.number
      entry.wire_type = ProtobufCWireType(rawValue: field.wireType)
      entry.len = field.bytes.count
      entry.data = copy(field.bytes)
      (list + index * size).storeBytes(of: entry, as: ProtobufCMessageUnknownField.self)
    }
    return list.assumingMemoryBound(to: ProtobufCMessageUnknownField.self)
  }

  private func write(
    _ content: DynamicContent, of field: DynamicField, _ place: MessageTables.Place,
    to base: UnsafeMutableRawPointer
  ) {
    switch content {
    case .single(let value):
      write(value, field.kind, to: base + place.value)
      let mark = field.oneof == nil ? 1 : field.number
      base.storeBytes(of: mark, toByteOffset: place.quantifier, as: UInt32.self)
    case .list(let values):
      let size = MessageTables.elementBytes(field.kind)
      let list = block(values.count * size)
      for (index, value) in values.enumerated() {
        write(value, field.kind, to: list + index * size)
      }
      base.storeBytes(of: values.count, toByteOffset: place.quantifier, as: Int.self)
      base.storeBytes(of: list, toByteOffset: place.value, as: UnsafeMutableRawPointer.self)
    case .map(let entries):
      write(.list(entries.sortedPairs(of: field)), of: field, place, to: base)
    }
  }

  private func write(
    _ value: DynamicValue, _ kind: DynamicField.Kind, to place: UnsafeMutableRawPointer
  ) {
    switch value {
    case .double(let value): place.storeBytes(of: value, as: Double.self)
    case .float(let value): place.storeBytes(of: value, as: Float.self)
    case .int32(let value), .enum(let value): place.storeBytes(of: value, as: Int32.self)
    case .int64(let value): place.storeBytes(of: value, as: Int64.self)
    case .uint32(let value): place.storeBytes(of: value, as: UInt32.self)
    case .uint64(let value): place.storeBytes(of: value, as: UInt64.self)
    case .bool(let value): place.storeBytes(of: value ? 1 : 0, as: Int32.self)
    case .string(let value): write(bytes: Array(value.utf8), to: place)
    case .bytes(let value): write(bytes: value, to: place)
    case .message(let value):
      place.storeBytes(
        of: UnsafeMutableRawPointer(message(value)), as: UnsafeMutableRawPointer?.self)
    }
  }

  private func write(bytes: [UInt8], to place: UnsafeMutableRawPointer) {
    var data = ProtobufCBinaryData()
    data.len = bytes.count
    data.data = copy(bytes)
    place.storeBytes(of: data, as: ProtobufCBinaryData.self)
  }
}

extension [DynamicValue: DynamicValue] {
  /// The entries as messages, in the order of their keys: the same map gives the same bytes.
  fileprivate func sortedPairs(of field: DynamicField) -> [DynamicValue] {
    guard let entry = field.entry, let key = entry.field(1), let value = entry.field(2) else {
      return []
    }
    return sorted { $0.key.isOrdered(before: $1.key) }.map { pair in
      var message = DynamicMessage(entry)
      message.contents = [key.number: .single(pair.key), value.number: .single(pair.value)]
      return .message(message)
    }
  }
}
