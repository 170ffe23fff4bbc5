/// Why a connection could not be secured, or certificates not be used.
package struct TLSFailure: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
