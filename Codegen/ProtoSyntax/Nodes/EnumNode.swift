/// `enum … { … }`
public struct EnumNode: Sendable {
  /// One value.
  public struct Value: Sendable {
    /// The name.
    public let name: Name
    /// The number.
    public let number: Int64
    /// Where the number stands.
    public let numberRange: Range<Int>
    /// The value's options.
    public let options: [OptionNode]
  }

  /// The name.
  public let name: Name
  /// The values, in order.
  public var values: [Value] = []
  /// The numbers and names that no value may have.
  public var reserved = ReservedNode()
  /// The enumeration's options.
  public var options: [OptionNode] = []
  /// Whether something in it could not be read, so that it may have more values than these.
  public var isUnreadable = false
}
