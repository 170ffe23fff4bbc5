/// Has `body` use an object without counting a reference to it: a variable that is lent cannot
/// change meanwhile.
///
/// Sound even where a property's exclusivity is not checked, as long as nothing that `body` does
/// assigns to the variable; it must not.
@inlinable @inline(__always)
package func lend<Object: AnyObject, Result>(
  _ object: inout Object, to body: (Object) -> Result
) -> Result {
  body(object)
}
