/// How messages are written as JSON.
public struct JSONEncodingOptions: Sendable {
  /// Whether 64-bit integers are numbers; by default they are strings, as JavaScript does not hold
  /// them exactly. Keys of maps are strings always.
  public var alwaysPrintInt64sAsNumbers = false

  /// Whether values of enumerations are written as numbers rather than by their names.
  public var alwaysPrintEnumsAsInts = false

  /// Whether fields have the names of their declaration rather than those of JSON.
  public var preserveProtoFieldNames = false

  /// Whether entries of maps are sorted by their keys, so that equal messages become equal text.
  public var useDeterministicOrdering = false

  /// Whether fields are written that have no presence and are at their default: scalars of proto3,
  /// lists and maps.
  public var alwaysPrintFieldsWithNoPresence = false

  /// Creates the defaults.
  public init() {}
}

/// What is accepted as JSON of a message.
public struct JSONDecodingOptions: Sendable {
  /// The deepest nesting of messages, objects and arrays; 100 by default. It bounds the stack that
  /// decoding takes.
  public var messageDepthLimit = 100

  /// Whether members that name no field, and names that no value of an enumeration has, are passed
  /// over rather than an error.
  public var ignoreUnknownFields = false

  /// Creates the defaults.
  public init() {}
}
