/// Why a call failed: what a handler throws, and what a caller catches.
public struct RPCError: Error, Sendable {
  /// What kind of failure it is.
  public var code: Code

  /// A description for developers, which travels to the caller.
  public var message: String

  /// Metadata that travels in the trailers.
  public var metadata: Metadata

  /// What led to this error on this side; it never leaves the process.
  public var cause: (any Error)?

  /// Creates an error.
  ///
  /// A cause that is itself an `RPCError` with the same code is folded into this one, so that
  /// rethrowing with more context does not build a tower.
  public init(
    code: Code, message: String, metadata: Metadata = [:], cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.metadata = metadata
    self.cause = cause
    if let inner = cause as? RPCError, inner.code == code {
      self.message = "\(message) \(inner.message)"
      self.metadata.add(contentsOf: inner.metadata)
      self.cause = inner.cause
    }
  }

  /// The error that a status stands for; `nil` if the status is `ok`.
  public init?(status: Status, metadata: Metadata = [:]) {
    guard let code = Code(status.code) else { return nil }
    self.init(code: code, message: status.message, metadata: metadata)
  }

  /// The status that this error travels as.
  package var status: Status { Status(code: Status.Code(code), message: message) }
}

extension RPCError: Hashable {
  /// Equal by what travels: the cause is not compared.
  public static func == (left: RPCError, right: RPCError) -> Bool {
    left.code == right.code && left.message == right.message && left.metadata == right.metadata
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(message)
    hasher.combine(metadata)
  }
}

extension RPCError: CustomStringConvertible {
  public var description: String {
    if let cause {
      return "\(code): \"\(message)\" (cause: \(cause))"
    }
    return "\(code): \"\(message)\""
  }
}

/// An error type that knows which `RPCError` it is to a caller.
///
/// A handler may throw it in place of `RPCError`.
public protocol RPCErrorConvertible {
  /// The code that the caller sees.
  var rpcErrorCode: RPCError.Code { get }

  /// The message that the caller sees.
  var rpcErrorMessage: String { get }

  /// Metadata for the trailers; empty unless implemented.
  var rpcErrorMetadata: Metadata { get }

  /// What led to the error; the error itself unless implemented.
  var rpcErrorCause: (any Error)? { get }
}

extension RPCErrorConvertible {
  public var rpcErrorMetadata: Metadata { [:] }
  public var rpcErrorCause: (any Error)? { nil }
}

extension RPCErrorConvertible where Self: Error {
  public var rpcErrorCause: (any Error)? { self }
}

extension RPCError: RPCErrorConvertible {
  public var rpcErrorCode: Code { code }
  public var rpcErrorMessage: String { message }
  public var rpcErrorMetadata: Metadata { metadata }
  public var rpcErrorCause: (any Error)? { cause }
}

extension RPCError {
  /// The error that `convertible` describes.
  public init(_ convertible: some RPCErrorConvertible) {
    self.init(
      code: convertible.rpcErrorCode, message: convertible.rpcErrorMessage,
      metadata: convertible.rpcErrorMetadata, cause: convertible.rpcErrorCause)
  }

  /// The one funnel from whatever user code threw to what a peer may see.
  ///
  /// An error that is not meant for peers keeps its text to itself: it may name files, hosts or
  /// secrets.
  package init(thrown error: any Error, during activity: String) {
    switch error {
    case let error as RPCError:
      self = error
    case let error as any RPCErrorConvertible:
      self.init(error)
    case is CancellationError:
      self.init(code: .cancelled, message: "\(activity) was cancelled", cause: error)
    default:
      self.init(code: .unknown, message: "\(activity) failed", cause: error)
    }
  }
}
