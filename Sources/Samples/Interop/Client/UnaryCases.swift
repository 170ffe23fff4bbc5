internal import InteropMessages
internal import Martlet

// One message each way.
extension InteropCases {
  func emptyUnary() async throws {
    let reply = try await service.emptyCall(Grpc_Testing_Empty(), options: options)
    try expect("the reply", reply, is: Grpc_Testing_Empty())
  }

  func largeUnary() async throws {
    let reply = try await service.unaryCall(Self.largeRequest, options: options)
    try expect(reply.payload, hasSize: Self.largeRequest.responseSize)
  }

  /// All calls reach one server, however many there are of the name.
  func pickFirstUnary() async throws {
    let request = Grpc_Testing_SimpleRequest.with { $0.fillServerID = true }
    let first = try await service.unaryCall(request, options: options).serverID
    try expect("the server saying which it is", first.isEmpty, is: false)
    for _ in 1..<100 {
      let other = try await service.unaryCall(request, options: options).serverID
      try expect("the server", other, is: first)
    }
  }

  /// A cache on the way answers the second call.
  func cacheableUnary() async throws {
    let request = Grpc_Testing_SimpleRequest.with { $0.payload = .timestamp() }
    // The address has a cache of Google's front ends take part, as the specification has it.
    let metadata: Metadata = ["x-user-ip": "1.2.3.4"]
    let first = try await service.cacheableUnaryCall(
      request, metadata: metadata, options: options)
    let second = try await service.cacheableUnaryCall(
      request, metadata: metadata, options: options)
    guard first.payload == second.payload else {
      throw CaseFailure(
        description: """
          the replies differ: no cache is on the way to the server, or it passes on POST, \
          which is what gRPC sends
          """)
    }
    try expect("the payload being empty", first.payload.body.isEmpty, is: false)
  }

  func unimplementedMethod() async throws {
    try await expect(.unimplemented) {
      _ = try await service.unimplementedCall(Grpc_Testing_Empty(), options: options)
    }
  }

  func unimplementedService() async throws {
    try await expect(.unimplemented) {
      _ = try await unimplemented.unimplementedCall(Grpc_Testing_Empty(), options: options)
    }
  }
}
