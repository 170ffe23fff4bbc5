extension Google_Protobuf_Any {
  /// Writes what it holds behind the URL of its type, if that is known.
  public func writeText(to writer: inout FormatWriter) {
    if let type = Self.messageType(forTypeURL: typeURL), write(type, to: &writer) { return }
    writer.fields(of: self)
  }

  private func write<M: Message>(_ type: M.Type, to writer: inout FormatWriter) -> Bool {
    guard let content = try? M(serializedBytes: value, partial: true) else { return false }
    writer.beginLine()
    writer.output.append(UInt8(ascii: "["))
    writer.output.append(text: typeURL)
    writer.output.append(UInt8(ascii: "]"))
    writer.message(content)
    return true
  }

  /// Reads its fields, or what it holds behind the URL of a type in brackets.
  public mutating func readText(from reader: inout FormatReader, until closing: UInt8?) throws {
    reader.skipSpace()
    guard reader.next == UInt8(ascii: "[") else {
      return try reader.textFields(&self, until: closing)
    }
    let start = reader.offset
    let url = try reader.bracketedName()
    guard let type = Self.messageType(forTypeURL: url) else {
      throw reader.failure("the type '\(url)' of an Any is not known: register it", at: start)
    }
    reader.takeColon()
    typeURL = url
    value = try reader.textContent(type)
    reader.takeSeparator()
    guard try reader.isAtEnd(of: closing) else {
      throw reader.failure("an Any has nothing beside the value in brackets")
    }
  }
}

extension FormatReader {
  fileprivate mutating func textContent<M: Message>(_ type: M.Type) throws -> [UInt8] {
    var content = M()
    try textMessage(&content)
    return try content.serializedBytes(partial: true)
  }
}
