// Sound throughout: bytes are lent by whoever has them until decoding or copying is over.
extension Message {
  /// The message as JSON (the ProtoJSON format of protobuf's documentation).
  ///
  /// - Throws: ``JSONEncodingError`` if a value has no form in JSON: a timestamp beyond the year
  ///   9999, an `Any` of a type that is not registered.
  public func jsonString(options: JSONEncodingOptions = JSONEncodingOptions()) throws -> String {
    try JSONEncoding.write(Self.self, options, { $0.writeTop(self) }) {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// The message as JSON in UTF-8.
  ///
  /// - Throws: ``JSONEncodingError`` if a value has no form in JSON.
  public func jsonUTF8Bytes<Bytes: ProtobufContiguousBytes>(
    options: JSONEncodingOptions = JSONEncodingOptions()
  ) throws -> Bytes {
    try JSONEncoding.write(Self.self, options, { $0.writeTop(self) }) { Bytes(copying: $0) }
  }

  /// Creates the message that JSON says.
  ///
  /// - Parameter extensions: The extensions that are known.
  /// - Throws: ``JSONDecodingError`` that says where in the text and in which field.
  public init(
    jsonString: String, extensions: (any ExtensionMap)? = nil,
    options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws {
    var text = jsonString
    self = try text.withUTF8 {
      try JSONDecoding.read(UnsafeRawBufferPointer($0), options, extensions, Self.self) {
        try $0.readTop()
      }
    }
  }

  /// Creates the message that JSON in UTF-8 says.
  ///
  /// - Parameter extensions: The extensions that are known.
  /// - Throws: ``JSONDecodingError`` that says where in the text and in which field.
  public init<Bytes: ProtobufContiguousBytes>(
    jsonUTF8Bytes: Bytes, extensions: (any ExtensionMap)? = nil,
    options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws {
    self = try jsonUTF8Bytes.withUnsafeBytes {
      try JSONDecoding.read($0, options, extensions, Self.self) { try $0.readTop() }
    }
  }

  // MARK: Several messages

  /// Messages as an array of JSON.
  ///
  /// - Throws: ``JSONEncodingError`` if a value has no form in JSON.
  public static func jsonString<C: Collection>(
    from collection: C, options: JSONEncodingOptions = JSONEncodingOptions()
  ) throws -> String where C.Element == Self {
    try JSONEncoding.write(Self.self, options, { $0.writeTop(collection) }) {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Messages as an array of JSON in UTF-8.
  ///
  /// - Throws: ``JSONEncodingError`` if a value has no form in JSON.
  public static func jsonUTF8Bytes<C: Collection, Bytes: ProtobufContiguousBytes>(
    from collection: C, options: JSONEncodingOptions = JSONEncodingOptions()
  ) throws -> Bytes where C.Element == Self {
    try JSONEncoding.write(Self.self, options, { $0.writeTop(collection) }) { Bytes(copying: $0) }
  }

  /// The messages that an array of JSON says.
  ///
  /// - Parameter extensions: The extensions that are known.
  /// - Throws: ``JSONDecodingError`` that says where in the text and in which field.
  public static func array(
    fromJSONString jsonString: String, extensions: (any ExtensionMap)? = nil,
    options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws -> [Self] {
    var text = jsonString
    return try text.withUTF8 {
      try JSONDecoding.read(UnsafeRawBufferPointer($0), options, extensions, Self.self) {
        try $0.readTopArray()
      }
    }
  }

  /// The messages that an array of JSON in UTF-8 says.
  ///
  /// - Parameter extensions: The extensions that are known.
  /// - Throws: ``JSONDecodingError`` that says where in the text and in which field.
  public static func array<Bytes: ProtobufContiguousBytes>(
    fromJSONUTF8Bytes jsonUTF8Bytes: Bytes, extensions: (any ExtensionMap)? = nil,
    options: JSONDecodingOptions = JSONDecodingOptions()
  ) throws -> [Self] {
    try jsonUTF8Bytes.withUnsafeBytes {
      try JSONDecoding.read($0, options, extensions, Self.self) { try $0.readTopArray() }
    }
  }
}

private enum JSONEncoding {
  static func write<Result>(
    _ type: any Message.Type, _ options: JSONEncodingOptions,
    _ write: (inout FormatWriter) -> Void, _ make: (UnsafeRawBufferPointer) -> Result
  ) throws -> Result {
    var writer = FormatWriter(json: options, type)
    write(&writer)
    defer { writer.output.free() }
    if let failure = writer.failure { throw JSONEncodingError(failure, type) }
    return make(writer.output.bytes)
  }
}

private enum JSONDecoding {
  static func read<Result>(
    _ bytes: UnsafeRawBufferPointer, _ options: JSONDecodingOptions,
    _ extensions: (any ExtensionMap)?, _ type: any Message.Type,
    _ read: (inout FormatReader) throws -> Result
  ) throws -> Result {
    var reader = FormatReader(bytes, json: options, extensions)
    do {
      reader.skipSpace()
      let result = try read(&reader)
      reader.skipSpace()
      guard reader.isAtEnd else { throw reader.failure("there is more behind the value") }
      return result
    } catch let failure as FormatFailure {
      throw JSONDecodingError(failure, in: bytes, type)
    }
  }
}

extension FormatWriter {
  fileprivate mutating func writeTop<M: Message>(_ message: M) { message.writeJSON(to: &self) }

  fileprivate mutating func writeTop<C: Collection>(
    _ messages: C
  ) where C.Element: Message {
    output.append(UInt8(ascii: "["))
    for message in messages {
      separate()
      message.writeJSON(to: &self)
    }
    output.append(UInt8(ascii: "]"))
  }
}

extension FormatReader {
  fileprivate mutating func readTop<M: Message>() throws -> M {
    var message = M()
    try message.readJSON(from: &self)
    return message
  }

  fileprivate mutating func readTopArray<M: Message>() throws -> [M] {
    guard next == UInt8(ascii: "[") else { throw failure("an array was expected") }
    var list: [M] = []
    var elements = try beginElements()
    while try nextElement(&elements, takesNull: M.self == Google_Protobuf_Value.self) {
      do {
        list.append(try readTop())
      } catch {
        throw Self.within(Self.within(error, elements), "")
      }
    }
    return list
  }
}
