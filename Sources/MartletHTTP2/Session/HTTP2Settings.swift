/// What one side of a connection tells the other at its start, and what it holds itself to.
struct HTTP2Settings: Sendable {
  /// Streams that the peer may have open at once (SETTINGS_MAX_CONCURRENT_STREAMS); servers only.
  var maximumConcurrentStreams: UInt32 = 1000
  /// Bytes that a peer may send on a stream before they are read (SETTINGS_INITIAL_WINDOW_SIZE).
  var streamWindowBytes: Int32 = 64 << 10
  /// What that may grow to on streams that are read as fast as bytes come.
  var maximumStreamWindowBytes: Int32 = 4 << 20
  /// Bytes that a peer may send on all streams together before they are taken in.
  var connectionWindowBytes: Int32 = 1 << 20
  /// The most bytes of a header list, counted as RFC 9113 §6.5.2 does.
  var maximumHeaderListBytes: UInt32 = 16 << 10
  /// The largest frame to receive (SETTINGS_MAX_FRAME_SIZE).
  var maximumFrameBytes: UInt32 = 16 << 10
}
