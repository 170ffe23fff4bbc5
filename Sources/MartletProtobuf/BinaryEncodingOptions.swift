/// How a message is encoded.
public struct BinaryEncodingOptions: Sendable {
  /// Whether maps are written in the order of their keys, so that equal messages give equal bytes;
  /// no by default. It costs a sort of each map. Other programs may order differently.
  public var useDeterministicOrdering = false

  /// Creates the defaults.
  @inlinable
  public init() {}
}
