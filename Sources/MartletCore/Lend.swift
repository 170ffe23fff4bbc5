/// Has `body` use what a variable holds without a copy, or a reference that is counted: a variable
/// that is lent cannot change meanwhile.
///
/// Sound even where a property's exclusivity is not checked, as long as nothing that `body` does
/// assigns to the variable; it must not.
@inlinable @inline(__always)
package func lend<Value, Result>(_ value: inout Value, to body: (Value) -> Result) -> Result {
  body(value)
}
