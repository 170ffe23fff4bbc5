extension ServerContext {
  /// Tells how the messages of a call are compressed, and chooses for those of the response.
  public struct RPCCompressionHandle: Sendable {
    let call: ServerCall

    /// What messages of the response are compressed with; `none` if the server has no algorithm
    /// enabled that the client understands.
    public var algorithm: CompressionAlgorithm { call.compressor?.algorithm ?? .none }

    /// Whether messages of the response are compressed that are written from now on; always `false`
    /// if there is no ``algorithm``.
    public var isEnabled: Bool {
      get { call.compressor?.isEnabled ?? false }
      nonmutating set { call.compressor?.isEnabled = newValue }
    }

    /// Whether the message of the request that was read last came compressed.
    public var requestMessageWasCompressed: Bool {
      call.decompressor?.lastWasCompressed ?? false
    }
  }

  /// How the messages of the call are compressed.
  public var compression: RPCCompressionHandle { RPCCompressionHandle(call: call) }
}
