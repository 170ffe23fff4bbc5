/// An option, as it is written: its name and value are understood when everything is linked.
public struct OptionNode: Sendable {
  /// One part of the name.
  public struct NamePart: Sendable {
    /// The part, without parentheses.
    public let name: Name
    /// Whether it stands in parentheses: it names an extension.
    public let isExtension: Bool
  }

  /// A value.
  public enum Value: Sendable {
    /// A word: `true`, an enumeration's value, `inf`.
    case identifier(String)
    /// A whole number that is not negative.
    case positive(UInt64)
    /// A negative whole number.
    case negative(Int64)
    /// A number with a fraction or an exponent, or too large for 64 bits.
    case float(Double)
    /// A string.
    case string([UInt8])
    /// A message in text format: its words, without its braces, and the closing one.
    case aggregate([Token])
  }

  /// The name.
  public let name: [NamePart]
  /// The value.
  public let value: Value
  /// Where the name stands.
  public let nameRange: Range<Int>
  /// Where the value stands.
  public let valueRange: Range<Int>
  /// The option's place among the file's locations: it gets its path once it is understood. `nil`
  /// if it has been written elsewhere.
  package var location: Int?

  /// Whether the option sets features of an edition.
  package var isFeature: Bool {
    name.first?.isExtension == false && name.first?.name.text == "features"
  }

  /// The name, if it is a plain word.
  public var plainName: String? {
    guard name.count == 1, let part = name.first, !part.isExtension else { return nil }
    return part.name.text
  }
}
