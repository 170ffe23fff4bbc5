internal import Glibc

/// What commands say.
package enum Console {
  /// Prints to standard error.
  package static func complain(_ text: String) {
    let line = Array("\(text)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
  }
}
