extension Status {
  /// A gRPC status code ("Status codes and their use in gRPC").
  ///
  /// It wraps a private enumeration so that a `switch` over codes needs a `default`.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    enum Wrapped: UInt8, Sendable, CaseIterable {
      case ok = 0
      case cancelled = 1
      case unknown = 2
      case invalidArgument = 3
      case deadlineExceeded = 4
      case notFound = 5
      case alreadyExists = 6
      case permissionDenied = 7
      case resourceExhausted = 8
      case failedPrecondition = 9
      case aborted = 10
      case outOfRange = 11
      case unimplemented = 12
      case internalError = 13
      case unavailable = 14
      case dataLoss = 15
      case unauthenticated = 16
    }

    let wrapped: Wrapped

    init(wrapped: Wrapped) { self.wrapped = wrapped }

    /// The number that `grpc-status` carries.
    public var rawValue: Int { Int(wrapped.rawValue) }

    /// The code with this number; `nil` if there is none.
    public init?(rawValue: Int) {
      guard let byte = UInt8(exactly: rawValue), let wrapped = Wrapped(rawValue: byte) else {
        return nil
      }
      self.wrapped = wrapped
    }

    /// The same code as an error's.
    public init(_ code: RPCError.Code) { self.wrapped = code.status.wrapped }

    public var description: String { String(describing: wrapped) }
  }
}

extension Status.Code {
  /// The call succeeded.
  public static let ok = Self(wrapped: .ok)

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
