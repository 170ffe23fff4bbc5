extension ExtensibleMessage {
  /// Reads an extension from JSON or the text format.
  ///
  /// - Returns: Whether the name is known; if not, nothing is read.
  public mutating func readExtension(
    _ name: String, from reader: inout FormatReader
  ) throws -> Bool {
    guard let known = reader.extensions,
      let number = known.fieldNumberForProto(messageType: Self.self, protoFieldName: name),
      let found = known[Self.self, number]
    else { return false }
    var field = _protobuf_extensionFieldValues[number] ?? found._protobuf_newField()
    do {
      try field.parse(&reader)
    } catch {
      throw FormatReader.within(error, "[\(name)]")
    }
    if !field.isEmpty { _protobuf_extensionFieldValues[number] = field }
    return true
  }
}
