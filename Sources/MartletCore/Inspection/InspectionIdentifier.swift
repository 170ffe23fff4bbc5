import Synchronization

/// What identifies servers, channels and sockets to channelz: no number is used twice.
package enum InspectionIdentifier {
  private static let last = Atomic<Int64>(0)

  /// A number that is larger than all before it.
  package static func next() -> Int64 { last.add(1, ordering: .relaxed).newValue }
}
