import Glibc

extension SystemCallError {
  /// What the system calls an error.
  static func systemText(_ number: Int32) -> String {
    // Sound: strerror_r writes no more than it is told, with a NUL behind it, and leaves the NUL
    // that is there already if it writes nothing.
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      guard let base = buffer.baseAddress else { return "error \(number)" }
      base[0] = 0
      guard strerror_r(number, base, buffer.count) == 0 || base[0] != 0 else {
        return "error \(number)"
      }
      return String(cString: base)
    }
  }
}
