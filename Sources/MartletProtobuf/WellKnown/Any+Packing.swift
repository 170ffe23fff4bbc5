/// What goes before the name of the type in an `Any`, unless something else is asked for.
public let defaultAnyTypeURLPrefix = "type.googleapis.com"

/// Why a message could not be taken out of an `Any`.
public enum AnyUnpackError: Error, Hashable, Sendable {
  /// The `Any` holds a message of another type, or none.
  case typeMismatch
}

extension Google_Protobuf_Any {
  /// Packs a message.
  ///
  /// - Parameters:
  ///   - message: The message.
  ///   - partial: Whether it may lack required fields.
  ///   - typePrefix: What goes before the name of the type in the URL.
  /// - Throws: ``BinaryEncodingError`` if a required field is missing or the message is larger than
  ///   2 GiB.
  public init(
    message: any Message, partial: Bool = false, typePrefix: String = defaultAnyTypeURLPrefix
  ) throws {
    self.init()
    let separator = typePrefix.hasSuffix("/") ? "" : "/"
    typeURL = typePrefix + separator + type(of: message).protoMessageName
    value = try message.serializedBytes(partial: partial)
  }

  /// Whether it holds a message of a type, as far as its URL says.
  public func isA<M: Message>(_ type: M.Type) -> Bool {
    // A URL has a slash; what stands behind the last one is the type's name.
    guard let slash = typeURL.utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
    return typeURL[slash...].dropFirst().elementsEqual(M.protoMessageName)
  }
}

extension Message {
  /// Takes out the message that an `Any` holds.
  ///
  /// - Parameters:
  ///   - unpackingAny: What holds the message.
  ///   - extensions: The extensions that are known.
  ///   - options: Bounds on what is accepted.
  /// - Throws: ``AnyUnpackError`` if it holds a message of another type, ``BinaryDecodingError`` if
  ///   what it holds is none.
  public init(
    unpackingAny: Google_Protobuf_Any, extensions: (any ExtensionMap)? = nil,
    options: BinaryDecodingOptions = .init()
  ) throws {
    guard unpackingAny.isA(Self.self) else { throw AnyUnpackError.typeMismatch }
    try self.init(
      serializedBytes: unpackingAny.value, extensions: extensions, options: options)
  }
}
