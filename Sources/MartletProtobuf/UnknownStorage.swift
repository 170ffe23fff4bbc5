/// The fields of a message that its type does not know, as the bytes they were: they are written
/// again when the message is, so that passing it on loses nothing.
public struct UnknownStorage: Hashable, Sendable {
  /// The fields, tags included, in the order in which they came.
  public var data: [UInt8]

  /// Creates a storage without fields.
  @inlinable
  public init() { data = [] }

  /// Whether there are none.
  @inlinable
  public var isEmpty: Bool { data.isEmpty }
}
