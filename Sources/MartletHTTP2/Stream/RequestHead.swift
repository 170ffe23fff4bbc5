internal import MartletCore

/// The header block that begins a call, as far as gRPC looks at it.
struct RequestHead {
  /// Why a request is not passed on to a handler.
  enum Refusal {
    /// The answer is a gRPC status.
    case status(Status)
    /// The answer is an HTTP status, with a gRPC status for clients that understand it.
    case http(Int, Status)
  }

  /// Whether the block has been judged.
  var isComplete = false
  /// The status for a path that names no method here.
  var unknownPath: Status?
  /// The time that the client gives the call.
  private(set) var timeout: Duration?

  private var isPost = false
  private var hasPath = false
  private var hasContentType = false
  private var isGRPC = false
  private var hasBadTimeout = false
  private var encoding: String?
  private var listBytes = 0

  /// What RFC 9113 §6.5.2 counts for a field besides its name and value.
  private static let fieldOverheadBytes = 32

  /// Takes one header; custom metadata is added to `headers`.
  ///
  /// - Returns: Whether it is the path, which is for the caller to look up.
  mutating func add(
    name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, to headers: HeaderBlock
  ) -> Bool {
    if isComplete { return false }
    listBytes += name.count + value.count + Self.fieldOverheadBytes
    switch HeaderName(name) {
    case .path:
      hasPath = true
      return true
    case .method: isPost = value.equals("POST")
    case .contentType:
      hasContentType = true
      isGRPC = value.isGRPCContentType
    case .timeout:
      timeout = GRPCTimeout.parse(value)
      hasBadTimeout = timeout == nil
    case .encoding:
      if !value.equals("identity") { encoding = String(decoding: value, as: UTF8.self) }
    case .custom: headers.append(name: name, value: value)
    case .scheme, .authority, .status, .te, .acceptEncoding, .grpcStatus, .grpcMessage,
      .otherPseudo:
      break
    }
    return false
  }

  /// Why the request is refused; `nil` if it is a call of a method here.
  func refusal(maximumHeaderListBytes: UInt32) -> Refusal? {
    if listBytes > Int(maximumHeaderListBytes) {
      return .status(
        Status(
          code: .resourceExhausted,
          message: """
            the request's headers have \(listBytes) bytes, \
            more than the \(maximumHeaderListBytes) that are accepted
            """))
    }
    guard isPost else {
      return .http(
        405, Status(code: .internalError, message: "a call must be made with the method POST"))
    }
    guard isGRPC else {
      return .http(
        415,
        Status(
          code: .internalError,
          message: hasContentType
            ? "the content-type is not application/grpc" : "there is no content-type"))
    }
    if !hasPath { return .status(Status(code: .internalError, message: "there is no path")) }
    if let unknownPath { return .status(unknownPath) }
    if hasBadTimeout {
      return .status(Status(code: .internalError, message: "grpc-timeout cannot be read"))
    }
    if let encoding {
      return .status(
        Status(
          code: .unimplemented,
          message: "grpc-encoding '\(encoding)' is not supported; supported: identity"))
    }
    return nil
  }
}
