internal import Glibc

/// The standard input and output, in pieces of known lengths.
enum Pipe {
  /// As many bytes of the standard input; `nil` if it ends before.
  static func read(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      // Sound: no more is read than there is room behind what was.
      let taken = bytes.withUnsafeMutableBytes {
        Glibc.read(STDIN_FILENO, $0.baseAddress.map { $0 + done }, count - done)
      }
      if taken < 0, errno == EINTR { continue }
      if taken <= 0 { return nil }
      done += taken
    }
    return bytes
  }

  /// Writes all of the bytes to a descriptor; `false` if nobody takes them.
  static func write(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO) -> Bool {
    var done = 0
    while done < bytes.count {
      // Sound: no more is written than there is behind what was.
      let taken = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if taken < 0, errno == EINTR { continue }
      if taken <= 0 { return false }
      done += taken
    }
    return true
  }
}
