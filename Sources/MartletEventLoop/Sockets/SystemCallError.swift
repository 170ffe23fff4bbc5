import Glibc

/// A system call that failed: which one, and why.
public struct SystemCallError: Error, Hashable, Sendable {
  /// The call, such as `connect`.
  public let call: String
  /// The error's number (`errno`).
  public let number: Int32

  package init(call: String, number: Int32 = errno) {
    self.call = call
    self.number = number
  }

  /// The reason alone, in the system's words and lower case: `connection refused`.
  public var reason: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      guard let base = buffer.baseAddress else { return "error \(number)" }
      base[0] = 0
      guard strerror_r(number, base, buffer.count) == 0 || base[0] != 0 else {
        return "error \(number)"
      }
      let text = String(cString: base)
      return text.prefix(1).lowercased() + text.dropFirst()
    }
  }
}

extension SystemCallError: CustomStringConvertible {
  public var description: String { "\(call): \(reason)" }
}
