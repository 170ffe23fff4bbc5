// Sound throughout: bytes are lent until decoding or copying is over.
extension Message {
  /// The message in protobuf's text format: a line for each field that is set.
  public func textFormatString(
    options: TextFormatEncodingOptions = TextFormatEncodingOptions()
  ) -> String {
    var writer = FormatWriter(text: options, Self.self)
    defer { writer.output.free() }
    writeText(to: &writer)
    if writer.output.count > 0 { writer.output.append(UInt8(ascii: "\n")) }
    return String(decoding: writer.output.bytes, as: UTF8.self)
  }

  /// The extensions that have values, here or in a message inside.
  func extensionsInUse() -> SimpleExtensionMap {
    var writer = FormatWriter(text: TextFormatEncodingOptions(), Self.self)
    defer { writer.output.free() }
    writer.extensionsInUse = SimpleExtensionMap()
    writeText(to: &writer)
    return writer.extensionsInUse ?? SimpleExtensionMap()
  }

  /// Creates the message that a text in protobuf's text format says.
  ///
  /// - Parameter extensions: The extensions that are known.
  /// - Throws: ``TextFormatDecodingError`` that says where in the text and in which field.
  public init(
    textFormatString: String, options: TextFormatDecodingOptions = TextFormatDecodingOptions(),
    extensions: (any ExtensionMap)? = nil
  ) throws {
    var text = textFormatString
    self = try text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      var reader = FormatReader(bytes, text: options, extensions)
      var message = Self()
      do {
        try message.readText(from: &reader, until: nil)
      } catch let failure as FormatFailure {
        throw TextFormatDecodingError(failure, in: bytes, Self.self)
      }
      return message
    }
  }
}
