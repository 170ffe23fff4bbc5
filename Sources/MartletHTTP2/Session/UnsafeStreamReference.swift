internal import MartletCore

/// A stream that nghttp2 or the session points to: what is asked of it costs no counting of
/// references.
struct StreamReference {
  // Sound: the connection keeps a stream in `streams` until it is closed, when every reference to
  // it is taken out of the session; and no stream closes while something is asked of it.
  private let stream: Unmanaged<HTTP2Stream>

  init(_ stream: HTTP2Stream) { self.stream = .passUnretained(stream) }

  init(_ pointer: UnsafeMutableRawPointer) { stream = .fromOpaque(pointer) }

  /// What to hand to nghttp2.
  var pointer: UnsafeMutableRawPointer { stream.toOpaque() }

  /// The stream's number.
  var id: Int32 { stream._withUnsafeGuaranteedRef { $0.id } }

  /// The stream's place among its connection's.
  var index: Int { stream._withUnsafeGuaranteedRef { $0.index } }

  @inline(__always)
  func headersBegin() {
    stream._withUnsafeGuaranteedRef { $0.headersBegin() }
  }

  @inline(__always)
  func header(
    _ field: FieldLooks, name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) {
    stream._withUnsafeGuaranteedRef { $0.field(field, name: name, value: value) }
  }

  @inline(__always)
  func headersEnd(endsStream: Bool) {
    stream._withUnsafeGuaranteedRef { $0.blockEnd(endsStream: endsStream) }
  }

  @inline(__always)
  func data(_ bytes: UnsafeRawBufferPointer) {
    stream._withUnsafeGuaranteedRef { $0.data(bytes) }
  }

  @inline(__always)
  func dataEnd() {
    stream._withUnsafeGuaranteedRef { $0.bodyEnd() }
  }

  /// The peer sends nothing more: it has reset the stream.
  func resetReceived() {
    stream._withUnsafeGuaranteedRef { $0.hasPeerEnded = true }
  }

  /// Has nghttp2 ask for bytes again.
  func resumeBody(on connection: HTTP2Connection) {
    stream._withUnsafeGuaranteedRef { $0.resumeBody(on: connection) }
  }

  @inline(__always)
  func bodyWanted(maximum: Int) -> HTTP2Session.Body {
    stream._withUnsafeGuaranteedRef { $0.bodyWanted(maximum: maximum) }
  }

  /// Moves what ``bodyWanted(maximum:)`` said is there to `target`, which it fills.
  @inline(__always)
  func copyBody(to target: UnsafeMutableRawBufferPointer) {
    if target.isEmpty { return }
    stream._withUnsafeGuaranteedRef { stream in
      stream.moveOutbound(to: target)
      stream.hasSentBytes = true
    }
  }

  @inline(__always)
  func moveBody(count: Int, to buffer: inout MessageBuffer) {
    stream._withUnsafeGuaranteedRef { stream in
      stream.moveOutbound(count, to: &buffer)
      stream.hasSentBytes = true
    }
  }
}

extension StreamReference: Equatable {
  static func == (left: StreamReference, right: StreamReference) -> Bool {
    left.pointer == right.pointer
  }
}
