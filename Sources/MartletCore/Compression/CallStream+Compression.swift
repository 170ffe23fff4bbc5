// Where compression comes in: a call without it makes one check for each message.
extension CallStream {
  /// Makes outgoing messages smaller; set by the transport before the first is written.
  public final var compressor: MessageCompressor? {
    get { outboundCompressor }
    set { outboundCompressor = newValue }
  }

  /// Takes compressed messages in from now on; local, before the first message arrives.
  public final func accept(_ decompressor: MessageDecompressor) {
    inboundDecompressor = decompressor
    inbound.acceptsCompressed = true
  }

  /// Whether messages are compressed in either direction.
  final var hasCompression: Bool { outboundCompressor != nil || inboundDecompressor != nil }

  /// Forgets what another call has left; local.
  final func resetCompression() {
    outboundCompressor = nil
    inboundDecompressor = nil
    inbound.acceptsCompressed = false
  }

  /// Decompresses a message only when it is read: until then it takes no more memory than it did on
  /// the wire. Whether there was anything to do.
  @usableFromInline
  final func inflate(
    _ message: MessageQueue.Message, by decompressor: MessageDecompressor,
    into whole: inout MessageBuffer
  ) throws(RPCError) -> Bool {
    decompressor.noteLast(isCompressed: message.isCompressed)
    guard message.isCompressed else { return false }
    try decompressor.decompress(
      message.contents, into: &whole, maximumBytes: limits.maximumReceivedBytes)
    return true
  }
}
