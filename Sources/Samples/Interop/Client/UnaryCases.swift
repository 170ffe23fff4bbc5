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
