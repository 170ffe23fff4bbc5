internal import MartletCore

/// Why a stream or a connection ends, as RFC 9113 §7 numbers it.
struct HTTP2ErrorCode: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt32

  static let noError = HTTP2ErrorCode(rawValue: 0x0)
  static let protocolError = HTTP2ErrorCode(rawValue: 0x1)
  static let internalError = HTTP2ErrorCode(rawValue: 0x2)
  static let streamClosed = HTTP2ErrorCode(rawValue: 0x5)
  static let refusedStream = HTTP2ErrorCode(rawValue: 0x7)
  static let cancel = HTTP2ErrorCode(rawValue: 0x8)
  static let enhanceYourCalm = HTTP2ErrorCode(rawValue: 0xb)
  static let inadequateSecurity = HTTP2ErrorCode(rawValue: 0xc)

  private static let names = [
    "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT",
    "STREAM_CLOSED", "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR",
    "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
  ]
}

extension HTTP2ErrorCode: CustomStringConvertible {
  var description: String {
    rawValue < UInt32(Self.names.count) ? Self.names[Int(rawValue)] : "error code \(rawValue)"
  }
}

extension RPCError {
  /// The error that a stream reset by the peer stands for (gRPC over HTTP/2, "Errors").
  init(streamReset code: HTTP2ErrorCode) {
    let rpcCode: RPCError.Code
    switch code {
    case .refusedStream: rpcCode = .unavailable
    case .cancel: rpcCode = .cancelled
    case .enhanceYourCalm: rpcCode = .resourceExhausted
    case .inadequateSecurity: rpcCode = .permissionDenied
    default: rpcCode = .internalError
    }
    self.init(code: rpcCode, message: "the peer reset the stream with \(code)")
  }
}
