/// What a caller may set for one call.
public struct CallOptions: Sendable {
  /// The time after which the call fails with `deadlineExceeded`, on both sides; `nil` for none.
  ///
  /// A call that is made while another is being handled is also over when that one's deadline
  /// passes.
  public var timeout: Duration?

  /// Whether the call waits for a connection rather than failing with `unavailable` when none can
  /// be had at the first try (gRPC "Wait for Ready"); off unless set.
  public var waitForReady: Bool?

  /// The most bytes in one message of the request; no limit unless set.
  public var maxRequestMessageBytes: Int?

  /// The most bytes in one message of the response; 4 MiB unless set.
  public var maxResponseMessageBytes: Int?

  /// Whether the call is made again if it fails, or hedged; what the client's ``ServiceConfig``
  /// says unless set.
  public var executionPolicy: RPCExecutionPolicy?

  /// What the request's messages are compressed with; what the transport is set to unless set.
  ///
  /// A transport that does not have the algorithm enabled sends messages as they are.
  public var compression: CompressionAlgorithm?

  /// Creates options of which none is set.
  public init() {}

  /// Options of which none is set.
  public static var defaults: CallOptions { CallOptions() }

  /// The limits that these options come to.
  package var limits: CallStream.Limits {
    var limits = CallStream.Limits.defaults
    if let maxRequestMessageBytes { limits.maximumSentBytes = maxRequestMessageBytes }
    if let maxResponseMessageBytes { limits.maximumReceivedBytes = maxResponseMessageBytes }
    return limits
  }
}
