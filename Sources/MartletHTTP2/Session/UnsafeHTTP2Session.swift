internal import CNghttp2
internal import MartletCore
internal import MartletEventLoop

/// HTTP/2 on one connection (RFC 9113): bytes in, events and bytes out, no I/O.
///
/// A thin cover over libnghttp2, which does the framing, the header compression, the flow control
/// and nearly all of the checking. Confined to the connection's loop.
final class HTTP2Session {
  enum Role { case client, server }

  /// What there is of a stream's body.
  enum Body {
    /// So many bytes now; more may come.
    case bytes(Int)
    /// Nothing now; ``resumeBody(stream:)`` will say when.
    case later
    /// So many bytes, and then the stream ends.
    case last(Int)
    /// So many bytes, and then come trailers, which have been submitted.
    case lastBeforeTrailers(Int)
    /// The body cannot go on; the stream is reset.
    case broken
  }

  // Sound: made in `init`, freed in `deinit`, used only by this object in between.
  private let session: OpaquePointer
  private let shared: SessionBlueprint
  // Sound: only looked at, and given back while it is all zeros, whoever has it then.
  private let streamTable: UnsafeMutableRawPointer?
  // Sound: the delegate owns this session and takes itself out before it goes.
  @exclusivity(unchecked) private(set) var delegate: Unmanaged<HTTP2SessionDelegate>?
  // The stream whose header block is being received, or was last. Sound: taken out when it is let
  // go of.
  @exclusivity(unchecked) private var headerStream: StreamReference?
  @exclusivity(unchecked) private var isHeaderStreamTied = false
  @exclusivity(unchecked) private var knownFields = KnownFields()
  @exclusivity(unchecked) fileprivate var headerBlocks = 0
  @exclusivity(unchecked) fileprivate var isInHeaders = false

  /// The number of the header block that has begun and not ended, if there is one.
  var openHeaderBlock: Int? { isInHeaders && headerStream != nil ? headerBlocks : nil }
  // Exclusivity need not be checked: the session is confined to a loop, and nghttp2 does not call
  // back while a list of fields is handed to it.
  @exclusivity(unchecked) private var fields = HeaderFields()
  @exclusivity(unchecked) fileprivate var output = MessageBuffer()
  /// What went wrong inside a callback, if anything.
  fileprivate var lastMessage: String?

  /// Creates a session and queues its settings.
  init(role: Role, settings: HTTP2Settings, loop: EventLoop) throws(HTTP2ConnectionError) {
    guard let shared = SessionBlueprint.shared else { throw .outOfMemory }
    var session: OpaquePointer?
    var memory = loop.sessionMemory
    let code =
      switch role {
      case .server:
        // The buffer for a frame is shared: nothing is in it but while `send` runs. (A client's
        // holds the preface until then.)
        loop.blocks.sharing {
          nghttp2_session_server_new3(&session, shared.callbacks, nil, shared.options, &memory)
        }
      case .client:
        nghttp2_session_client_new3(&session, shared.callbacks, nil, shared.options, &memory)
      }
    guard code == 0, let session else { throw .outOfMemory }
    self.session = session
    self.shared = shared
    streamTable = role == .server ? loop.blocks.lastPage : nil
    // Sound: the session is freed before this object, so its user data never dangles.
    nghttp2_session_set_user_data(session, Unmanaged.passUnretained(self).toOpaque())
    submit(settings, as: role)
  }

  deinit {
    knownFields.forget()
    nghttp2_session_del(session)
  }

  /// Tells `delegate`, which must own this session and call ``detach()`` before it goes.
  func attach(_ delegate: HTTP2SessionDelegate) {
    self.delegate = Unmanaged.passUnretained(delegate)
  }

  /// There are no streams, and have not been for a while: gives memory back that they would need.
  func rest() {
    knownFields.forget()
    if let streamTable { PagePool.rest(streamTable) }
  }

  /// Tells nobody any more.
  func detach() { delegate = nil }

  private func submit(_ settings: HTTP2Settings, as role: Role) {
    var entries = [
      entry(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, UInt32(settings.streamWindowBytes)),
      entry(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, settings.maximumHeaderListBytes),
      entry(NGHTTP2_SETTINGS_MAX_FRAME_SIZE, settings.maximumFrameBytes),
      // Nobody's streams depend on others (RFC 9218 §2.1): nghttp2 need not keep their tree.
      entry(NGHTTP2_SETTINGS_NO_RFC7540_PRIORITIES, 1),
    ]
    switch role {
    case .server:
      entries.append(
        entry(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, settings.maximumConcurrentStreams))
    case .client:
      entries.append(entry(NGHTTP2_SETTINGS_ENABLE_PUSH, 0))
    }
    nghttp2_submit_settings(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), entries, entries.count)
    nghttp2_session_set_local_window_size(
      session, UInt8(NGHTTP2_FLAG_NONE.rawValue), 0, settings.connectionWindowBytes)
  }

  private func entry(_ id: nghttp2_settings_id, _ value: UInt32) -> nghttp2_settings_entry {
    nghttp2_settings_entry(settings_id: Int32(id.rawValue), value: value)
  }

  // MARK: Bytes

  /// Takes bytes from the peer; the delegate hears of what they say.
  ///
  /// - Throws: ``HTTP2ConnectionError`` if the connection must be closed at once. A fault of the
  ///   peer that HTTP/2 has a GOAWAY for does not throw: send what is there, then close.
  func receive(_ bytes: UnsafeRawBufferPointer) throws(HTTP2ConnectionError) {
    let count = nghttp2_session_mem_recv(
      session, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    if count < 0 { throw error(Int32(count)) }
  }

  /// Moves what is to be sent to the end of `buffer`, until that has `maximumBytes` or more.
  ///
  /// - Returns: Whether everything was moved. If not, call again once `buffer` has been written.
  func send(
    into buffer: inout MessageBuffer, maximumBytes: Int
  ) throws(HTTP2ConnectionError) -> Bool {
    swap(&output, &buffer)
    defer { swap(&output, &buffer) }
    outputLimit = maximumBytes
    while output.count < maximumBytes {
      var bytes: UnsafePointer<UInt8>?
      let count = nghttp2_session_mem_send(session, &bytes)
      if count < 0 { throw error(Int32(count)) }
      guard count > 0, let bytes else { return output.count < maximumBytes }
      output.append(UnsafeRawBufferPointer(start: bytes, count: count))
    }
    return false
  }

  @exclusivity(unchecked) fileprivate var outputLimit = Int.max

  /// Whether the session has anything to say.
  var wantsWrite: Bool { nghttp2_session_want_write(session) != 0 }

  /// Whether the connection has any use: if neither this nor ``wantsWrite``, close it.
  var wantsRead: Bool { nghttp2_session_want_read(session) != 0 }

  @inline(never)
  private func error(_ code: Int32) -> HTTP2ConnectionError {
    if code == NGHTTP2_ERR_NOMEM.rawValue { return .outOfMemory }
    return .peer(lastMessage ?? String(cString: nghttp2_strerror(code)))
  }

  // MARK: Streams

  // How a stream's object is found, without a dictionary.

  /// Ties the stream whose headers came last, before another's come; until then it is found as the
  /// last.
  private func tieHeaderStream() {
    guard let headerStream, !isHeaderStreamTied else { return }
    nghttp2_session_set_stream_user_data(session, headerStream.id, headerStream.pointer)
  }

  /// The object of a stream, which is there until ``clearOwner(of:)``.
  func owner(of stream: Int32) -> StreamReference? {
    // Most often that whose headers came last: nothing to be looked up.
    if let headerStream, headerStream.id == stream { return headerStream }
    return nghttp2_session_get_stream_user_data(session, stream).map { StreamReference($0) }
  }

  /// The connection lets go of a stream that has closed.
  func forget(_ stream: StreamReference) {
    if headerStream == stream { headerStream = nil }
  }

  /// Unties the object of a stream.
  func clearOwner(of stream: Int32) {
    headerStream = nil
    nghttp2_session_set_stream_user_data(session, stream, nil)
  }

  /// Has all requests of a client begin alike; `authority` must be kept for as long as the session.
  func keepRequest(scheme: StaticString, authority: FieldText) {
    fields.keepRequest(scheme: scheme, authority: authority)
  }

  /// Opens a stream with the header fields that `write` makes, and a body.
  ///
  /// - Returns: The stream, or `nil` if the connection has no more to give.
  func submitRequest(
    owner: HTTP2Stream, _ write: (inout HeaderFields) -> Void
  ) -> Int32? {
    fields.removeAll()
    write(&fields)
    var body = Self.body(of: owner)
    let id = fields.withFields { fields, count in
      nghttp2_submit_request(
        session, nil, fields, count, &body, StreamReference(owner).pointer)
    }
    return id > 0 ? id : nil
  }

  /// Answers a stream as most are answered, with a body.
  func submitResponse(stream owner: HTTP2Stream) {
    var body = Self.body(of: owner)
    let fields = shared.response
    nghttp2_submit_response(session, owner.id, fields.baseAddress, fields.count, &body)
  }

  /// Ends a stream as most end, after its body.
  func submitSuccess(stream: Int32) {
    let fields = shared.success
    nghttp2_submit_trailer(session, stream, fields.baseAddress, fields.count)
  }

  /// Answers a stream with header fields, and a body unless they are all.
  func submitResponse(
    stream owner: HTTP2Stream, hasBody: Bool, _ write: (inout HeaderFields) -> Void
  ) {
    fields.removeAll()
    write(&fields)
    let stream = owner.id
    var body = Self.body(of: owner)
    _ = fields.withFields { fields, count in
      hasBody
        ? nghttp2_submit_response(session, stream, fields, count, &body)
        : nghttp2_submit_response(session, stream, fields, count, nil)
    }
  }

  /// Sends header fields that come after the body and end the stream.
  func submitTrailers(stream: Int32, _ write: (inout HeaderFields) -> Void) {
    fields.removeAll()
    write(&fields)
    _ = fields.withFields { fields, count in
      nghttp2_submit_trailer(session, stream, fields, count)
    }
  }

  /// A body that was `later` has bytes, or its end, now.
  func resumeBody(stream: Int32) {
    _ = nghttp2_session_resume_data(session, stream)
  }

  /// Resets a stream.
  func reset(stream: Int32, _ code: HTTP2ErrorCode) {
    nghttp2_submit_rst_stream(session, Self.noFlags, stream, code.rawValue)
  }

  private static func body(of stream: HTTP2Stream) -> nghttp2_data_provider {
    nghttp2_data_provider(
      source: nghttp2_data_source(ptr: StreamReference(stream).pointer), read_callback: readBody)
  }

  private static let noFlags = UInt8(NGHTTP2_FLAG_NONE.rawValue)

  // MARK: Flow control and the end

  /// Gives the peer `bytes` of the stream's window back.
  func consume(stream: Int32, _ bytes: Int) {
    nghttp2_session_consume_stream(session, stream, bytes)
  }

  /// Lets the peer have so many bytes of the stream on their way at once from now on.
  func setWindow(stream: Int32, bytes: Int) {
    nghttp2_session_set_local_window_size(session, Self.noFlags, stream, Int32(clamping: bytes))
  }

  /// Gives the peer `bytes` of the connection's window back.
  func consumeConnection(_ bytes: Int) {
    nghttp2_session_consume_connection(session, bytes)
  }

  /// The bytes that the peer may send on the connection, and that this side may.
  var windows: (local: Int, remote: Int) {
    (
      Int(nghttp2_session_get_local_window_size(session)),
      Int(nghttp2_session_get_remote_window_size(session))
    )
  }

  /// The streams that the peer bears at once; `nil` if it has not said.
  var peerMaximumStreams: UInt32? {
    let maximum = nghttp2_session_get_remote_settings(
      session, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS)
    return maximum == .max ? nil : maximum
  }

  /// Asks the peer for a sign of life, which ``HTTP2SessionDelegate/pingAcknowledged(_:)`` reports.
  func ping(_ purpose: PingPurpose) {
    // Sound: nghttp2 copies the 8 bytes before it returns.
    withUnsafeBytes(of: UInt64(purpose.rawValue).bigEndian) { bytes in
      _ = nghttp2_submit_ping(
        session, Self.noFlags, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
    }
  }

  /// Tells the peer that there will be a shutdown, without refusing anything yet
  /// (RFC 9113 §6.8, the first of two GOAWAYs).
  func announceShutdown() {
    nghttp2_submit_shutdown_notice(session)
  }

  /// Refuses streams from now on (the second GOAWAY); those that are open go on.
  func refuseNewStreams(_ code: HTTP2ErrorCode = .noError) {
    nghttp2_submit_goaway(
      session, Self.noFlags, nghttp2_session_get_last_proc_stream_id(session), code.rawValue,
      nil, 0)
  }

  /// Refuses streams from now on, and says why in words that programs look for.
  func refuseNewStreams(_ code: HTTP2ErrorCode, saying words: StaticString) {
    // Sound: a constant, which nghttp2 copies.
    nghttp2_submit_goaway(
      session, Self.noFlags, nghttp2_session_get_last_proc_stream_id(session), code.rawValue,
      words.utf8Start, words.utf8CodeUnitCount)
  }

  /// Ends the connection with a GOAWAY; nothing is received any more.
  func terminate(_ code: HTTP2ErrorCode) {
    nghttp2_session_terminate_session(session, code.rawValue)
  }
}

/// Why a connection cannot go on; single streams fail with `RPCError`.
enum HTTP2ConnectionError: Error {
  /// The peer broke the protocol, and how.
  case peer(String)
  /// libnghttp2 could not allocate.
  case outOfMemory
}

extension HTTP2ConnectionError: CustomStringConvertible {
  var description: String {
    switch self {
    case .peer(let message): "HTTP/2 protocol violated: \(message)"
    case .outOfMemory: "out of memory"
    }
  }
}

// What the callbacks do to the session itself.
extension HTTP2Session {
  func note(_ message: String) { lastMessage = message }

  func beginHeaders(stream: Int32, opensStream: Bool, isHead: Bool) -> Bool {
    tieHeaderStream()
    let owner = delegate?._withUnsafeGuaranteedRef {
      $0.headersBegin(stream: stream, opensStream: opensStream)
    }
    headerStream = owner ?? nil
    isHeaderStreamTied = !opensStream
    headerBlocks &+= 1
    isInHeaders = true
    knownFields.beginBlock(isHead: isHead)
    return headerStream != nil
  }

  @inline(__always)
  func header(_ name: OpaquePointer, _ value: OpaquePointer) {
    guard let headerStream else { return }
    let nameBytes = UnsafeRawBufferPointer(name)
    let valueBytes = UnsafeRawBufferPointer(value)
    let looks = knownFields.looks(
      of: name, value, nameBytes: nameBytes, valueBytes: valueBytes)
    headerStream.header(looks, name: nameBytes, value: valueBytes)
  }

  func endHeaders(endsStream: Bool) {
    isInHeaders = false
    headerStream?.headersEnd(endsStream: endsStream)
  }

  func moveFrame(of stream: StreamReference, header: UnsafeRawBufferPointer, count: Int) -> Int32 {
    output.append(header)
    stream.moveBody(count: count, to: &output)
    // Bounded: the rest waits until what is there has been written. A pause is between frames: what
    // began as one would stay in a buffer that is shared.
    return output.count < outputLimit ? 0 : NGHTTP2_ERR_PAUSE.rawValue
  }
}
