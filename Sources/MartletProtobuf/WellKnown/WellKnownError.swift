/// Why a value of a type of `google.protobuf` has no form in JSON, or why text is none.
package struct WellKnownError: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
