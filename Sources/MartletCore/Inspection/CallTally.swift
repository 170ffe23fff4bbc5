/// How many calls there were, and what has become of them.
package struct CallTally: Sendable, Hashable {
  /// Calls that have begun.
  package var started = 0
  /// Calls that have ended with the status OK.
  package var succeeded = 0
  /// Calls that have ended otherwise.
  package var failed = 0
  /// The time since the last call began; `nil` if there was none.
  package var sinceLastStart: Duration?

  /// Creates a tally of no calls.
  package init() {}

  /// Adds calls made elsewhere.
  package static func += (left: inout CallTally, right: CallTally) {
    left.started += right.started
    left.succeeded += right.succeeded
    left.failed += right.failed
    left.sinceLastStart = [left.sinceLastStart, right.sinceLastStart].compactMap(\.self).min()
  }
}
