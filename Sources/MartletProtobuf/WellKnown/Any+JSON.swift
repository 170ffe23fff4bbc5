extension Google_Protobuf_Any: WrittenAsJSONValue {
  /// Writes what it holds, as an object that says its type too.
  public func writeJSON(to writer: inout FormatWriter) {
    if typeURL.isEmpty, value.isEmpty {
      writer.output.append("{}")
      return
    }
    guard let type = Self.messageType(forTypeURL: typeURL) else {
      writer.fail("the type '\(typeURL)' of an Any is not known: register it")
      return
    }
    write(type, to: &writer)
  }

  private func write<M: Message>(_ type: M.Type, to writer: inout FormatWriter) {
    let content: M
    do {
      content = try M(serializedBytes: value, partial: true)
    } catch {
      writer.fail("the bytes of an Any are no \(M.protoMessageName): \(error)")
      return
    }
    writer.output.append("{\"@type\":")
    writer.jsonString(typeURL)
    if type is any WrittenAsJSONValue.Type {
      writer.output.append(",\"value\":")
      writer.message(content)
    } else {
      writer.fields(of: content)
    }
    writer.output.append(UInt8(ascii: "}"))
  }

  /// Reads an object that says its type.
  public mutating func readJSON(from reader: inout FormatReader) throws {
    let start = reader.offset
    guard let url = try reader.anyType() else { return }
    guard let type = Self.messageType(forTypeURL: url) else {
      throw reader.failure("the type '\(url)' of an Any is not known: register it", at: start)
    }
    reader.offset = start
    typeURL = url
    value = try reader.anyContent(type)
  }
}

extension FormatReader {
  /// Looks for the type in an object; `nil` if the object is empty, and has been passed over.
  fileprivate mutating func anyType() throws -> String? {
    let start = offset
    guard takeByte(UInt8(ascii: "{")) else { throw failure("an object was expected") }
    var isFirst = true
    while try nextMember(isFirst) {
      isFirst = false
      if try memberName({ $0.elementsEqual("@type".utf8) }) {
        let place = offset
        guard next == UInt8(ascii: "\""), let url = try jsonString(), url.contains("/") else {
          throw failure("the URL of a type was expected", at: place)
        }
        return url
      }
      try skipValue()
    }
    if isFirst { return nil }
    throw failure("an Any needs an \"@type\"", at: start)
  }

  /// Reads what an `Any` holds, and makes bytes of it.
  fileprivate mutating func anyContent<M: Message>(_ type: M.Type) throws -> [UInt8] {
    var content = M()
    if type is any WrittenAsJSONValue.Type {
      try anyValue(&content)
    } else {
      try object(&content, isAny: true)
    }
    return try content.serializedBytes(partial: true)
  }

  /// Reads an object whose member `value` is a message.
  private mutating func anyValue<M: Message>(_ content: inout M) throws {
    let start = offset
    try enter()
    skip(1)
    var isFirst = true
    var (hasType, hasValue) = (false, false)
    while try nextMember(isFirst) {
      isFirst = false
      let nameOffset = offset
      let name = try memberName { String(decoding: $0, as: UTF8.self) }
      if name == "value", !hasValue {
        hasValue = true
        try content.readJSON(from: &self)
      } else if name == "@type" ? !hasType : json.ignoreUnknownFields {
        if name == "@type" { hasType = true }
        try skipValue()
      } else {
        throw failure("an Any of this type has no member '\(name)'", at: nameOffset)
      }
    }
    leave()
    guard hasValue || M.self == Google_Protobuf_Empty.self else {
      throw failure("an Any of \(M.protoMessageName) needs a \"value\"", at: start)
    }
  }
}
