/// How a field's value is laid out: the low three bits of its tag (protobuf "Encoding").
public enum WireType {
  /// A number of one to ten bytes.
  public static let varint: UInt32 = 0
  /// Eight bytes.
  public static let fixed64: UInt32 = 1
  /// A length, then so many bytes.
  public static let lengthDelimited: UInt32 = 2
  /// The beginning of a group.
  public static let startGroup: UInt32 = 3
  /// The end of a group.
  public static let endGroup: UInt32 = 4
  /// Four bytes.
  public static let fixed32: UInt32 = 5
}
