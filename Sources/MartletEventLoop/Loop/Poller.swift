/// What to be told about a descriptor.
package struct Interest: OptionSet, Sendable {
  package let rawValue: UInt8

  @inlinable
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// There are bytes to read, a connection to accept, or an end.
  @inlinable package static var read: Interest { Interest(rawValue: 1) }
  /// There is room to write, a connection made, or an end.
  @inlinable package static var write: Interest { Interest(rawValue: 2) }

  // The standard library's would be looked up for each event, from other modules.
  @inlinable package func contains(_ other: Interest) -> Bool {
    rawValue & other.rawValue == other.rawValue
  }
}

/// A descriptor that is being watched. Its number is never used again, so that an event for a
/// descriptor that was closed meanwhile is not taken for its successor's.
package struct Registration: Hashable, Sendable {
  let fd: Int32
  let number: UInt32
}

/// Where a loop waits for events: the one seam for I/O. epoll in production.
package protocol Poller: AnyObject {
  /// Begins to watch a descriptor.
  func add(_ registration: Registration, interest: Interest) throws(SystemCallError)

  /// Changes what is watched for.
  func modify(_ registration: Registration, interest: Interest) throws(SystemCallError)

  /// Stops watching.
  func remove(_ registration: Registration)

  /// Waits for events and calls `body` for each.
  ///
  /// - Parameters:
  ///   - limit: When to wait no longer, on the monotonic clock; `nil` for never, and
  ///     ``LoopInstant/distantPast`` not to wait at all. It may end before.
  ///   - key: What may be given back for the time of waiting, and must be taken again then.
  func wait(
    until limit: LoopInstant?, lending key: LoopKey?, _ body: (Registration, Interest) -> Void)

  /// Has the wait that goes on end at `limit`, unless it ends before; by whoever has the key.
  func end(at limit: LoopInstant)

  /// Ends a wait that is going on, or the next one; any thread.
  func wakeUp()
}

/// Told when a descriptor is ready. Confined to the loop.
package protocol ReadinessHandler: AnyObject {
  /// The descriptor can be read or written, or has failed, which shows when that is tried.
  func ready(_ events: Interest)
}
