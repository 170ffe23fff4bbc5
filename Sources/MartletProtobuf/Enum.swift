/// A protobuf enumeration. Generated types conform to it.
///
/// An open one (proto3) has a case for values that it does not know; a closed one (proto2) leaves
/// them among the message's unknown fields.
public protocol Enum: RawRepresentable, Hashable, Sendable where RawValue == Int {
  /// Creates the default: the first value.
  init()

  /// Creates the value with a number; `nil` only if the enumeration is closed and has none.
  init?(rawValue: Int)

  /// The number.
  var rawValue: Int { get }

  /// The numbers and names of the values.
  static var protoValues: FieldTable { get }
}

extension Enum {
  /// The value's name in the `.proto` file; `nil` if it has none.
  public var name: String? { Self.protoValues.name(of: rawValue) }
}
