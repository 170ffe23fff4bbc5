extension Message {
  /// Adds what bytes hold, extensions too.
  @usableFromInline
  mutating func merge(
    decoding bytes: UnsafeRawBufferPointer, options: BinaryDecodingOptions,
    knowing extensions: any ExtensionMap
  ) throws {
    // Sound: the reader, which keeps the pointer, is gone when the map is given back.
    try withUnsafePointer(to: extensions) { extensions in
      var reader = WireReader(bytes, options: options)
      reader.extensions = extensions
      try merge(from: &reader)
    }
  }
}

extension WireReader {
  /// Reads an extension if it is known, and passes over the field otherwise, keeping its bytes.
  public mutating func extensionField<M: ExtensibleMessage>(
    _ tag: UInt32, _ message: M.Type, _ fields: inout ExtensionFieldValueSet,
    _ unknown: inout UnknownStorage
  ) throws {
    let isRead = try known(Int(tag >> 3), tag, message, &fields, &unknown)
    if !isRead { try self.unknown(tag, &unknown) }
  }

  /// Reads an extension if it is known and has the tag's wire type.
  private mutating func known<M: ExtensibleMessage>(
    _ number: Int, _ tag: UInt32, _ message: M.Type, _ fields: inout ExtensionFieldValueSet,
    _ unknown: inout UnknownStorage
  ) throws -> Bool {
    guard let known = extensions?.pointee[M.self, number] else { return false }
    var field = fields[number] ?? known._protobuf_newField()
    // Taken out meanwhile, so that a list is not copied for each of its values.
    fields[number] = nil
    defer { if !field.isEmpty { fields[number] = field } }
    return try field.merge(tag, &self, &unknown)
  }

  /// Reads values for as long as there are packed bytes.
  mutating func packed(_ read: (inout WireReader) throws -> Void) throws {
    let bytes = try delimited()
    let outer = end
    position -= bytes.count
    end = position + bytes.count
    while position < end { try read(&self) }
    end = outer
  }

  /// Reads an item of a message set: the number of an extension, and its message, of each the first
  /// that is there. Its bytes are kept if the extension is not known.
  public mutating func messageSetItem<M: ExtensibleMessage>(
    _ message: M.Type, _ fields: inout ExtensionFieldValueSet, _ unknown: inout UnknownStorage
  ) throws {
    let itemStart = fieldStart
    let outer = try enterGroup()
    var number: UInt32 = 0
    var contentStart: UnsafeRawPointer?
    while case let inner = try nextTag(), inner != 0 {
      switch inner {
      case 2 << 3 | WireType.varint:
        let next = try ProtoUInt32.read(&self)
        if number == 0 { number = next }
      case 3 << 3 | WireType.lengthDelimited:
        if contentStart == nil { contentStart = position }
        _ = try delimited()
      default: try skip(inner)
      }
    }
    let itemEnd = position
    leave(to: outer)
    guard let contentStart, number != 0 else { return }
    // Sound: the content lies within what has just been read.
    position = contentStart
    tag = 3 << 3 | WireType.lengthDelimited
    let isRead = try known(Int(number), tag, message, &fields, &unknown)
    position = itemEnd
    tag = outer.tag
    if !isRead { keep(from: itemStart, &unknown) }
  }
}
