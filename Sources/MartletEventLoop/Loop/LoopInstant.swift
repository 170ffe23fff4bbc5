/// A reading of a loop's clock, in nanoseconds since the clock's own zero.
package struct LoopInstant: Comparable, Hashable, Sendable {
  package var nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Before every reading.
  package static let distantPast = LoopInstant(nanoseconds: .min)
  package static let distantFuture = LoopInstant(nanoseconds: .max)

  package static func < (left: LoopInstant, right: LoopInstant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The moment so much later; cut to what the clock can say.
  package func advanced(by nanoseconds: Int64) -> LoopInstant {
    let (sum, overflow) = self.nanoseconds.addingReportingOverflow(nanoseconds)
    return LoopInstant(nanoseconds: overflow ? .max : sum)
  }
}
