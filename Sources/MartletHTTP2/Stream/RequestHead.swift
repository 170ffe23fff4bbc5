internal import MartletCore

/// The header block that begins a call, as far as gRPC looks at it.
struct RequestHead {
  /// What keeps a request from being a call.
  enum Fault { case longHeaders, method, contentType, noContentType, timeout }

  /// How a request is answered that is not passed on to a handler.
  enum Refusal {
    /// The answer is a gRPC status.
    case status(Status)
    /// The answer is HTTP status 405: methods other than POST are of no use here.
    case method(Status)
    /// The answer is an HTTP status, with a gRPC status for clients that understand it.
    case http(Int, Status)

    /// Whether the request is meant to be a call, so that its client waits for a status.
    var isOfACall: Bool {
      if case .status = self { true } else { false }
    }
  }

  /// What a header is to whoever passes it on.
  enum Field {
    /// The path, which is to be looked up.
    case path
    /// What messages are compressed with, or the client accepts, which is to be noted.
    case encoding, acceptEncoding
    /// The content type, whose format is to be kept.
    case format
    /// Custom metadata, which is to be kept.
    case custom
    /// Nothing more: it has been noted.
    case known
  }

  /// Whether the block has been judged.
  var isComplete = false
  /// The time that the client gives the call, in nanoseconds.
  private(set) var timeout: Int64?

  /// What messages of the request are compressed with.
  private(set) var encoding = CompressionAlgorithm.none
  /// Whether that is nothing that is known here.
  private(set) var hasUnknownEncoding = false
  /// What the client says that messages of the response may be compressed with.
  var accepted = CompressionAlgorithmSet.none

  private var isPost = false
  /// Whether the answer must have no body.
  private(set) var isHead = false
  private(set) var contentType: ContentType?
  private var hasBadTimeout = false
  /// The size of the list so far, as RFC 9113 §6.5.2 counts it.
  private(set) var listBytes = 0

  /// What RFC 9113 §6.5.2 counts for a field besides its name and value.
  static let fieldOverheadBytes = 32

  /// Takes one header.
  @inline(__always)
  mutating func add(
    _ header: HeaderName, name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) -> Field {
    if isComplete { return .known }
    listBytes += name.count + value.count + Self.fieldOverheadBytes
    switch header {
    case .path: return .path
    case .custom: return .custom
    case .method:
      isPost = value.equals("POST")
      if !isPost { isHead = value.equals("HEAD") }
    case .contentType:
      let type = ContentType(value)
      contentType = type
      if type == .otherFormat { return .format }
    case .timeout:
      timeout = GRPCTimeout.parse(value)
      hasBadTimeout = timeout == nil
    case .encoding: return .encoding
    case .acceptEncoding: return .acceptEncoding
    case .scheme, .authority, .host, .status, .te, .contentLength, .grpcStatus, .grpcMessage,
      .otherPseudo, .ofConnection:
      break
    }
    return .known
  }

  /// Notes what messages of the request are compressed with; why the call fails if that is not
  /// known here.
  mutating func note(
    encoding name: UnsafeRawBufferPointer, enabled: CompressionAlgorithmSet
  ) -> Status? {
    let algorithm = CompressionAlgorithm(name: name)
    if let algorithm, algorithm == .none || enabled.contains(algorithm) {
      encoding = algorithm
      return nil
    }
    hasUnknownEncoding = true
    let text = String(decoding: name, as: UTF8.self)
    return Status(
      code: .unimplemented,
      message: "grpc-encoding '\(text)' is not supported; supported: \(enabled.acceptEncoding)")
  }

  /// What keeps the request from being a call, whatever its method; `nil` if nothing does.
  @inline(__always)
  func fault(maximumHeaderListBytes: UInt32) -> Fault? {
    if listBytes > Int(maximumHeaderListBytes) { return .longHeaders }
    guard isPost else { return .method }
    switch contentType {
    case .grpc, .protobuf, .otherFormat: return hasBadTimeout ? .timeout : nil
    case .other: return .contentType
    case nil: return .noContentType
    }
  }

  /// How the request is answered for its fault; `nil` if it has none.
  @inline(never)
  func refusal(maximumHeaderListBytes: UInt32) -> Refusal? {
    switch fault(maximumHeaderListBytes: maximumHeaderListBytes) {
    case .longHeaders:
      .status(
        Status(
          code: .resourceExhausted,
          message: """
            the request's headers have \(listBytes) bytes, \
            more than the \(maximumHeaderListBytes) that are accepted
            """))
    case .method:
      .method(Status(code: .internalError, message: "a call must be made with the method POST"))
    case .contentType:
      .http(
        415, Status(code: .internalError, message: "the content-type is not application/grpc"))
    case .noContentType:
      .http(415, Status(code: .internalError, message: "there is no content-type"))
    case .timeout:
      .status(Status(code: .internalError, message: "grpc-timeout cannot be read"))
    case nil: nil
    }
  }
}
