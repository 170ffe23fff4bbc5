/// How messages are written in the text format.
public struct TextFormatEncodingOptions: Sendable {
  /// Whether fields that the type does not know are written, by their numbers; yes by default.
  public var printUnknownFields = true

  /// Whether entries of maps are sorted by their keys; yes by default.
  public var useDeterministicOrdering = true

  /// Creates the defaults.
  public init() {}
}

/// What is accepted as the text format of a message.
public struct TextFormatDecodingOptions: Sendable {
  /// The deepest nesting of messages; 100 by default. It bounds the stack that decoding takes.
  public var messageDepthLimit = 100

  /// Whether fields with names that the type does not have are passed over rather than an error;
  /// those with names that it reserves always are.
  public var ignoreUnknownFields = false

  /// Whether extensions that are not known are passed over rather than an error.
  public var ignoreUnknownExtensionFields = false

  /// Creates the defaults.
  public init() {}
}
