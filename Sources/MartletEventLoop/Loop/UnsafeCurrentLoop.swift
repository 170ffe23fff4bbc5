internal import CLinux

// Which loop a thread acts for, kept in a thread-local variable of C's. Sound: only the loop's
// thread sets it, as it begins to run, or who has borrowed the loop, and loops are never freed.
extension EventLoop {
  /// The loop that this thread acts for; `nil` if there is none.
  package static var current: EventLoop? {
    guard let pointer = martlet_get_current_loop() else { return nil }
    return Unmanaged<EventLoop>.fromOpaque(pointer).takeUnretainedValue()
  }

  /// The number of the loop that this thread acts for; `nil` if there is none.
  @usableFromInline static var currentIndex: Int? {
    guard let pointer = martlet_get_current_loop() else { return nil }
    return Unmanaged<EventLoop>.fromOpaque(pointer)._withUnsafeGuaranteedRef { $0.index }
  }

  /// Whether the caller runs on this loop's thread, or has borrowed the loop.
  @inline(__always)
  package var isCurrent: Bool {
    martlet_get_current_loop() == Unmanaged.passUnretained(self).toOpaque()
  }

  /// The thread acts for no loop any more.
  static func leaveCurrent() { martlet_set_current_loop(nil) }

  /// Makes this the loop of the thread.
  func becomeCurrent() {
    martlet_set_current_loop(Unmanaged.passUnretained(self).toOpaque())
  }

  /// A buffer to read into: 64 KiB. Sound: never freed, as its loop.
  static func makeReadBuffer() -> UnsafeMutableRawBufferPointer {
    .allocate(byteCount: 64 << 10, alignment: 64)
  }
}
