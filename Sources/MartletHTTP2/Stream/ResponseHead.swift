internal import MartletCore

/// The header blocks of a response, as far as gRPC looks at them.
struct ResponseHead {
  /// The most bytes that a header list may have. Of one that has more, no more is kept, and the
  /// call fails.
  var maximumListBytes = Int.max

  /// What messages of the response are compressed with, as far as it is known here.
  private(set) var encoding = CompressionAlgorithm.none
  /// Whether that is anything at all.
  private(set) var isCompressed = false

  private var listBytes = 0
  private var contentType: ContentType?
  /// What it says, unless it is as it should be.
  private var contentTypeText = ""
  private var statusCode: Int?
  private var hasStatus = false
  private var message = ""
  /// Most blocks have none.
  private var custom: HeaderBlock?

  /// Makes it fit for another response.
  mutating func reset() {
    beginBlock()
    encoding = .none
    isCompressed = false
    contentType = nil
    if !contentTypeText.isEmpty { contentTypeText = "" }
  }

  /// A block begins: the first, an informational one's successor, or the trailers.
  mutating func beginBlock() {
    // A status counts only in the block that ends the response.
    hasStatus = false
    statusCode = nil
    if !message.isEmpty { message = "" }
    if custom != nil { custom = nil }
    listBytes = 0
  }

  /// Takes one header.
  mutating func add(
    _ header: HeaderName, name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) {
    listBytes += name.count + value.count + RequestHead.fieldOverheadBytes
    if listBytes > maximumListBytes { return }
    switch header {
    case .contentType:
      let type = ContentType(value)
      contentType = type
      if type != .grpc, type != .protobuf {
        contentTypeText = String(decoding: value, as: UTF8.self)
      }
    case .grpcStatus:
      hasStatus = true
      statusCode = value.number
    case .grpcMessage: message = PercentEncoding.decode(value)
    case .encoding:
      encoding = CompressionAlgorithm(name: value) ?? .none
      isCompressed = encoding != .none
    case .custom: keep(name, value)
    case .path, .method, .scheme, .authority, .host, .status, .te, .timeout, .acceptEncoding,
      .contentLength, .otherPseudo, .ofConnection:
      break
    }
  }

  private mutating func keep(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    let block = custom ?? HeaderBlock()
    block.append(name: name, value: value)
    custom = block
  }

  /// Why the answer is not one of gRPC, which came with an HTTP status; `nil` if it is.
  func problem(httpStatus: Int) -> RPCError? {
    if let tooLong { return tooLong }
    if httpStatus != 200 { return RPCError(status: Status(httpStatusCode: httpStatus)) }
    switch contentType {
    case .grpc, .protobuf: return nil
    case .otherFormat:
      return RPCError(
        code: .internalError,
        message: "the answer's messages are in a format not asked for: '\(contentTypeText)'")
    case .other:
      return RPCError(
        code: .unknown, message: "the answer has the content-type '\(contentTypeText)'")
    case nil: return RPCError(code: .unknown, message: "the answer has no content-type")
    }
  }

  private var tooLong: RPCError? {
    guard listBytes > maximumListBytes else { return nil }
    return RPCError(
      code: .resourceExhausted,
      message: """
        the response's headers have \(listBytes) bytes, \
        more than the \(maximumListBytes) that are accepted
        """)
  }

  /// The metadata of the block that ended last.
  var metadata: Metadata { custom.map { Metadata($0) } ?? Metadata() }

  /// How the call ended, as the last block says.
  ///
  /// - Parameters:
  ///   - isTrailersOnly: Whether that block is also the first.
  ///   - httpStatus: The status that the response began with.
  func end(isTrailersOnly: Bool, httpStatus: Int) -> CallStream.InboundEnd {
    if let tooLong { return .failed(tooLong) }
    if hasStatus {
      if statusCode == 0, message.isEmpty, custom == nil { return .ok }
      // A number that is no code is an error that nobody classified.
      let code = statusCode.flatMap(Status.Code.init(rawValue:)) ?? .unknown
      return .status(Status(code: code, message: message), metadata)
    }
    if isTrailersOnly, let problem = problem(httpStatus: httpStatus) { return .failed(problem) }
    return .failed(
      RPCError(code: .internalError, message: "the response ended without a grpc-status"))
  }
}
