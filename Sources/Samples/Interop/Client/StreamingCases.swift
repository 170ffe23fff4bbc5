internal import InteropMessages
internal import Martlet

// Streams one way or both ways, each to its end.
extension InteropCases {
  func clientStreaming() async throws {
    let reply = try await service.streamingInputCall(options: options) { writer in
      for size in Self.requestSizes {
        try await writer.write(.with { $0.payload = .zeros(size) })
      }
    }
    try expect("the aggregated size", reply.aggregatedPayloadSize, is: 74922)
  }

  func serverStreaming() async throws {
    let request = Grpc_Testing_StreamingOutputCallRequest.with {
      $0.responseParameters = Self.responseSizes.map { size in .with { $0.size = size } }
    }
    try await service.streamingOutputCall(request, options: options) { response in
      try await expectReplies(response.messages)
    }
  }

  /// The server is far ahead of whoever reads, and has to wait. Takes 40 s.
  func slowConsumer() async throws {
    let (count, size, pause) = (2000, Int32(1030), Duration.milliseconds(20))
    let request = Grpc_Testing_StreamingOutputCallRequest.with {
      $0.responseParameters = Array(repeating: .with { $0.size = size }, count: count)
    }
    var options = options
    options.timeout = .seconds(150)
    let replies = try await service.streamingOutputCall(request, options: options) { response in
      var replies = 0
      for try await reply in response.messages {
        try expect(reply.payload, hasSize: size)
        replies += 1
        try await Task.sleep(for: pause)
      }
      return replies
    }
    try expect("the number of replies", replies, is: count)
  }

  /// Each request waits for the reply to the one before.
  func pingPong() async throws {
    // The replies arrive in another task than the one that sends: it hands each turn back.
    let (turns, turn) = AsyncStream<Void>.makeStream()
    try await service.fullDuplexCall(options: options) { writer in
      var turns = turns.makeAsyncIterator()
      for (size, responseSize) in zip(Self.requestSizes, Self.responseSizes) {
        try await writer.write(Self.request(size: size, responseSize: responseSize))
        await turns.next()
      }
    } onResponse: { response in
      try await expectReplies(response.messages) { turn.yield() }
    }
  }

  func emptyStream() async throws {
    try await service.fullDuplexCall(options: options) { _ in
    } onResponse: { response in
      var count = 0
      for try await _ in response.messages { count += 1 }
      try expect("the number of replies", count, is: 0)
    }
  }

  /// All requests are sent before the first reply is awaited.
  func halfDuplex() async throws {
    try await service.halfDuplexCall(options: options) { writer in
      for (size, responseSize) in zip(Self.requestSizes, Self.responseSizes) {
        try await writer.write(Self.request(size: size, responseSize: responseSize))
      }
    } onResponse: { response in
      try await expectReplies(response.messages)
    }
  }

  /// Fails the case unless the replies have the sizes of the specification, in its order.
  private func expectReplies(
    _ replies: RPCAsyncSequence<Grpc_Testing_StreamingOutputCallResponse, any Error>,
    afterEach: () -> Void = {}
  ) async throws {
    var missing = Self.responseSizes[...]
    for try await reply in replies {
      guard let size = missing.popFirst() else {
        throw CaseFailure(description: "more replies came than were asked for")
      }
      try expect(reply.payload, hasSize: size)
      afterEach()
    }
    try expect("the sizes of the replies that did not come", Array(missing), is: [])
  }
}
