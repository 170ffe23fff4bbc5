internal import CNghttp2
internal import MartletCore

/// What all sessions share, made once.
struct SessionBlueprint: @unchecked Sendable {
  // Sendable: never changed after they were made; sessions only copy from them.
  let callbacks: OpaquePointer
  let options: OpaquePointer
  /// What most responses begin and end with.
  let response: UnsafeBufferPointer<nghttp2_nv>
  let success: UnsafeBufferPointer<nghttp2_nv>

  /// `nil` only if there was no memory at the first use.
  static let shared: SessionBlueprint? = make()

  private static func make() -> SessionBlueprint? {
    var callbacks: OpaquePointer?
    var options: OpaquePointer?
    guard nghttp2_session_callbacks_new(&callbacks) == 0, nghttp2_option_new(&options) == 0,
      let callbacks, let options
    else { return nil }
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, onBeginHeaders)
    nghttp2_session_callbacks_set_on_header_callback2(callbacks, onHeader)
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, onFrameReceived)
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, onData)
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, onStreamClose)
    nghttp2_session_callbacks_set_send_data_callback(callbacks, sendBody)
    nghttp2_session_callbacks_set_on_invalid_frame_recv_callback(callbacks, onInvalidFrame)
    nghttp2_session_callbacks_set_error_callback2(callbacks, onError)
    // Windows are given back as the application takes bytes: that is the backpressure.
    nghttp2_option_set_no_auto_window_update(options, 1)
    // `MessageRules` does what else libnghttp2 would.
    nghttp2_option_set_no_http_messaging(options, 1)
    // Closed streams are not kept for the priorities that RFC 9113 has dropped.
    nghttp2_option_set_no_closed_streams(options, 1)
    // A client does not push requests out before it knows the server's limit.
    nghttp2_option_set_peer_max_concurrent_streams(options, initialPeerStreams)
    nghttp2_option_set_stream_reset_rate_limit(options, resetBurst, resetsPerSecond)
    return SessionBlueprint(
      callbacks: callbacks, options: options,
      response: constants([
        HeaderFields.constant(":status", "200"),
        HeaderFields.constant("content-type", "application/grpc"),
      ]),
      success: constants([HeaderFields.constant("grpc-status", "0")]))
  }

  /// Fields of constants, in memory that is never freed.
  private static func constants(_ fields: [nghttp2_nv]) -> UnsafeBufferPointer<nghttp2_nv> {
    let copy = UnsafeMutableBufferPointer<nghttp2_nv>.allocate(capacity: fields.count)
    _ = copy.initialize(from: fields)
    return UnsafeBufferPointer(copy)
  }

  /// Streams to open before the peer's settings are known.
  private static let initialPeerStreams: UInt32 = 100

  /// Calls that a client may cancel at once, and in each second that follows, before its connection
  /// ends. libnghttp2 would bear 1,000 and 33: fewer than there are calls whose deadlines pass
  /// together when a server is slow for a moment, which would then lose all others as well.
  private static let resetBurst: UInt64 = 10_000
  private static let resetsPerSecond: UInt64 = 1000
}

// Inlined, so that what libnghttp2 calls does the work itself.
//
// Sound, for every function below: nghttp2 calls them only from within `receive` and `send` of the
// session that `userData` points to, which is alive while it does, as is its delegate, which owns
// it: neither needs to be retained. Pointers into frames and buffers are used only until the
// function returns.

@inline(__always)
private func session(_ userData: UnsafeMutableRawPointer?) -> Unmanaged<HTTP2Session>? {
  userData.map { Unmanaged.fromOpaque($0) }
}

@inline(__always)
private func delegate(_ userData: UnsafeMutableRawPointer?) -> Unmanaged<HTTP2SessionDelegate>? {
  session(userData)?._withUnsafeGuaranteedRef { $0.delegate }
}

@inline(__always)
private func onBeginHeaders(
  _: OpaquePointer?, frame: UnsafePointer<nghttp2_frame>?, userData: UnsafeMutableRawPointer?
) -> Int32 {
  guard let frame else { return 0 }
  let category = frame.pointee.headers.cat
  let goesOn = session(userData)?._withUnsafeGuaranteedRef {
    $0.beginHeaders(
      stream: frame.pointee.hd.stream_id, opensStream: category == NGHTTP2_HCAT_REQUEST,
      isHead: category != NGHTTP2_HCAT_HEADERS)
  }
  return goesOn ?? false ? 0 : NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
}

@inline(__always)
private func onHeader(
  _: OpaquePointer?, frame: UnsafePointer<nghttp2_frame>?, name: OpaquePointer?,
  value: OpaquePointer?, flags: UInt8, userData: UnsafeMutableRawPointer?
) -> Int32 {
  guard let name, let value else { return 0 }
  session(userData)?._withUnsafeGuaranteedRef { $0.header(name, value) }
  return 0
}

@inline(__always)
private func onFrameReceived(
  _: OpaquePointer?, frame: UnsafePointer<nghttp2_frame>?, userData: UnsafeMutableRawPointer?
) -> Int32 {
  guard let frame else { return 0 }
  if frame.pointee.hd.type == UInt8(NGHTTP2_HEADERS.rawValue) {
    let endsStream = frame.pointee.hd.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0
    session(userData)?._withUnsafeGuaranteedRef { $0.endHeaders(endsStream: endsStream) }
  } else {
    delegate(userData)?._withUnsafeGuaranteedRef { tell($0, of: frame) }
  }
  return 0
}

private func tell(_ delegate: HTTP2SessionDelegate, of frame: UnsafePointer<nghttp2_frame>) {
  let header = frame.pointee.hd
  let flags = UInt32(header.flags)
  let endsStream = flags & NGHTTP2_FLAG_END_STREAM.rawValue != 0
  let isAcknowledgement = flags & NGHTTP2_FLAG_ACK.rawValue != 0
  switch UInt32(header.type) {
  case NGHTTP2_DATA.rawValue:
    if endsStream { delegate.dataEnd(stream: header.stream_id) }
  case NGHTTP2_RST_STREAM.rawValue:
    delegate.resetReceived(stream: header.stream_id)
  case NGHTTP2_SETTINGS.rawValue:
    if !isAcknowledgement { delegate.settingsReceived() }
  case NGHTTP2_PING.rawValue:
    if !isAcknowledgement {
      delegate.pingReceived()
    } else if let purpose = PingPurpose(rawValue: frame.pointee.ping.opaque_data.7) {
      delegate.pingAcknowledged(purpose)
    }
  case NGHTTP2_GOAWAY.rawValue:
    delegate.goAwayReceived(
      code: HTTP2ErrorCode(rawValue: frame.pointee.goaway.error_code),
      words: UnsafeRawBufferPointer(
        start: frame.pointee.goaway.opaque_data, count: frame.pointee.goaway.opaque_data_len))
  default: break
  }
}

@inline(__always)
private func onData(
  _: OpaquePointer?, flags: UInt8, stream: Int32, bytes: UnsafePointer<UInt8>?, count: Int,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  delegate(userData)?._withUnsafeGuaranteedRef {
    $0.data(UnsafeRawBufferPointer(start: bytes, count: count), stream: stream)
  }
  return 0
}

@inline(__always)
private func onStreamClose(
  _: OpaquePointer?, stream: Int32, code: UInt32, userData: UnsafeMutableRawPointer?
) -> Int32 {
  delegate(userData)?._withUnsafeGuaranteedRef {
    $0.streamClosed(stream, code: HTTP2ErrorCode(rawValue: code))
  }
  return 0
}

private func onInvalidFrame(
  _: OpaquePointer?, frame: UnsafePointer<nghttp2_frame>?, error: Int32,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  delegate(userData)?._withUnsafeGuaranteedRef { $0.peerCausedReset() }
  return 0
}

private func onError(
  _: OpaquePointer?, code: Int32, message: UnsafePointer<CChar>?, count: Int,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  let text = UnsafeRawBufferPointer(start: message, count: count)
  session(userData)?._withUnsafeGuaranteedRef { $0.note(String(decoding: text, as: UTF8.self)) }
  return 0
}

/// Bodies up to so many bytes go through libnghttp2's own buffer, by a copy that costs less than
/// the detour for those that do not.
private let copiedBodyBytes = 512

@inline(__always)
private func stream(_ source: UnsafeMutablePointer<nghttp2_data_source>?) -> StreamReference? {
  source?.pointee.ptr.map { StreamReference($0) }
}

/// Says how much of a stream's body can be sent now, and hands it over if it is little.
@inline(__always)
func readBody(
  _: OpaquePointer?, _: Int32, buffer: UnsafeMutablePointer<UInt8>?, maximum: Int,
  flags: UnsafeMutablePointer<UInt32>?, source: UnsafeMutablePointer<nghttp2_data_source>?,
  userData: UnsafeMutableRawPointer?
) -> Int {
  guard let flags, let buffer, let stream = stream(source) else {
    return Int(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue)
  }
  let count: Int
  switch stream.bodyWanted(maximum: maximum) {
  case .bytes(let some): count = some
  case .later: return Int(NGHTTP2_ERR_DEFERRED.rawValue)
  case .last(let some):
    count = some
    flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue
  case .lastBeforeTrailers(let some):
    count = some
    flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue | NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue
  case .broken: return Int(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue)
  }
  if count <= copiedBodyBytes {
    // Sound: there is room for `maximum` bytes, which is no less than `count`.
    stream.copyBody(to: UnsafeMutableRawBufferPointer(start: buffer, count: count))
  } else {
    // Not copied here: `sendBody` moves the bytes to the output.
    flags.pointee |= NGHTTP2_DATA_FLAG_NO_COPY.rawValue
  }
  return count
}

/// Moves a DATA frame to the output: its header, then the bytes from where they were written.
private func sendBody(
  _: OpaquePointer?, frame: UnsafeMutablePointer<nghttp2_frame>?, header: UnsafePointer<UInt8>?,
  count: Int, source: UnsafeMutablePointer<nghttp2_data_source>?,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  guard let session = session(userData), let stream = stream(source), let header else {
    return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
  }
  let frameHeader = UnsafeRawBufferPointer(start: header, count: frameHeaderBytes)
  return session._withUnsafeGuaranteedRef {
    $0.moveFrame(of: stream, header: frameHeader, count: count)
  }
}

private let frameHeaderBytes = 9
