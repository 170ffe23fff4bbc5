/// One object for each loop, found by the loop's number and without a lock.
package final class LoopLocal<Value: AnyObject>: @unchecked Sendable {
  // Sendable, and sound: a slot is read and written only on its loop.
  @usableFromInline let slots: UnsafeMutableBufferPointer<Value?>

  package init() {
    slots = .allocate(capacity: EventLoopPool.maximumLoops)
    slots.initialize(repeating: nil)
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
  }

  /// The object of the current loop; `nil` outside of loops, too.
  @inlinable
  package var current: Value? {
    // Sound: the index is that of a slot, and of this thread's loop.
    if let index = EventLoop.currentIndex { slots[index] } else { nil }
  }

  /// The object of `loop`, which must be the current one.
  package subscript(loop: EventLoop) -> Value? {
    get {
      loop.preconditionIsCurrent()
      return slots[loop.index]
    }
    set {
      loop.preconditionIsCurrent()
      slots[loop.index] = newValue
    }
  }
}
