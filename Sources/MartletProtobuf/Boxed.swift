/// A value kept on the heap and copied when it is changed: what lets a message have itself as a
/// field.
public struct Boxed<Value: Hashable & Sendable>: Hashable, Sendable {
  private final class Storage: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  private var storage: Storage

  /// Creates a box.
  public init(_ value: Value) { storage = Storage(value) }

  /// The value.
  public var value: Value {
    get { storage.value }
    set { storage = Storage(newValue) }
  }

  public static func == (left: Boxed, right: Boxed) -> Bool {
    left.storage === right.storage || left.value == right.value
  }

  public func hash(into hasher: inout Hasher) { value.hash(into: &hasher) }
}
