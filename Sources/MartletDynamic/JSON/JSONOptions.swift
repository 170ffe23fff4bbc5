/// How messages are written as JSON.
public struct JSONEncodingOptions: Sendable {
  /// Whether each member has a line of its own.
  public var isPretty = false
  /// Whether fields without presence are written even if they have their default.
  public var alwaysPrintDefaultValues = false
  /// Whether values of enumerations are written as numbers.
  public var alwaysPrintEnumsAsInts = false
  /// Whether fields have the names of their declaration rather than those of JSON.
  public var preserveProtoFieldNames = false
  /// Where the types of `google.protobuf.Any` are found.
  public var pool: DescriptorPool?

  /// Creates the defaults.
  public init() {}
}

/// How messages are read from JSON.
public struct JSONDecodingOptions: Sendable {
  /// Whether members that name no field are skipped rather than an error.
  public var ignoreUnknownFields = false
  /// Where the types of `google.protobuf.Any` are found.
  public var pool: DescriptorPool?

  /// Creates the defaults.
  public init() {}
}
