internal import InteropMessages
internal import Martlet

// What gRPC's negative HTTP/2 cases want of clients, against a server that does what the case of
// the same name has it do. Where such a case is a large unary call that succeeds, it is that.
extension InteropCases {
  /// The server ends the connection after the first call: the second has one of its own.
  func goaway() async throws {
    try await largeUnary()
    // As the specification has it: the GOAWAY may be on its way still.
    try await Task.sleep(for: .seconds(1))
    try await largeUnary()
  }

  /// The server resets the stream somewhere in its response.
  func reset() async throws {
    let reply: Grpc_Testing_SimpleResponse
    do {
      reply = try await service.unaryCall(Self.largeRequest, options: options)
    } catch let error as RPCError {
      // Which code it is, the specification leaves open; it must be the server's doing.
      guard error.code != .deadlineExceeded else { throw error }
      return
    }
    throw CaseFailure(
      description: "the call succeeded with \(reply.payload.body.count) bytes, but was reset")
  }

  /// The server lets one call at a time run.
  func maxStreams() async throws {
    try await largeUnary()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<10 { group.addTask { try await largeUnary() } }
      try await group.waitForAll()
    }
  }
}
