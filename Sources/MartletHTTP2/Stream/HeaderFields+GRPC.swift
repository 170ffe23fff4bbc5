internal import MartletCore

// The header blocks of gRPC over HTTP/2.
extension HeaderFields {
  /// What a server answers before the first message.
  mutating func appendResponse(_ metadata: Metadata) {
    append(constant: ":status", "200")
    append(constant: "content-type", "application/grpc")
    appendMetadata(metadata)
  }

  /// What messages of this side are compressed with, and the other's may be.
  mutating func appendCompression(
    _ algorithm: CompressionAlgorithm?, accepted: CompressionAlgorithmSet
  ) {
    if let algorithm { append(constant: "grpc-encoding", algorithm.name) }
    if accepted.compresses { append(constant: "grpc-accept-encoding", accepted.acceptEncoding) }
  }

  /// How a server ends a call.
  mutating func appendEnd(_ end: CallStream.OutboundEnd?) {
    switch end {
    case .ok: append(constant: "grpc-status", "0")
    case .status(let status, let metadata): appendStatus(status, metadata)
    case .halfClose, nil: break
    }
  }

  /// A status, and the metadata that goes with it.
  mutating func appendStatus(_ status: Status, _ metadata: Metadata) {
    if status.code == .ok {
      append(constant: "grpc-status", "0")
    } else {
      append("grpc-status", isIndexed: true) { $0.append(utf8: String(status.code.rawValue)) }
    }
    if !status.message.isEmpty {
      append("grpc-message", isIndexed: false) { buffer in
        PercentEncoding.write(status.message.cut(toBytes: Self.maximumMessageBytes), to: &buffer)
      }
    }
    appendMetadata(metadata)
  }

  /// The most bytes of a status message that are sent: as much as peers' header limits bear.
  private static let maximumMessageBytes = 2048

  /// What the calls of a client's connection begin with; the path is that of each call.
  mutating func keepRequest(scheme: StaticString, authority: FieldText) {
    append(":path", lent: authority)
    append(constant: ":method", "POST")
    append(constant: ":scheme", scheme)
    append(":authority", lent: authority)
    append(constant: "te", "trailers")
    append(constant: "content-type", "application/grpc")
    append(constant: "user-agent", Self.userAgent)
    keep()
  }

  /// What a client begins a call with, besides what is kept.
  mutating func appendRequest(
    _ call: borrowing ClientCall, timeout: Duration?,
    compression: (algorithm: CompressionAlgorithm?, accepted: CompressionAlgorithmSet)
  ) {
    setValue(at: 0, lent: call.descriptor.path)
    if let timeout {
      append("grpc-timeout", isIndexed: false) { GRPCTimeout.write(timeout, to: &$0) }
    }
    appendCompression(compression.algorithm, accepted: compression.accepted)
    appendMetadata(call.metadata)
  }

  private static let userAgent: StaticString = "grpc-swift-martlet/0.1"

  private mutating func appendMetadata(_ metadata: Metadata) {
    if metadata.isEmpty { return }
    for (key, value) in metadata where !key.isReserved {
      append(key, value.encoded())
    }
  }
}

extension String {
  /// Whether a key of metadata is not the user's to set: it would change what gRPC itself says,
  /// or would not be a header at all.
  fileprivate var isReserved: Bool {
    if isEmpty || utf8.first == UInt8(ascii: ":") { return true }
    switch lowercased() {
    case "content-type", "te", "connection", "host", "content-length", "transfer-encoding",
      "user-agent":
      return true
    case "grpc-status-details-bin", "grpc-retry-pushback-ms", "grpc-previous-rpc-attempts":
      return false
    case let key: return key.hasPrefix("grpc-")
    }
  }

  /// The string, cut at a character so that its UTF-8 has no more than so many bytes.
  fileprivate func cut(toBytes maximum: Int) -> String {
    guard utf8.count > maximum else { return self }
    var end = utf8.index(startIndex, offsetBy: maximum)
    while end > startIndex, Index(end, within: self) == nil { end = utf8.index(before: end) }
    return String(self[..<end])
  }
}
