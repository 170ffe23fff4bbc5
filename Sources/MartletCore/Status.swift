/// How a call ended: a code, and a message for whoever debugs it.
///
/// A status travels in the `grpc-status` and `grpc-message` trailers
/// (gRPC over HTTP/2, "Responses").
public struct Status: Sendable, Hashable {
  /// What kind of outcome it is.
  public var code: Code

  /// A description for developers; empty where the code says it all.
  public var message: String

  /// Creates a status.
  public init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  /// Success, without a message.
  public static let ok = Status(code: .ok, message: "")
}

extension Status: CustomStringConvertible {
  public var description: String {
    message.isEmpty ? code.description : "\(code): \"\(message)\""
  }
}

extension Status {
  /// The code that stands in for an answer that is HTTP but not gRPC, by its HTTP status
  /// ("HTTP to gRPC Status Code Mapping" of the gRPC documentation).
  public init(httpStatusCode: Int) {
    let code: Code
    switch httpStatusCode {
    case 400: code = .internalError
    case 401: code = .unauthenticated
    case 403: code = .permissionDenied
    case 404: code = .unimplemented
    case 429, 502, 503, 504: code = .unavailable
    default: code = .unknown
    }
    self.init(
      code: code, message: "the peer answered with HTTP status \(httpStatusCode) and no gRPC status"
    )
  }
}
