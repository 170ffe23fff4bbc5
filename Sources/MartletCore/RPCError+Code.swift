extension RPCError {
  /// A gRPC status code other than `ok`.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    let status: Status.Code

    fileprivate init(wrapped: Status.Code.Wrapped) { self.status = Status.Code(wrapped: wrapped) }

    /// The number that `grpc-status` carries.
    public var rawValue: Int { status.rawValue }

    /// The same code as a status's; `nil` for `ok`, which is no error.
    public init?(_ code: Status.Code) {
      guard code != .ok else { return nil }
      self.status = code
    }

    public var description: String { status.description }
  }
}

extension RPCError.Code {
  /// The call was cancelled, typically by its caller.
  public static let cancelled = Self(wrapped: .cancelled)

  /// An error that the peer did not classify.
  public static let unknown = Self(wrapped: .unknown)

  /// The request is wrong whatever the state of the system.
  public static let invalidArgument = Self(wrapped: .invalidArgument)

  /// The deadline passed before the call finished.
  public static let deadlineExceeded = Self(wrapped: .deadlineExceeded)

  /// Something that was asked for does not exist.
  public static let notFound = Self(wrapped: .notFound)

  /// Something that was to be created exists already.
  public static let alreadyExists = Self(wrapped: .alreadyExists)

  /// The caller is known but may not do this.
  public static let permissionDenied = Self(wrapped: .permissionDenied)

  /// A quota, a limit or some space is used up.
  public static let resourceExhausted = Self(wrapped: .resourceExhausted)

  /// The system is not in the state that the call needs; do not retry until it is.
  public static let failedPrecondition = Self(wrapped: .failedPrecondition)

  /// The call was given up, often for a conflict; retry at a higher level.
  public static let aborted = Self(wrapped: .aborted)

  /// The call went past a valid range, such as the end of a file.
  public static let outOfRange = Self(wrapped: .outOfRange)

  /// The method is not implemented or not enabled here.
  public static let unimplemented = Self(wrapped: .unimplemented)

  /// An invariant is broken: something is wrong on one of the sides.
  public static let internalError = Self(wrapped: .internalError)

  /// The service cannot be reached now; retry with a backoff.
  public static let unavailable = Self(wrapped: .unavailable)

  /// Data is lost or corrupted beyond recovery.
  public static let dataLoss = Self(wrapped: .dataLoss)

  /// The caller's credentials are missing or wrong.
  public static let unauthenticated = Self(wrapped: .unauthenticated)
}
