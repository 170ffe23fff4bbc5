// Beside what decodes without extensions, since that is what most decoding is, and passing a map
// that is not there takes a quarter of the time of a small message.
extension Message {
  /// Creates the message that bytes hold.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - extensions: The extensions that are known.
  ///   - partial: Whether the message may lack required fields.
  ///   - options: Bounds on what is accepted.
  /// - Throws: ``BinaryDecodingError`` that says at which byte and in which field.
  public init<Bytes: ProtobufContiguousBytes>(
    serializedBytes bytes: Bytes, extensions: (any ExtensionMap)?, partial: Bool = false,
    options: BinaryDecodingOptions = .init()
  ) throws {
    self.init()
    try merge(serializedBytes: bytes, extensions: extensions, partial: partial, options: options)
  }

  mutating func merge(
    decoding bytes: UnsafeRawBufferPointer, extensions: (any ExtensionMap)?, partial: Bool,
    options: BinaryDecodingOptions
  ) throws {
    guard let extensions else {
      return try merge(decoding: bytes, partial: partial, options: options)
    }
    try merging(bytes, partial: partial, options: options) { message in
      try message.merge(decoding: bytes, options: options, knowing: extensions)
    }
  }
}
