internal import MartletCore
internal import MartletEventLoop

extension EventLoop {
  /// The first `count` bytes of what was read last. Valid until the next read on this loop.
  func readBytes(_ count: Int) -> UnsafeRawBufferPointer {
    // Sound: the buffer is never freed, and a count beyond it is a trap.
    UnsafeRawBufferPointer(rebasing: readBuffer[..<count])
  }
}

extension Socket {
  /// Writes as much of the waiting bytes as the socket takes.
  func write(_ buffer: borrowing MessageBuffer) -> IOResult {
    buffer.withUnsafeBytes { write($0) }
  }
}
