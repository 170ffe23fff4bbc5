/// Numbers from one to another, both included.
public struct RangeNode: Sendable {
  /// The first.
  public let start: Int64
  /// The last; `nil` for `max`.
  public let end: Int64?
  /// Where it stands.
  public let range: Range<Int>
}

/// What `reserved …;` says, all of a message's or an enumeration's together.
public struct ReservedNode: Sendable {
  /// The numbers.
  public var ranges: [RangeNode] = []
  /// The names.
  public var names: [Name] = []
  /// Where a name stands without quotes, and where one stands in them, if there are any.
  public var bareName: Range<Int>?
  /// Where a name stands in quotes, if there is one.
  public var quotedName: Range<Int>?
}

/// Numbers that extensions may have, with what is said about them.
public struct ExtensionRangeNode: Sendable {
  /// The numbers.
  public let range: RangeNode
  /// The range's options.
  public var options: [OptionNode] = []
}
