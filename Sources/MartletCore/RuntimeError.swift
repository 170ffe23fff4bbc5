/// Why a whole client or server could not do what it was told; a single call fails with
/// ``RPCError``.
public struct RuntimeError: Error, Sendable {
  /// What kind of failure it is.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Wrapped: Sendable {
      case serverIsAlreadyRunning, serverIsStopped, clientIsAlreadyRunning, clientIsStopped
      case transportError, metadataAlreadySent, invalidArgument
    }
    private let wrapped: Wrapped

    /// `serve()` was called on a server that is being served.
    public static let serverIsAlreadyRunning = Self(wrapped: .serverIsAlreadyRunning)
    /// The server has stopped; make a new one.
    public static let serverIsStopped = Self(wrapped: .serverIsStopped)
    /// `runConnections()` was called twice.
    public static let clientIsAlreadyRunning = Self(wrapped: .clientIsAlreadyRunning)
    /// The client has stopped; make a new one.
    public static let clientIsStopped = Self(wrapped: .clientIsStopped)
    /// The transport failed, for example because its port is taken.
    public static let transportError = Self(wrapped: .transportError)
    /// What the program was given does not make sense.
    public static let invalidArgument = Self(wrapped: .invalidArgument)
    /// Initial metadata was set after it had been sent.
    public static let metadataAlreadySent = Self(wrapped: .metadataAlreadySent)

    public var description: String { String(describing: wrapped) }
  }

  /// What kind of failure it is.
  public var code: Code
  /// What failed, where, and what to do about it.
  public var message: String
  /// The error beneath, where there is one.
  public var cause: (any Error)?

  /// Creates an error.
  public init(code: Code, message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }
}

extension RuntimeError: CustomStringConvertible {
  public var description: String {
    if let cause {
      return "\(code): \(message) (cause: \(cause))"
    }
    return "\(code): \(message)"
  }
}
