internal import InteropMessages
internal import Martlet
import Synchronization

// Messages that travel compressed, and such that do not, on the same calls.
extension InteropCases {
  func clientCompressedUnary() async throws {
    var request = Self.largeRequest
    request.expectCompressed = .with { $0.value = true }
    // A server that cannot tell would let this pass.
    try await expect(.invalidArgument) {
      _ = try await service.unaryCall(request, options: options(compressing: .none))
    }
    for algorithm in [CompressionAlgorithm.gzip, .deflate] {
      let reply = try await service.unaryCall(request, options: options(compressing: algorithm))
      try expect(reply.payload, hasSize: request.responseSize)
    }
    request.expectCompressed = .with { $0.value = false }
    let reply = try await service.unaryCall(request, options: options(compressing: .none))
    try expect(reply.payload, hasSize: request.responseSize)
  }

  func clientCompressedStreaming() async throws {
    let compressed = Self.input(size: 27182, isCompressed: true)
    try await expect(.invalidArgument) {
      _ = try await service.streamingInputCall(options: options(compressing: .none)) { writer in
        try await writer.write(compressed)
      }
    }
    let reply = try await service.streamingInputCall(options: options(compressing: .gzip)) {
      writer in
      try await writer.write(compressed)
      try await withMessageCompression(false) {
        try await writer.write(Self.input(size: 45904, isCompressed: false))
      }
    }
    try expect("the aggregated size", reply.aggregatedPayloadSize, is: 73086)
  }

  func serverCompressedUnary() async throws {
    for isCompressed in [true, false] {
      var request = Self.largeRequest
      request.responseCompressed = .with { $0.value = isCompressed }
      let (reply, flags) = try await observing {
        try await service.unaryCall(request, options: options)
      }
      try expect(reply.payload, hasSize: request.responseSize)
      try expect("the message being compressed", flags.first ?? false, is: isCompressed)
    }
  }

  func serverCompressedStreaming() async throws {
    let sizes: [Int32] = [31415, 92653]
    let request = Grpc_Testing_StreamingOutputCallRequest.with {
      $0.responseParameters = sizes.enumerated().map { index, size in
        .with {
          $0.size = size
          $0.compressed = .with { $0.value = index == 0 }
        }
      }
    }
    let (replies, flags) = try await observing {
      try await service.streamingOutputCall(request, options: options) { response in
        var replies: [Int32] = []
        for try await reply in response.messages {
          replies.append(Int32(reply.payload.body.count))
        }
        return replies
      }
    }
    try expect("the sizes of the replies", replies, is: sizes)
    try expect("the replies being compressed", flags, is: [true, false])
  }

  private func options(compressing algorithm: CompressionAlgorithm) -> CallOptions {
    var options = options
    options.compression = algorithm
    return options
  }

  private static func input(
    size: Int32, isCompressed: Bool
  ) -> Grpc_Testing_StreamingInputCallRequest {
    .with {
      $0.payload = .zeros(size)
      $0.expectCompressed = .with { $0.value = isCompressed }
    }
  }

  /// What `body` returns, and whether each message that it read had come compressed.
  private func observing<Value>(
    _ body: () async throws -> Value
  ) async throws -> (Value, [Bool]) {
    let flags = SeenFlags()
    let observer = MessageCompression.Observer { flag in flags.seen.withLock { $0.append(flag) } }
    let value = try await MessageCompression.$observer.withValue(observer, operation: body)
    return (value, flags.seen.withLock { $0 })
  }
}

/// Whether messages were compressed, in order.
private final class SeenFlags: Sendable {
  let seen = Mutex<[Bool]>([])
}
