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
    let text = Self.systemText(number)
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

extension SystemCallError: CustomStringConvertible {
  public var description: String { "\(call): \(reason)" }
}
