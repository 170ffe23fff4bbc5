internal import CLinux

// Which loop a thread runs, kept in a thread-local variable of C's. Sound: only the thread's own
// loop sets it, as it begins to run, and loops are never freed.
extension EventLoop {
  /// The loop that runs on this thread; `nil` on any other thread.
  package static var current: EventLoop? {
    guard let pointer = martlet_get_current_loop() else { return nil }
    return Unmanaged<EventLoop>.fromOpaque(pointer).takeUnretainedValue()
  }

  /// The number of the loop that runs on this thread; `nil` on any other thread.
  @usableFromInline static var currentIndex: Int? {
    guard let pointer = martlet_get_current_loop() else { return nil }
    return Unmanaged<EventLoop>.fromOpaque(pointer)._withUnsafeGuaranteedRef { $0.index }
  }

  /// Whether the caller runs on this loop's thread.
  @inline(__always)
  package var isCurrent: Bool {
    martlet_get_current_loop() == Unmanaged.passUnretained(self).toOpaque()
  }

  /// Makes this the loop of the thread, for good.
  func becomeCurrent() {
    martlet_set_current_loop(Unmanaged.passUnretained(self).toOpaque())
  }

  /// A buffer to read into: 64 KiB. Sound: never freed, as its loop.
  static func makeReadBuffer() -> UnsafeMutableRawBufferPointer {
    .allocate(byteCount: 64 << 10, alignment: 64)
  }
}
